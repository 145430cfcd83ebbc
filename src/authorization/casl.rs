//! Grants become rules.
//!
//! # Why
//!
//! In CASL the last rule that matches wins; in Cedar a forbid wins. So forbids come last, and among
//! them those that no proof lifts, because theirs is the reason to show. Permits that say too much
//! come first: a plain permit that matches too makes the question to the server needless.
//! Alternatives are rules of their own, since CASL's stock matcher ignores `$or` without a word.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    condition::{Condition, Operator as Asks, Rounding, Test as Asked},
    conjunction::{Bounds, Conjunction},
    facts::Value,
    grant::{Entry, Grant},
    permission::Permission,
    rule::{Conditions, Operand, Operator, Rule, Test},
    shape::{Shape, Shapes},
};

/// The greatest whole number that JavaScript tells apart from its neighbours.
const GREATEST_SAFE_NUMBER: i64 = (1 << 53) - 1;

/// Everything of a rule but its actions, in the order in which rules are listed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    rank: Rank,
    reason: Option<String>,
    challenge: Option<String>,
    subject: &'static str,
    fields: &'static [&'static str],
    conditions: Conditions,
}

/// The later a rank, the stronger its rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    PermitAsk,
    Permit,
    Challenge,
    Forbid,
}

/// The rules that these grants add up to.
pub fn rules(grants: Vec<(Permission, Grant)>, shapes: &Shapes) -> Vec<Rule> {
    let mut rules: BTreeMap<Key, Vec<String>> = BTreeMap::new();
    let empty = Shape::new();
    for (permission, grant) in grants {
        let shape = shapes.of(permission.subject()).unwrap_or(&empty);
        for key in keys(permission, grant, shape) {
            rules.entry(key).or_default().push(permission.action().to_owned());
        }
    }
    rules.into_iter().map(|(key, actions)| key.rule(actions)).collect()
}

fn keys(permission: Permission, grant: Grant, shape: &Shape) -> Vec<Key> {
    let fallible = grant.fallible;
    let grant = grant.sayable(&is_safe);
    let (forbids, forbids_are_exact) = forbids(&grant.forbids);
    let permits = permits(&grant.permits, forbids_are_exact && !fallible);
    // Without a permit everything is refused anyway.
    if permits.is_empty() {
        return Vec::new();
    }
    let key = |rank, conjunction: &Conjunction| Key {
        rank,
        reason: None,
        challenge: None,
        subject: permission.subject(),
        fields: &[],
        conditions: conditions(conjunction, shape),
    };
    let permits = permits.iter().map(|(rank, all)| Key {
        // Who asks CASL without a field is answered by no forbid that has some.
        fields: permission.fields(),
        ..key(*rank, all)
    });
    let forbids = forbids.iter().map(|(rank, entry, all)| Key {
        reason: Some(entry.sentence.clone()),
        challenge: entry.challenge.clone(),
        ..key(*rank, all)
    });
    permits.chain(forbids).collect()
}

/// What permits, without what another one permits as surely.
fn permits(entries: &[Entry], may_be_sure: bool) -> Vec<(Rank, Conjunction)> {
    let mut permits: BTreeMap<Conjunction, Rank> = BTreeMap::new();
    let mut permit = |alternatives: BTreeSet<Conjunction>, is_sure: bool| {
        let rank = if is_sure && may_be_sure { Rank::Permit } else { Rank::PermitAsk };
        for alternative in alternatives {
            let known = permits.entry(alternative).or_insert(rank);
            *known = rank.max(*known);
        }
    };
    for entry in entries {
        let (wide, exact) = alternatives(&entry.condition, Rounding::Up);
        permit(wide, exact);
        if !exact {
            permit(alternatives(&entry.condition, Rounding::Down).0, true);
        }
    }
    let is_needed = |all: &Conjunction, rank: Rank| {
        let wider = |other: &Conjunction| other != all && other.is_part_of(all);
        !permits.iter().any(|(other, other_rank)| *other_rank >= rank && wider(other))
    };
    permits
        .iter()
        .filter(|&(all, rank)| is_needed(all, *rank))
        .map(|(all, rank)| (*rank, all.clone()))
        .collect()
}

/// What forbids, and whether that is all that forbids.
fn forbids(entries: &[Entry]) -> (Vec<(Rank, &Entry, Conjunction)>, bool) {
    let mut forbids = Vec::new();
    let mut all_exact = true;
    for entry in entries {
        let rank = if entry.challenge.is_some() { Rank::Challenge } else { Rank::Forbid };
        let (alternatives, exact) = alternatives(&entry.condition, Rounding::Down);
        let forbid = |alternative| (rank, entry, alternative);
        forbids.extend(alternatives.into_iter().map(forbid));
        all_exact &= exact;
    }
    (forbids, all_exact)
}

