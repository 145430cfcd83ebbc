//! One alternative of a condition: for each attribute everything that must hold of it.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    condition::{Operator, Test},
    facts::Value,
};

/// Tests that hold together. One without tests holds always.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Conjunction(BTreeMap<String, Bounds>);

/// Everything that must hold of one attribute; whatever is not said may be anything.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bounds {
    /// Whether it is there.
    pub present: Option<bool>,
    /// It is one of these.
    pub within: Option<BTreeSet<Value>>,
    /// It is none of these.
    pub without: BTreeSet<Value>,
    /// It is this number or a greater one.
    pub at_least: Option<i64>,
    /// It is this number or a smaller one.
    pub at_most: Option<i64>,
}

impl Conjunction {
    /// A single test; `None` if it cannot hold.
    pub fn of(test: &Test) -> Option<Self> {
        let bounds = Bounds::of(&test.operator).settled()?;
        Some(Self([(test.attribute.clone(), bounds)].into()))
    }

    /// Both together; `None` if they contradict each other.
    pub fn and(&self, other: &Self) -> Option<Self> {
        let mut both = self.0.clone();
        for (attribute, bounds) in &other.0 {
            let here = both.remove(attribute).unwrap_or_default();
            both.insert(attribute.clone(), here.and(bounds).settled()?);
        }
        Some(Self(both))
    }

    /// Whether it says nothing that the other one does not say too.
    pub fn is_part_of(&self, other: &Self) -> bool {
        self.0.iter().all(|(attribute, bounds)| other.0.get(attribute) == Some(bounds))
    }

    /// What must hold, by attribute.
    pub fn bounds(&self) -> impl Iterator<Item = (&String, &Bounds)> {
        self.0.iter()
    }
}

impl Bounds {
    fn of(operator: &Operator) -> Self {
        let mut bounds = Self::default();
        match operator {
            Operator::In(values) => bounds.within = Some(values.clone()),
            Operator::NotIn(values) => bounds.without = values.clone(),
            Operator::AtLeast(number) => bounds.at_least = Some(*number),
            Operator::AtMost(number) => bounds.at_most = Some(*number),
            Operator::Present => bounds.present = Some(true),
            Operator::Absent => bounds.present = Some(false),
        }
        bounds
    }

    fn and(self, other: &Self) -> Self {
        Self {
            present: both(self.present, other.present, |one, two| one && two),
            within: both(self.within, other.within.clone(), |one, two| &one & &two),
            without: &self.without | &other.without,
            at_least: both(self.at_least, other.at_least, i64::max),
            at_most: both(self.at_most, other.at_most, i64::min),
        }
        .contradicted_if(self.present.is_some_and(|here| other.present == Some(!here)))
    }

    fn contradicted_if(mut self, contradiction: bool) -> Self {
        if contradiction {
            self.within = Some(BTreeSet::new());
        }
        self
    }

    /// The shortest way to say the same; `None` if nothing can pass.
    fn settled(mut self) -> Option<Self> {
        let asks_value = self.at_least.is_some() || self.at_most.is_some();
        let empty_range = matches!((self.at_least, self.at_most), (Some(a), Some(b)) if a > b);
        if self.present == Some(false) {
            let says_more = asks_value || self.within.is_some() || !self.without.is_empty();
            return (!says_more).then_some(self);
        }
        let Some(within) = self.within.take() else {
            return (!empty_range).then_some(self);
        };
        let left: BTreeSet<Value> = within.into_iter().filter(|value| self.admits(value)).collect();
        (!left.is_empty()).then(|| Self { within: Some(left), ..Self::default() })
    }

    fn admits(&self, value: &Value) -> bool {
        let in_range = match value {
            Value::Long(number) => {
                self.at_least.is_none_or(|least| least <= *number)
                    && self.at_most.is_none_or(|most| *number <= most)
            }
            Value::Bool(_) | Value::Text(_) => true,
        };
        in_range && !self.without.contains(value)
    }
}

fn both<T>(one: Option<T>, two: Option<T>, combine: impl FnOnce(T, T) -> T) -> Option<T> {
    match (one, two) {
        (Some(one), Some(two)) => Some(combine(one, two)),
        (one, two) => one.or(two),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(operator: Operator) -> Conjunction {
        let attribute = "a".to_owned();
        Conjunction::of(&Test { attribute, operator }).unwrap()
    }

    fn numbers<const N: usize>(numbers: [i64; N]) -> BTreeSet<Value> {
        numbers.map(Value::Long).into()
    }

    #[test]
    fn a_list_keeps_what_all_other_tests_admit() {
        let list = of(Operator::In(numbers([1, 2, 3, 4])));

        let both = list
            .and(&of(Operator::AtLeast(2)))
            .and_then(|both| both.and(&of(Operator::NotIn(numbers([3])))))
            .and_then(|both| both.and(&of(Operator::Present)));

        assert_eq!(both, Some(of(Operator::In(numbers([2, 4])))));
    }

    #[test]
    fn tests_that_contradict_each_other_are_none() {
        let contradict = |one, two| of(one).and(&of(two)).is_none();

        assert!(contradict(Operator::AtLeast(5), Operator::AtMost(4)));
        assert!(contradict(Operator::Present, Operator::Absent));
        assert!(contradict(Operator::Absent, Operator::AtMost(4)));
        assert!(contradict(Operator::In(numbers([1])), Operator::NotIn(numbers([1]))));
        assert!(!contradict(Operator::AtLeast(4), Operator::AtMost(4)));
    }

    #[test]
    fn the_wider_of_two_is_part_of_the_narrower() {
        let wide = of(Operator::Present);
        let narrow = wide.and(
            &Conjunction::of(&Test { attribute: "b".into(), operator: Operator::AtMost(3) })
                .unwrap(),
        );

        assert!(narrow.is_some_and(|narrow| wide.is_part_of(&narrow) && !narrow.is_part_of(&wide)));
        assert!(Conjunction::default().is_part_of(&wide));
    }
}
