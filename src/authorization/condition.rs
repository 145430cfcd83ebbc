//! What must hold of a thing that is not at hand, without negation.
//!
//! # Why
//!
//! Negation stands at the leaves only. So replacing what cannot be said by `true` makes a
//! condition wider, and by `false` narrower, whatever stands around it.

use std::collections::{BTreeMap, BTreeSet};

use super::{conjunction::Conjunction, facts::Value};

/// More alternatives than these become a question to the server.
const MOST_ALTERNATIVES: usize = 64;

/// What must hold of a thing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Condition {
    /// Holds always, or never.
    Constant(bool),
    /// One attribute passes a test.
    Test(Test),
    /// All of these hold.
    All(Vec<Condition>),
    /// At least one of these holds.
    Any(Vec<Condition>),
    /// Something that conditions cannot say.
    Unknown,
}

/// What must hold of one attribute.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Test {
    /// The attribute in Cedar.
    pub attribute: String,
    /// What must hold of it.
    pub operator: Operator,
}

/// What can be asked of an attribute.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operator {
    /// It is one of these.
    In(BTreeSet<Value>),
    /// It is none of these.
    NotIn(BTreeSet<Value>),
    /// It is this number or a greater one.
    AtLeast(i64),
    /// It is this number or a smaller one.
    AtMost(i64),
    /// It is there.
    Present,
    /// It is not there.
    Absent,
}

/// Which way to round what cannot be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// Holds at least where the original holds.
    Up,
    /// Holds at most where the original holds.
    Down,
}

impl Condition {
    /// A test of one attribute.
    pub fn test(attribute: &str, operator: Operator) -> Self {
        match &operator {
            Operator::In(values) if values.is_empty() => Self::Constant(false),
            Operator::NotIn(values) if values.is_empty() => Self::Constant(true),
            _ => Self::Test(Test { attribute: attribute.to_owned(), operator }),
        }
    }

    /// All of these hold.
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut all = BTreeSet::new();
        for part in parts {
            match part {
                Self::Constant(true) => {}
                Self::Constant(false) => return Self::Constant(false),
                Self::All(inner) => all.extend(inner),
                other => {
                    all.insert(other);
                }
            }
        }
        one_or(all, Self::Constant(true), Self::All)
    }

    /// At least one of these holds.
    pub fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut any = BTreeSet::new();
        for part in parts {
            match part {
                Self::Constant(false) => {}
                Self::Constant(true) => return Self::Constant(true),
                Self::Any(inner) => any.extend(inner),
                other => {
                    any.insert(other);
                }
            }
        }
        one_or(joined(any), Self::Constant(false), Self::Any)
    }

    /// Holds where this does not.
    pub fn not(self) -> Self {
        match self {
            Self::Constant(holds) => Self::Constant(!holds),
            Self::Test(Test { attribute, operator }) => operator
                .not()
                .map_or(Self::Constant(false), |operator| Self::test(&attribute, operator)),
            Self::All(parts) => Self::any(parts.into_iter().map(Self::not)),
            Self::Any(parts) => Self::all(parts.into_iter().map(Self::not)),
            Self::Unknown => Self::Unknown,
        }
    }

    /// Holds where both hold; where one of them holds, it is unknown.
    pub fn or_unknown(self, other: Self) -> Self {
        if self == other {
            return self;
        }
        let either = Self::any([self.clone(), other.clone()]);
        Self::any([Self::all([self, other]), Self::all([either, Self::Unknown])])
    }

    /// Whether nothing in it is unknown.
    pub fn is_exact(&self) -> bool {
        match self {
            Self::Unknown => false,
            Self::All(parts) | Self::Any(parts) => parts.iter().all(Self::is_exact),
            Self::Constant(_) | Self::Test(_) => true,
        }
    }

    /// The nearest exact condition in that direction.
    pub fn rounded(self, rounding: Rounding) -> Self {
        match self {
            Self::Unknown => Self::Constant(rounding == Rounding::Up),
            Self::All(parts) => Self::all(parts.into_iter().map(|part| part.rounded(rounding))),
            Self::Any(parts) => Self::any(parts.into_iter().map(|part| part.rounded(rounding))),
            exact => exact,
        }
    }

    /// The same with every test that cannot be put into the reader's words made unknown.
    pub fn sayable(self, can_say: &impl Fn(&Test) -> bool) -> Self {
        match self {
            Self::Test(test) if !can_say(&test) => Self::Unknown,
            Self::All(parts) => Self::all(parts.into_iter().map(|part| part.sayable(can_say))),
            Self::Any(parts) => Self::any(parts.into_iter().map(|part| part.sayable(can_say))),
            other => other,
        }
    }

    /// What remains of it for things of which these attributes are known.
    pub fn assuming(self, known: &[(&str, Value)]) -> Self {
        match self {
            Self::Test(test) => match known.iter().find(|(name, _)| *name == test.attribute) {
                Some((_, value)) => Self::Constant(test.operator.holds(value)),
                None => Self::Test(test),
            },
            Self::All(parts) => Self::all(parts.into_iter().map(|part| part.assuming(known))),
            Self::Any(parts) => Self::any(parts.into_iter().map(|part| part.assuming(known))),
            other => other,
        }
    }

    /// The same as a list of alternatives; `None` if it is not exact or there are too many.
    pub fn alternatives(&self) -> Option<BTreeSet<Conjunction>> {
        let alternatives = match self {
            Self::Unknown => return None,
            Self::Constant(false) => BTreeSet::new(),
            Self::Constant(true) => [Conjunction::default()].into(),
            Self::Test(test) => Conjunction::of(test).into_iter().collect(),
            Self::Any(parts) => {
                let each: Option<Vec<_>> = parts.iter().map(Self::alternatives).collect();
                each?.into_iter().flatten().collect()
            }
            Self::All(parts) => product(parts)?,
        };
        (alternatives.len() <= MOST_ALTERNATIVES).then_some(alternatives)
    }
}

