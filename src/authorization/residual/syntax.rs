//! What can be seen of an expression without evaluating it.

use cedar_policy::pst::{BinaryOp, Expr, UnaryOp, Var};

use super::Change;

/// What a context calls the moment, in milliseconds since 1970.
const NOW: &str = "now";

/// How the order of two things changes while time goes by.
pub fn pace(left: &Expr, right: &Expr) -> Change {
    let crosses = |one, other| goes_with_the_moment(one) && !asks_the_moment(other);
    if crosses(left, right) || crosses(right, left) { Change::Once } else { Change::Anyhow }
}

/// Whether this number only grows while time goes by, or only shrinks: `context.now`, or its distance
/// from something that stays.
pub fn goes_with_the_moment(expr: &Expr) -> bool {
    match expr {
        Expr::GetAttr { expr, attr } => is_context(expr) && attr == NOW,
        Expr::BinaryOp { op: BinaryOp::Add | BinaryOp::Sub, left, right } => {
            let with = |one, other| goes_with_the_moment(one) && !asks_the_moment(other);
            with(left, right) || with(right, left)
        }
        _ => false,
    }
}

/// Whether another moment may make something else of this. What else a context has stays while somebody
/// looks at a page.
pub fn asks_the_moment(expr: &Expr) -> bool {
    let asks = |expr: &Expr| match expr {
        Expr::GetAttr { expr, attr } if is_context(expr) => Some(attr == NOW),
        Expr::Var(Var::Context) => Some(true),
        _ => None,
    };
    expr.reduce(&asks, &|a, b| a || b, false)
}

/// Whether Cedar may report an error here: numbers overflow, and an entity that is not at hand has
/// no attributes. Whatever is not known to be safe may fail.
pub fn may_fail(expr: &Expr) -> bool {
    match expr {
        Expr::GetAttr { expr, .. } => !matches!(**expr, Expr::Var(_)),
        Expr::UnaryOp { op, .. } => !matches!(op, UnaryOp::Not | UnaryOp::IsEmpty),
        Expr::BinaryOp { op, .. } => !is_safe(*op),
        Expr::Literal(_)
        | Expr::Var(_)
        | Expr::Set(_)
        | Expr::Record(_)
        | Expr::IfThenElse { .. }
        | Expr::Like { .. }
        | Expr::Is { .. }
        | Expr::HasAttr { .. } => false,
        _ => true,
    }
}

fn is_safe(op: BinaryOp) -> bool {
    let logic = matches!(op, BinaryOp::And | BinaryOp::Or | BinaryOp::Eq | BinaryOp::NotEq);
    let sets = matches!(
        op,
        BinaryOp::In | BinaryOp::Contains | BinaryOp::ContainsAll | BinaryOp::ContainsAny
    );
    logic || is_order(op) || sets || op == BinaryOp::HasTag
}

pub fn is_order(op: BinaryOp) -> bool {
    matches!(op, BinaryOp::Less | BinaryOp::LessEq | BinaryOp::Greater | BinaryOp::GreaterEq)
}

pub fn mentions(var: Var, expr: &Expr) -> bool {
    let is_it = |expr: &Expr| matches!(expr, Expr::Var(other) if *other == var).then_some(true);
    expr.reduce(&is_it, &|a, b| a || b, false)
}

fn is_context(expr: &Expr) -> bool {
    matches!(expr, Expr::Var(Var::Context))
}

pub fn is_resource(expr: &Expr) -> bool {
    matches!(expr, Expr::Var(Var::Resource))
}