/// The alternatives of a condition, rounded if need be, and whether they are exact.
fn alternatives(condition: &Condition, rounding: Rounding) -> (BTreeSet<Conjunction>, bool) {
    let exact = condition.is_exact();
    match condition.clone().rounded(rounding).alternatives() {
        Some(alternatives) => (alternatives, exact),
        None if rounding == Rounding::Up => ([Conjunction::default()].into(), false),
        None => (BTreeSet::new(), false),
    }
}

fn conditions(conjunction: &Conjunction, shape: &Shape) -> Conditions {
    let condition = |(attribute, bounds): (&String, &Bounds)| {
        let field = shape.get(attribute).map(|known| known.field.clone());
        (field.unwrap_or_else(|| attribute.clone()), test(bounds))
    };
    conjunction.bounds().map(condition).collect()
}

fn test(bounds: &Bounds) -> Test {
    if bounds.present == Some(false) {
        return Test::Absent;
    }
    if let Some(within) = &bounds.within {
        let within: Vec<Value> = within.iter().cloned().collect();
        return match <[Value; 1]>::try_from(within) {
            Ok([only]) => Test::Equals(only),
            Err(list) => Test::Operators([(Operator::In, Operand::List(list))].into()),
        };
    }
    let mut operators = BTreeMap::new();
    if bounds.present == Some(true) {
        operators.insert(Operator::NotEqual, Operand::Absent);
    }
    let without: Vec<Value> = bounds.without.iter().cloned().collect();
    match &without[..] {
        [] => {}
        [only] if operators.is_empty() => {
            operators.insert(Operator::NotEqual, Operand::Value(only.clone()));
        }
        _ => {
            operators.insert(Operator::NotIn, Operand::List(without));
        }
    }
    let number = |number: i64| Operand::Value(Value::Long(number));
    operators.extend(bounds.at_least.map(|least| (Operator::AtLeast, number(least))));
    operators.extend(bounds.at_most.map(|most| (Operator::AtMost, number(most))));
    Test::Operators(operators)
}

impl Key {
    fn rule(self, actions: Vec<String>) -> Rule {
        Rule {
            actions,
            subject: self.subject.to_owned(),
            fields: self.fields.iter().map(|&field| field.to_owned()).collect(),
            conditions: self.conditions,
            inverted: self.rank >= Rank::Challenge,
            reason: self.reason,
            challenge: self.challenge,
            ask: self.rank == Rank::PermitAsk,
        }
    }
}

