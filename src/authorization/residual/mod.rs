//! What remains of a policy once the principal is known: a condition of the thing.
//!
//! # Why
//!
//! Cedar's own partial evaluation is experimental. Here every part of a policy that does not
//! mention `resource` is left to Cedar's stable evaluator, and what mentions it is read off the
//! policy's syntax tree, once, when the policies are loaded.

mod reader;
mod syntax;

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
pub struct Residual {
    part: Part,
    depends_on_the_moment: bool,
}

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
    /// The same at a later moment, for what is to hold from the one to the other.
    pub later: Option<&'a Request>,
    /// The principal and its roles.
    pub entities: &'a Entities,
}

/// A part of a policy that is true or false.
enum Part {
    Constant(bool),
    Known(Given),
    Not(Box<Part>),
    And(Box<Part>, Box<Part>),
    Or(Box<Part>, Box<Part>),
    If(Box<Part>, Box<Part>, Box<Part>),
    Has(String),
    Holds(Attribute, Comparison, Given),
    /// Beyond what conditions can say.
    Opaque {
        fallible: bool,
    },
}

/// Something that does not depend on the thing.
struct Given {
    expression: Box<Expression>,
    /// What another moment makes of it.
    change: Change,
}

/// How what is known changes while time goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    /// It does not.
    Never,
    /// What depends on it changes at most once: the moment is compared with something that stays.
    Once,
    /// Nobody knows.
    Anyhow,
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
        Ok(Self {
            part: reader::read(policy, entity_type, shape)?,
            depends_on_the_moment: reader::depends_on_the_moment(policy),
        })
    }

    /// Whether the same policy may ask something else later.
    pub fn depends_on_the_moment(&self) -> bool {
        self.depends_on_the_moment
    }

    /// What remains of it.
    pub fn fill(&self, known: &Known) -> Remainder {
        self.part.fill(known)
    }
}

impl Part {
    fn fill(&self, known: &Known) -> Remainder {
        match self {
            Self::Constant(holds) => Remainder::sure(Condition::Constant(*holds)),
            Self::Known(given) => given.fill(known, &|value| match value {
                EvalResult::Bool(holds) => Some(Condition::Constant(*holds)),
                _ => None,
            }),
            Self::Not(part) => part.fill(known).map(Condition::not),
            Self::And(left, right) => both(left, right, known),
            Self::Or(left, right) => either(left, right, known),
            Self::If(test, yes, no) => choice(test, yes, no, known),
            Self::Has(name) => Remainder::sure(Condition::test(name, Operator::Present)),
            Self::Holds(attribute, comparison, given) => {
                given.fill(known, &|value| attribute.condition(*comparison, value))
            }
            Self::Opaque { fallible } => {
                Remainder { condition: Condition::Unknown, fallible: *fallible }
            }
        }
    }
}