impl Operator {
    /// Whether it holds of a value that is there.
    fn holds(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::In(values), value) => values.contains(value),
            (Self::NotIn(values), value) => !values.contains(value),
            (Self::AtLeast(least), Value::Long(number)) => number >= least,
            (Self::AtMost(most), Value::Long(number)) => number <= most,
            (Self::AtLeast(_) | Self::AtMost(_) | Self::Absent, _) => false,
            (Self::Present, _) => true,
        }
    }

    /// Holds where this does not; `None` if that is nowhere.
    fn not(self) -> Option<Self> {
        Some(match self {
            Self::In(values) => Self::NotIn(values),
            Self::NotIn(values) => Self::In(values),
            Self::AtLeast(number) => Self::AtMost(number.checked_sub(1)?),
            Self::AtMost(number) => Self::AtLeast(number.checked_add(1)?),
            Self::Present => Self::Absent,
            Self::Absent => Self::Present,
        })
    }
}

fn one_or(
    mut parts: BTreeSet<Condition>,
    none: Condition,
    several: impl FnOnce(Vec<Condition>) -> Condition,
) -> Condition {
    match parts.len() {
        0 => none,
        1 => parts.pop_first().unwrap_or(none),
        _ => several(parts.into_iter().collect()),
    }
}

/// One list instead of several, where alternatives list values of the same attribute.
fn joined(alternatives: BTreeSet<Condition>) -> BTreeSet<Condition> {
    let mut lists: BTreeMap<String, BTreeSet<Value>> = BTreeMap::new();
    let mut joined = BTreeSet::new();
    for alternative in alternatives {
        match alternative {
            Condition::Test(Test { attribute, operator: Operator::In(values) }) => {
                lists.entry(attribute).or_default().extend(values);
            }
            other => {
                joined.insert(other);
            }
        }
    }
    let list = |(attribute, values): (String, _)| Condition::test(&attribute, Operator::In(values));
    joined.extend(lists.into_iter().map(list));
    joined
}

