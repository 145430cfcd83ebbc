//! Reads a policy's syntax tree: what is known before the thing is, and what is not.

use std::sync::Arc;

use cedar_policy::{
    Policy,
    pst::{
        BinaryOp, Clause, EntityOrSlot, EntityType, Expr, Literal, PrincipalConstraint,
        PstConstructionError, ResourceConstraint, Template, UnaryOp, Var,
    },
};

use super::{
    Attribute, Change, Comparison, Given, Part,
    syntax::{
        asks_the_moment, goes_with_the_moment, is_order, is_resource, may_fail, mentions, pace,
    },
};
use crate::authorization::shape::{AttributeKind, Shape};

/// The policy as one part.
pub fn read(
    policy: &Policy,
    entity_type: &str,
    shape: &Shape,
) -> Result<Part, PstConstructionError> {
    let reader = Reader { entity_type, shape };
    let policy = policy.to_pst()?;
    let mut parts = reader.scope(policy.body());
    parts.extend(policy.body().clauses().iter().map(|clause| match clause {
        Clause::When(expr) => reader.part(expr),
        Clause::Unless(expr) => not(reader.part(expr)),
    }));
    let whole = parts.into_iter().rev().reduce(|rest, part| and(part, rest));
    Ok(whole.unwrap_or(Part::Constant(true)))
}

/// Whether the policy may say something else at another moment; one that cannot be read may.
pub fn depends_on_the_moment(policy: &Policy) -> bool {
    let asks = |clause: &Clause| match clause {
        Clause::When(expr) | Clause::Unless(expr) => asks_the_moment(expr),
    };
    policy.to_pst().map_or(true, |policy| policy.body().clauses().iter().any(asks))
}

/// Knows the type of the thing.
struct Reader<'a> {
    entity_type: &'a str,
    shape: &'a Shape,
}