impl Given {
    /// What remains, where `condition` says what a value means.
    fn fill(
        &self,
        known: &Known,
        condition: &dyn Fn(&EvalResult) -> Option<Condition>,
    ) -> Remainder {
        let at = |request| {
            let value = eval_expression(request, known.entities, &self.expression).ok()?;
            condition(&value)
        };
        let remainder = match (known.later, self.change) {
            (None, _) | (_, Change::Never) => at(known.request),
            (Some(later), Change::Once) => {
                at(known.request).zip(at(later)).map(|(now, later)| now.or_unknown(later))
            }
            (Some(_), Change::Anyhow) => None,
        };
        remainder.map_or(Remainder::FAILED, Remainder::sure)
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

#[cfg(test)]
mod tests {
    use cedar_policy::Context;

    use super::*;
    use crate::authorization::policies::{Policies, Text};

    const SCHEMA: &str = "
        entity Department; entity Role;
        entity User in [Role] = { author_of: Set<Department>, boss?: User, limit: Long };
        entity Article = { author: User, second: User, department: Department, stage: String,
            words: Long, featured: Bool, embargo?: Long };
        action Read appliesTo { principal: User, resource: Article,
            context: { now: Long, assurance: { level: Long, proved_at: Long }, network: String } };";

    /// What remains of a policy with that condition for user 7, an author of science.
    fn remainder(condition: &str) -> Remainder {
        remainder_from(100, None, condition)
    }

    /// What remains of it at that moment, or from that moment to the later one.
    fn remainder_from(now: i64, later: Option<i64>, condition: &str) -> Remainder {
        let policy = format!("@id(\"a\") permit (principal, action, resource) {condition};");
        let text = |name: &str, content: &str| Text { name: name.into(), content: content.into() };
        let texts = [text("a.cedarschema", SCHEMA), text("a.cedar", &policy)];
        let policies = Policies::parse(&texts).unwrap();
        let shape = policies.shapes.of("Article").unwrap();
        let policy = policies.set.policies().next().unwrap();
        let request = |now| {
            Request::new(
                "User::\"7\"".parse().unwrap(),
                "Action::\"Read\"".parse().unwrap(),
                "Article::\"\"".parse().unwrap(),
                Context::from_json_value(
                    serde_json::json!({
                        "now": now,
                        "assurance": { "level": 1, "proved_at": 90 },
                        "network": "private",
                    }),
                    None,
                )
                .unwrap(),
                None,
            )
            .unwrap()
        };
        let user = r#"[{
            "uid": { "type": "User", "id": "7" },
            "attrs": { "limit": 100,
                "author_of": [{ "__entity": { "type": "Department", "id": "science" } }] },
            "parents": [{ "type": "Role", "id": "author" }]
        }]"#;
        Residual::prepare(policy, "Article", shape).unwrap().fill(&Known {
            request: &request(now),
            later: later.map(request).as_ref(),
            entities: &Entities::from_json_str(user, Some(&policies.schema)).unwrap(),
        })
    }

    fn condition(text: &str) -> Condition {
        remainder(text).condition
    }

    fn is(attribute: &str, text: &str) -> Condition {
        Condition::test(attribute, Operator::In([Value::Text(text.into())].into()))
    }

    fn words(operator: Operator) -> Condition {
        Condition::test("words", operator)
    }

    #[test]
    fn what_is_known_disappears() {
        let known = "when { principal in Role::\"author\" && principal == User::\"7\" }";

        assert_eq!(condition(known), Condition::Constant(true));
        assert_eq!(condition(&known.replace('7', "8")), Condition::Constant(false));
        assert_eq!(condition(""), Condition::Constant(true));
    }

    #[test]
    fn the_principal_and_its_departments_become_values() {
        assert_eq!(condition("when { resource.author == principal }"), is("author", "7"));
        assert_eq!(condition("when { principal == resource.author }"), is("author", "7"));
        assert_eq!(
            condition("when { principal.author_of.contains(resource.department) }"),
            is("department", "science")
        );
    }

    #[test]
    fn unless_and_not_reach_the_attribute() {
        let published = is("stage", "published");

        assert_eq!(
            condition("unless { resource.stage == \"published\" }"),
            published.clone().not()
        );
        assert_eq!(condition("when { !(resource.stage != \"published\") }"), published);
    }

    #[test]
    fn a_number_is_compared_from_either_side() {
        assert_eq!(condition("when { resource.words < 10 }"), words(Operator::AtMost(9)));
        assert_eq!(condition("when { 10 < resource.words }"), words(Operator::AtLeast(11)));
        assert_eq!(
            condition("when { resource.words >= principal.limit }"),
            words(Operator::AtLeast(100))
        );
        assert_eq!(
            condition("when { resource.words > 9223372036854775807 }"),
            Condition::Constant(false)
        );
    }

    #[test]
    fn a_flag_and_an_optional_attribute_are_tests() {
        let yes = Condition::test("featured", Operator::In([Value::Bool(true)].into()));

        assert_eq!(condition("when { resource.featured }"), yes);
        assert_eq!(
            condition("when { resource has embargo }"),
            Condition::test("embargo", Operator::Present)
        );
        assert_eq!(condition("when { resource has stage }"), Condition::Constant(true));
    }

    #[test]
    fn a_choice_becomes_two_alternatives() {
        let choice = condition(
            "when { if resource.featured then false else resource.stage == \"published\" }",
        );

        let featured = Condition::test("featured", Operator::In([Value::Bool(true)].into()));
        assert_eq!(choice, Condition::all([featured.not(), is("stage", "published")]));
    }