/// Whether JavaScript reads every number of the test as it is written.
fn is_safe(test: &Asked) -> bool {
    let safe = |number: i64| number.checked_abs().is_some_and(|size| size <= GREATEST_SAFE_NUMBER);
    match &test.operator {
        Asks::AtLeast(number) | Asks::AtMost(number) => safe(*number),
        Asks::In(values) | Asks::NotIn(values) => values.iter().all(|value| match value {
            Value::Long(number) => safe(*number),
            Value::Bool(_) | Value::Text(_) => true,
        }),
        Asks::Present | Asks::Absent => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCHEMA: &str =
        "entity User; entity Article = { author: User, stage: String, words?: Long };";

    fn is(attribute: &str, text: &str) -> Condition {
        Condition::test(attribute, Asks::In([Value::Text(text.into())].into()))
    }

    fn entry(sentence: &str, condition: Condition) -> Entry {
        Entry { sentence: sentence.into(), challenge: None, condition }
    }

    fn grant(permits: Vec<Condition>, forbids: Vec<Entry>) -> Grant {
        Grant {
            permits: permits.into_iter().map(|condition| entry("", condition)).collect(),
            forbids,
            fallible: false,
        }
    }

    fn json(grants: Vec<(Permission, Grant)>) -> Vec<String> {
        rules(grants, &Shapes::read(SCHEMA).unwrap())
            .iter()
            .map(|rule| serde_json::to_string(rule).unwrap())
            .collect()
    }

    #[test]
    fn rules_with_equal_conditions_share_their_actions() {
        let drafts = || grant(vec![is("stage", "draft")], vec![]);

        let json = json(vec![
            (Permission::SubmitArticle, drafts()),
            (Permission::DeleteArticle, drafts()),
        ]);

        assert_eq!(
            json,
            [
                r#"{"action":["submit","delete"],"subject":"Article","conditions":{"stage":"draft"}}"#
            ]
        );
    }

    #[test]
    fn a_rule_says_which_fields_it_is_about() {
        let drafts = grant(vec![is("stage", "draft")], vec![entry("not his", is("author", "7"))]);

        let json = json(vec![(Permission::CreditArticle, drafts)]);

        assert_eq!(
            json,
            [
                r#"{"action":"credit","subject":"Article","fields":["byline"],"conditions":{"stage":"draft"}}"#,
                r#"{"action":"credit","subject":"Article","conditions":{"authorId":"7"},"inverted":true,"reason":"not his"}"#,
            ]
        );
    }

    #[test]
    fn challenges_come_before_lasting_forbids_and_both_after_permits() {
        let challenge = Entry {
            challenge: Some("step_up".into()),
            ..entry("z: a fresh proof", Condition::Constant(true))
        };
        let own = entry("nobody their own", is("author", "7"));

        let json = json(vec![(
            Permission::PublishArticle,
            grant(vec![Condition::Constant(true)], vec![own, challenge]),
        )]);

        assert_eq!(
            json,
            [
                r#"{"action":["publish"],"subject":"Article"}"#,
                r#"{"action":["publish"],"subject":"Article","inverted":true,"reason":"z: a fresh proof","challenge":"step_up"}"#,
                r#"{"action":["publish"],"subject":"Article","conditions":{"authorId":"7"},"inverted":true,"reason":"nobody their own"}"#,
            ]
            .map(|rule| rule.replace(r#"["publish"]"#, r#""publish""#))
        );
    }

    #[test]
    fn a_permit_that_another_one_covers_is_left_out() {
        let narrow = Condition::all([is("stage", "draft"), is("author", "7")]);

        let json = json(vec![(
            Permission::ReadArticle,
            grant(vec![is("stage", "draft"), narrow], vec![]),
        )]);

        assert_eq!(
            json,
            [r#"{"action":"read","subject":"Article","conditions":{"stage":"draft"}}"#]
        );
    }

    #[test]
    fn a_permit_that_cannot_be_said_is_wider_and_asks() {
        let vague = Condition::all([is("stage", "draft"), Condition::Unknown]);

        let json =
            json(vec![(Permission::ReadArticle, grant(vec![vague, is("author", "7")], vec![]))]);

        assert_eq!(
            json,
            [
                r#"{"action":"read","subject":"Article","conditions":{"stage":"draft"},"ask":true}"#,
                r#"{"action":"read","subject":"Article","conditions":{"authorId":"7"}}"#,
            ]
        );
    }

    #[test]
    fn a_forbid_that_cannot_be_said_makes_every_permit_ask() {
        let vague = entry("", Condition::all([is("stage", "draft"), Condition::Unknown]));

        let json =
            json(vec![(Permission::ReadArticle, grant(vec![is("author", "7")], vec![vague]))]);

        assert_eq!(
            json,
            [r#"{"action":"read","subject":"Article","conditions":{"authorId":"7"},"ask":true}"#]
        );
    }

    #[test]
    fn without_a_permit_there_are_no_rules() {
        let forbid = entry("never", Condition::Constant(true));

        let json = json(vec![(Permission::ReadArticle, grant(vec![], vec![forbid]))]);

        assert!(json.is_empty());
    }

    #[test]
    fn a_number_that_javascript_cannot_hold_asks() {
        let huge = Condition::test("words", Asks::AtLeast(GREATEST_SAFE_NUMBER + 1));

        let json = json(vec![(Permission::ReadArticle, grant(vec![huge], vec![]))]);

        assert_eq!(json, [r#"{"action":"read","subject":"Article","ask":true}"#]);
    }

    #[test]
    fn an_optional_number_is_there_and_in_its_bounds() {
        let some = Condition::all([
            Condition::test("words", Asks::Present),
            Condition::test("words", Asks::AtLeast(1)),
            Condition::test("words", Asks::AtMost(9)),
            Condition::test("words", Asks::NotIn([Value::Long(5)].into())),
        ]);

        let json = json(vec![(Permission::ReadArticle, grant(vec![some], vec![]))]);

        assert_eq!(
            json,
            [
                r#"{"action":"read","subject":"Article","conditions":{"words":{"$nin":[5],"$ne":null,"$gte":1,"$lte":9}}}"#
            ]
        );
    }
}