impl Reader<'_> {
    /// What the head of the policy asks. The action and the type of the thing are not in it: policies
    /// are chosen by these.
    fn scope(&self, policy: &Template) -> Vec<Part> {
        let principal = || Arc::new(Expr::Var(Var::Principal));
        let mut parts = match &policy.principal {
            PrincipalConstraint::Any => vec![],
            PrincipalConstraint::Eq(other) => vec![binary(BinaryOp::Eq, principal(), other)],
            PrincipalConstraint::In(other) => vec![binary(BinaryOp::In, principal(), other)],
            PrincipalConstraint::Is(kind) => vec![is(principal(), kind, None)],
            PrincipalConstraint::IsIn(kind, other) => vec![is(principal(), kind, Some(other))],
        };
        match &policy.resource {
            ResourceConstraint::Any | ResourceConstraint::Is(_) => {}
            // One particular thing: nothing that conditions can say.
            _ => parts.push(Expr::Var(Var::Resource)),
        }
        parts.iter().map(|expr| self.part(expr)).collect()
    }

    /// An expression that is true or false.
    fn part(&self, expr: &Expr) -> Part {
        if !mentions(Var::Resource, expr) {
            return self.known(expr);
        }
        let part = match expr {
            Expr::UnaryOp { op: UnaryOp::Not, expr } => Some(not(self.part(expr))),
            Expr::BinaryOp { op, left, right } => self.operation(*op, left, right),
            Expr::IfThenElse { cond, then_expr, else_expr } => Some(Part::If(
                Box::new(self.part(cond)),
                Box::new(self.part(then_expr)),
                Box::new(self.part(else_expr)),
            )),
            Expr::Is { expr, entity_type, in_expr } => {
                self.is(expr, entity_type, in_expr.is_some())
            }
            Expr::HasAttr { expr, attrs } if attrs.len() == 1 => self.has(expr, attrs.first()),
            Expr::GetAttr { .. } => self.flag(expr),
            _ => None,
        };
        part.unwrap_or_else(|| opaque(expr))
    }

    /// An expression that is true or false whatever the thing is. What joins several is taken apart
    /// where the moment matters, since each may change on its own.
    fn known(&self, expr: &Expr) -> Part {
        match expr {
            _ if !asks_the_moment(expr) => given(expr, Change::Never),
            Expr::UnaryOp { op: UnaryOp::Not, expr } => return not(self.part(expr)),
            Expr::BinaryOp { op: BinaryOp::And, left, right } => {
                return and(self.part(left), self.part(right));
            }
            Expr::BinaryOp { op: BinaryOp::Or, left, right } => {
                return Part::Or(Box::new(self.part(left)), Box::new(self.part(right)));
            }
            Expr::BinaryOp { op, left, right } if is_order(*op) => given(expr, pace(left, right)),
            _ => given(expr, Change::Anyhow),
        }
        .map_or(Part::Opaque { fallible: true }, Part::Known)
    }

    fn operation(&self, op: BinaryOp, left: &Expr, right: &Expr) -> Option<Part> {
        match op {
            BinaryOp::And => Some(and(self.part(left), self.part(right))),
            BinaryOp::Or => Some(Part::Or(Box::new(self.part(left)), Box::new(self.part(right)))),
            BinaryOp::Eq => self.either_way(left, right, Comparison::Equal, Comparison::Equal),
            BinaryOp::NotEq => {
                self.either_way(left, right, Comparison::Equal, Comparison::Equal).map(not)
            }
            BinaryOp::Less => self.either_way(left, right, Comparison::Less, Comparison::Greater),
            BinaryOp::LessEq => {
                self.either_way(left, right, Comparison::AtMost, Comparison::AtLeast)
            }
            BinaryOp::Greater => {
                self.either_way(left, right, Comparison::Greater, Comparison::Less)
            }
            BinaryOp::GreaterEq => {
                self.either_way(left, right, Comparison::AtLeast, Comparison::AtMost)
            }
            BinaryOp::Contains => self.holds(right, Comparison::OneOf, left),
            _ => None,
        }
    }

    /// A comparison of an attribute with something known, whichever stands at the left.
    fn either_way(
        &self,
        left: &Expr,
        right: &Expr,
        comparison: Comparison,
        mirrored: Comparison,
    ) -> Option<Part> {
        self.holds(left, comparison, right).or_else(|| self.holds(right, mirrored, left))
    }

    fn holds(&self, attribute: &Expr, comparison: Comparison, other: &Expr) -> Option<Part> {
        let attribute = self.attribute(attribute)?;
        let is_number = attribute.kind == AttributeKind::Long;
        let change = match comparison {
            _ if !asks_the_moment(other) => Change::Never,
            Comparison::Equal | Comparison::OneOf => Change::Anyhow,
            _ if goes_with_the_moment(other) => Change::Once,
            _ => Change::Anyhow,
        };
        match comparison {
            Comparison::Equal | Comparison::OneOf => {}
            _ if is_number => {}
            _ => return None,
        }
        Some(Part::Holds(attribute, comparison, given(other, change)?))
    }

    /// `resource.name`, of a kind that rules can carry.
    fn attribute(&self, expr: &Expr) -> Option<Attribute> {
        let Expr::GetAttr { expr, attr } = expr else {
            return None;
        };
        let kind = &self.shape.get(attr.as_str())?.kind;
        match kind {
            AttributeKind::Entities(_) | AttributeKind::Other => None,
            _ if !is_resource(expr) => None,
            _ => Some(Attribute { name: attr.to_string(), kind: kind.clone() }),
        }
    }

    fn flag(&self, expr: &Expr) -> Option<Part> {
        let yes = given(&Expr::Literal(Literal::Bool(true)), Change::Never)?;
        let attribute = self.attribute(expr)?;
        Some(Part::Holds(attribute, Comparison::Equal, yes))
    }

    fn has(&self, expr: &Expr, name: &str) -> Option<Part> {
        if !is_resource(expr) {
            return None;
        }
        Some(match self.shape.get(name) {
            None => Part::Constant(false),
            Some(attribute) if attribute.required => Part::Constant(true),
            Some(_) => Part::Has(name.to_owned()),
        })
    }

    fn is(&self, expr: &Expr, entity_type: &EntityType, with_parent: bool) -> Option<Part> {
        let is_ours = entity_type.to_string() == self.entity_type;
        match (is_resource(expr), is_ours, with_parent) {
            (true, true, true) | (false, ..) => None,
            (true, is_ours, _) => Some(Part::Constant(is_ours)),
        }
    }
}

fn and(left: Part, right: Part) -> Part {
    Part::And(Box::new(left), Box::new(right))
}

fn not(part: Part) -> Part {
    Part::Not(Box::new(part))
}

/// An expression for Cedar's evaluator; `None` if it mentions the thing.
fn given(expr: &Expr, change: Change) -> Option<Given> {
    if mentions(Var::Resource, expr) {
        return None;
    }
    let expression = Box::new(expr.to_string().parse().ok()?);
    Some(Given { expression, change })
}

/// What conditions cannot say.
fn opaque(expr: &Expr) -> Part {
    Part::Opaque {
        fallible: expr.reduce(&|expr| may_fail(expr).then_some(true), &|a, b| a || b, false),
    }
}

fn binary(op: BinaryOp, left: Arc<Expr>, right: &EntityOrSlot) -> Expr {
    let right = entity(right);
    Expr::BinaryOp { op, left, right }
}

fn is(expr: Arc<Expr>, entity_type: &EntityType, parent: Option<&EntityOrSlot>) -> Expr {
    Expr::Is { expr, entity_type: entity_type.clone(), in_expr: parent.map(entity) }
}

fn entity(entity: &EntityOrSlot) -> Arc<Expr> {
    Arc::new(match entity {
        EntityOrSlot::Entity(uid) => Expr::Literal(Literal::EntityUID(uid.clone())),
        EntityOrSlot::Slot(slot) => Expr::Slot(*slot),
    })
}