    #[test]
    fn what_conditions_cannot_say_is_unknown_and_safe() {
        for beyond in [
            "resource.stage like \"pub*\"",
            "resource.author == resource.second",
            "resource == Article::\"7\"",
        ] {
            let remainder = remainder(&format!("when {{ {beyond} }}"));
            assert_eq!(remainder.condition, Condition::Unknown, "{beyond}");
            assert!(!remainder.fallible, "{beyond}");
        }
    }

    #[test]
    fn what_may_overflow_is_unknown_and_fallible() {
        for beyond in [
            "resource.words + 1 > 10",
            "principal.limit * 9223372036854775807 > resource.words",
            "principal.limit * 9223372036854775807 > 0",
        ] {
            let remainder = remainder(&format!("when {{ {beyond} }}"));
            assert_eq!(remainder.condition, Condition::Unknown, "{beyond}");
            assert!(remainder.fallible, "{beyond}");
        }
    }

    #[test]
    fn the_moment_becomes_a_number() {
        let passed = "when { resource has embargo && resource.embargo <= context.now }";
        let embargo = |operator| Condition::test("embargo", operator);

        assert_eq!(
            condition(passed),
            Condition::all([embargo(Operator::AtMost(100)), embargo(Operator::Present)])
        );
    }

    #[test]
    fn what_changes_between_two_moments_is_unknown_and_the_rest_is_sure() {
        let from_100_to_200 = |condition: &str| remainder_from(100, Some(200), condition);

        let written = from_100_to_200("when { resource.words < context.now }").condition;
        assert_eq!(written, words(Operator::AtMost(99)).or_unknown(words(Operator::AtMost(199))));
        for (condition, expected) in [
            ("when { context.now < 300 }", Condition::Constant(true)),
            ("when { context.now > 300 }", Condition::Constant(false)),
            ("when { 150 < context.now }", Condition::Unknown),
            ("when { !(context.now > 150) }", Condition::Unknown),
        ] {
            assert_eq!(from_100_to_200(condition).condition, expected, "{condition}");
        }
    }

    #[test]
    fn what_else_is_known_of_a_call_stays_while_time_goes_by() {
        for (condition, expected) in [
            ("when { context.assurance.level >= 1 }", Condition::Constant(true)),
            ("when { context.network == \"public\" }", Condition::Constant(false)),
            ("when { resource.words < context.assurance.proved_at }", words(Operator::AtMost(89))),
        ] {
            assert_eq!(
                remainder_from(100, Some(200), condition).condition,
                expected,
                "{condition}"
            );
        }
    }

    #[test]
    fn the_age_of_a_proof_passes_a_limit_once() {
        let older_than = |age: i64| {
            let condition = format!("when {{ context.now - context.assurance.proved_at > {age} }}");
            remainder_from(100, Some(200), &condition)
        };

        assert_eq!(older_than(5), Remainder::sure(Condition::Constant(true)));
        assert_eq!(older_than(500), Remainder::sure(Condition::Constant(false)));
        assert_eq!(older_than(50), Remainder::sure(Condition::Unknown));
    }

    #[test]
    fn what_changes_more_than_once_between_two_moments_is_unknown() {
        for condition in [
            "when { context.now == 150 }",
            "when { context.now != 150 }",
            "when { resource.words == context.now }",
            "when { context.now * context.now > 20000 }",
            "when { context.now - context.now < 1 }",
        ] {
            let remainder = remainder_from(100, Some(200), condition);
            assert_eq!(remainder, Remainder::FAILED, "{condition}");
        }
    }

    #[test]
    fn what_cedar_never_reaches_cannot_fail() {
        let after = remainder("when { principal.limit > 100 && resource.words + 1 > 10 }");
        let before = remainder("when { resource.words + 1 > 10 && principal.limit > 100 }");

        assert_eq!(after.condition, Condition::Constant(false));
        assert_eq!(before.condition, Condition::Constant(false));
        assert!(!after.fallible && before.fallible);
    }
}