fn product(parts: &[Condition]) -> Option<BTreeSet<Conjunction>> {
    let mut product = BTreeSet::from([Conjunction::default()]);
    for part in parts {
        let alternatives = part.alternatives()?;
        let pairs = product.iter().flat_map(|left| {
            let with = |right| left.and(right);
            alternatives.iter().filter_map(with)
        });
        product = pairs.collect();
        if product.len() > MOST_ALTERNATIVES {
            return None;
        }
    }
    Some(product)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(attribute: &str, text: &str) -> Condition {
        let values = [Value::Text(text.into())].into();
        Condition::test(attribute, Operator::In(values))
    }

    fn number(operator: Operator) -> Condition {
        Condition::test("count", operator)
    }

    #[test]
    fn constants_disappear_in_what_they_decide() {
        let yes = Condition::Constant(true);
        let no = Condition::Constant(false);

        assert_eq!(Condition::all([yes.clone(), is("a", "x")]), is("a", "x"));
        assert_eq!(Condition::all([no.clone(), Condition::Unknown]), no);
        assert_eq!(Condition::any([no.clone(), is("a", "x")]), is("a", "x"));
        assert_eq!(Condition::any([yes.clone(), Condition::Unknown]), yes);
        assert_eq!(Condition::all([]), yes);
        assert_eq!(Condition::any([]), no);
    }

    #[test]
    fn a_list_without_values_is_a_constant() {
        assert_eq!(Condition::test("a", Operator::In(BTreeSet::new())), Condition::Constant(false));
        assert_eq!(
            Condition::test("a", Operator::NotIn(BTreeSet::new())),
            Condition::Constant(true)
        );
    }

    #[test]
    fn negation_reaches_the_leaves() {
        let either = Condition::any([is("a", "x"), Condition::test("b", Operator::Present)]);

        let neither = either.clone().not();

        let not_x = Operator::NotIn([Value::Text("x".into())].into());
        assert_eq!(
            neither,
            Condition::all([Condition::test("a", not_x), Condition::test("b", Operator::Absent)])
        );
        assert_eq!(neither.not(), either);
    }

    #[test]
    fn the_negation_of_a_bound_is_the_neighbouring_bound() {
        assert_eq!(number(Operator::AtLeast(5)).not(), number(Operator::AtMost(4)));
        assert_eq!(number(Operator::AtMost(5)).not(), number(Operator::AtLeast(6)));
        assert_eq!(number(Operator::AtLeast(i64::MIN)).not(), Condition::Constant(false));
        assert_eq!(number(Operator::AtMost(i64::MAX)).not(), Condition::Constant(false));
    }

    #[test]
    fn rounding_up_widens_and_rounding_down_narrows() {
        let condition = Condition::all([is("a", "x"), Condition::Unknown]);

        assert!(!condition.is_exact());
        assert_eq!(condition.clone().rounded(Rounding::Up), is("a", "x"));
        assert_eq!(condition.rounded(Rounding::Down), Condition::Constant(false));
    }

    #[test]
    fn rounding_is_sound_under_negation() {
        let condition = Condition::any([is("a", "x"), Condition::Unknown]).not();

        let not_x = is("a", "x").not();
        assert_eq!(condition.clone().rounded(Rounding::Up), not_x);
        assert_eq!(condition.rounded(Rounding::Down), Condition::Constant(false));
    }

    #[test]
    fn what_only_one_of_two_says_is_unknown() {
        let (early, late) = (number(Operator::AtMost(5)), number(Operator::AtMost(9)));

        let condition = early.clone().or_unknown(late.clone());

        let both = |rounding| {
            let condition = condition.clone().rounded(rounding);
            condition.alternatives()
        };
        assert!(!condition.is_exact());
        assert_eq!(both(Rounding::Down), early.alternatives());
        assert_eq!(early.clone().or_unknown(early.clone()), early);
        assert!(
            both(Rounding::Up).is_some_and(|all| all.is_superset(&late.alternatives().unwrap()))
        );
    }

    #[test]
    fn what_cannot_be_said_becomes_unknown() {
        let condition = Condition::any([is("a", "x"), is("b", "x")]);

        let said = condition.clone().sayable(&|test| test.attribute != "b");

        assert!(condition.is_exact() && !said.is_exact());
        assert_eq!(said.rounded(Rounding::Down), is("a", "x"));
    }

    #[test]
    fn what_is_known_is_decided_and_the_rest_remains() {
        let text = |text: &str| Value::Text(text.into());
        let either = Condition::any([
            is("stage", "published"),
            Condition::all([is("stage", "draft"), is("author", "7")]),
        ]);

        let assuming = |stage| either.clone().assuming(&[("stage", text(stage))]);

        assert_eq!(assuming("published"), Condition::Constant(true));
        assert_eq!(assuming("draft"), is("author", "7"));
        assert_eq!(assuming("retracted"), Condition::Constant(false));
        assert_eq!(either.clone().assuming(&[]), either);
    }

    #[test]
    fn every_test_of_a_known_value_is_decided() {
        let holds = |operator| {
            number(operator).assuming(&[("count", Value::Long(5))]) == Condition::Constant(true)
        };

        assert!(holds(Operator::AtLeast(5)) && holds(Operator::AtMost(5)));
        assert!(!holds(Operator::AtLeast(6)) && !holds(Operator::AtMost(4)));
        assert!(holds(Operator::Present) && !holds(Operator::Absent));
        assert!(holds(Operator::NotIn([Value::Long(4)].into())));
        assert!(!holds(Operator::NotIn([Value::Long(5)].into())));
    }

    #[test]
    fn lists_of_one_attribute_join() {
        let values = [Value::Text("x".into()), Value::Text("y".into())];

        let either = Condition::any([is("a", "x"), is("a", "y")]);

        assert_eq!(either, Condition::test("a", Operator::In(values.into())));
    }

    #[test]
    fn alternatives_multiply_out() {
        let condition = Condition::all([
            Condition::any([is("a", "x"), is("b", "x")]),
            Condition::any([is("c", "x"), is("d", "x")]),
        ]);

        assert_eq!(condition.alternatives().map(|all| all.len()), Some(4));
    }

    #[test]
    fn alternatives_that_contradict_themselves_are_left_out() {
        let condition = Condition::all([is("a", "x"), is("a", "y")]);

        assert_eq!(condition.alternatives(), Some(BTreeSet::new()));
    }

    #[test]
    fn too_many_alternatives_are_none() {
        let pair =
            |n: usize| Condition::any([is(&format!("a{n}"), "x"), is(&format!("b{n}"), "x")]);

        let allowed = Condition::all((0..6).map(pair));
        let too_many = Condition::all((0..7).map(pair));

        assert_eq!(allowed.alternatives().map(|all| all.len()), Some(64));
        assert_eq!(too_many.alternatives(), None);
    }
}
