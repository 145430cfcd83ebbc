//! What remains of a policy once the principal is known: a condition of the thing.
//!
//! # Why
//!
//! Cedar's own partial evaluation is experimental. Here every part of a policy that does not
//! mention `resource` is left to Cedar's stable evaluator, and what mentions it is read off the
//! policy's syntax tree, once, when the policies are loaded.

mod reader;

use std::collections::BTreeSet;

use cedar_policy::{
    Entities, EvalResult, Expression, Policy, Request, eval_expression, pst::PstConstructionError,
};

use super::{
    condition::{Condition, Operator},
    facts::Value,
    shape::{AttributeKind, Shape},
};

/// A policy, prepared for principals yet to come and things of one type.
pub struct Residual(Part);

/// What a policy asks of a thing, and whether Cedar may fail over finding out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remainder {
    /// What must hold of the thing for the policy to apply.
    pub condition: Condition,
    /// Whether some thing may make Cedar report an error, which refuses everything.
    pub fallible: bool,
}

/// Everything that is known before the thing is.
pub struct Known<'a> {
    /// Principal, action and context; its resource is never looked at.
    pub request: &'a Request,
    /// The principal and its roles.
    pub entities: &'a Entities,
}

/// A part of a policy that is true or false.
enum Part {
    Constant(bool),
    Known(Box<Expression>),
    Not(Box<Part>),
    And(Box<Part>, Box<Part>),
    Or(Box<Part>, Box<Part>),
    If(Box<Part>, Box<Part>, Box<Part>),
    Has(String),
    Holds(Attribute, Comparison, Box<Expression>),
    /// Beyond what conditions can say.
    Opaque {
        fallible: bool,
    },
}

/// An attribute of the thing.
struct Attribute {
    name: String,
    kind: AttributeKind,
}

/// How an attribute compares with what stands at its right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comparison {
    Equal,
    Less,
    AtMost,
    Greater,
    AtLeast,
    OneOf,
}

impl Residual {
    /// Prepares a policy for things of one type.
    pub fn prepare(
        policy: &Policy,
        entity_type: &str,
        shape: &Shape,
    ) -> Result<Self, PstConstructionError> {
        reader::read(policy, entity_type, shape).map(Self)
    }

    /// What remains of it.
    pub fn fill(&self, known: &Known) -> Remainder {
        self.0.fill(known)
    }
}

impl Part {
    fn fill(&self, known: &Known) -> Remainder {
        match self {
            Self::Constant(holds) => Remainder::sure(Condition::Constant(*holds)),
            Self::Known(expression) => match evaluate(known, expression) {
                Some(EvalResult::Bool(holds)) => Remainder::sure(Condition::Constant(holds)),
                _ => Remainder::FAILED,
            },
            Self::Not(part) => part.fill(known).map(Condition::not),
            Self::And(left, right) => both(left, right, known),
            Self::Or(left, right) => either(left, right, known),
            Self::If(test, yes, no) => choice(test, yes, no, known),
            Self::Has(name) => Remainder::sure(Condition::test(name, Operator::Present)),
            Self::Holds(attribute, comparison, expression) => evaluate(known, expression)
                .and_then(|value| attribute.condition(*comparison, &value))
                .map_or(Remainder::FAILED, Remainder::sure),
            Self::Opaque { fallible } => {
                Remainder { condition: Condition::Unknown, fallible: *fallible }
            }
        }
    }
}

// Cedar looks at the left part first, and at the right one only where the left does not decide.

fn both(left: &Part, right: &Part, known: &Known) -> Remainder {
    let left = left.fill(known);
    if left.condition == Condition::Constant(false) {
        return left;
    }
    left.with(right.fill(known), |left, right| Condition::all([left, right]))
}

fn either(left: &Part, right: &Part, known: &Known) -> Remainder {
    let left = left.fill(known);
    if left.condition == Condition::Constant(true) {
        return left;
    }
    left.with(right.fill(known), |left, right| Condition::any([left, right]))
}

fn choice(test: &Part, yes: &Part, no: &Part, known: &Known) -> Remainder {
    let test = test.fill(known);
    let untested = test.clone().map(Condition::not);
    let and = |one: Remainder, other: &Part| {
        if one.condition == Condition::Constant(false) {
            return one;
        }
        one.with(other.fill(known), |one, other| Condition::all([one, other]))
    };
    and(test, yes).with(and(untested, no), |yes, no| Condition::any([yes, no]))
}

impl Remainder {
    /// Cedar cannot tell, whatever the thing is.
    const FAILED: Self = Self { condition: Condition::Unknown, fallible: true };

    fn sure(condition: Condition) -> Self {
        let fallible = false;
        Self { condition, fallible }
    }

    fn map(self, change: impl FnOnce(Condition) -> Condition) -> Self {
        Self { condition: change(self.condition), ..self }
    }

    fn with(self, other: Self, join: impl FnOnce(Condition, Condition) -> Condition) -> Self {
        Self {
            condition: join(self.condition, other.condition),
            fallible: self.fallible || other.fallible,
        }
    }
}

impl Attribute {
    /// What the comparison asks; `None` if it makes no sense, which the validator rules out.
    fn condition(&self, comparison: Comparison, right: &EvalResult) -> Option<Condition> {
        let test = |operator| Some(Condition::test(&self.name, operator));
        let never = Some(Condition::Constant(false));
        match (comparison, right) {
            (Comparison::Equal, value) => {
                test(Operator::In(self.value(value).into_iter().collect()))
            }
            (Comparison::OneOf, EvalResult::Set(set)) => {
                let values: BTreeSet<Value> =
                    set.iter().filter_map(|one| self.value(one)).collect();
                test(Operator::In(values))
            }
            (Comparison::AtMost, EvalResult::Long(number)) => test(Operator::AtMost(*number)),
            (Comparison::AtLeast, EvalResult::Long(number)) => test(Operator::AtLeast(*number)),
            (Comparison::Less, EvalResult::Long(number)) => match number.checked_sub(1) {
                Some(most) => test(Operator::AtMost(most)),
                None => never,
            },
            (Comparison::Greater, EvalResult::Long(number)) => match number.checked_add(1) {
                Some(least) => test(Operator::AtLeast(least)),
                None => never,
            },
            _ => None,
        }
    }

    /// A value that this attribute may have; `None` for one of another type, which it never has.
    fn value(&self, value: &EvalResult) -> Option<Value> {
        match (&self.kind, value) {
            (AttributeKind::Bool, EvalResult::Bool(yes)) => Some(Value::Bool(*yes)),
            (AttributeKind::Long, EvalResult::Long(number)) => Some(Value::Long(*number)),
            (AttributeKind::Text, EvalResult::String(text)) => Some(Value::Text(text.clone())),
            (AttributeKind::Entity(of), EvalResult::EntityUid(uid))
                if uid.type_name().to_string() == *of =>
            {
                Some(Value::Text(uid.id().unescaped().to_owned()))
            }
            _ => None,
        }
    }
}

fn evaluate(known: &Known, expression: &Expression) -> Option<EvalResult> {
    eval_expression(known.request, known.entities, expression).ok()
}
