//! Rules as the page and scripts read them: the raw rules of CASL, a subset that its stock
//! matcher understands.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::facts::Value;

/// What one may do, or may not, and to which things.
///
/// # Examples
///
/// ```
/// use stile::authorization::Rule;
///
/// let json = r#"{"action":"update","subject":"Article","conditions":{"stage":"draft"}}"#;
/// let rule: Rule = serde_json::from_str(json)?;
/// assert_eq!(rule.actions, ["update"]);
/// assert_eq!(serde_json::to_string(&rule)?, json);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// The acts: in JSON a string if there is one, a list if there are several.
    #[serde(rename = "action", with = "one_or_many")]
    pub actions: Vec<String>,
    /// The kind of thing: `Article`.
    pub subject: String,
    /// What of the thing it is about; nothing for the thing as a whole. A forbid has none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
    /// What must hold of the thing, all of it; nothing for every thing.
    #[serde(default, skip_serializing_if = "Conditions::is_empty")]
    pub conditions: Conditions,
    /// Whether the rule forbids.
    #[serde(default, skip_serializing_if = "is_false")]
    pub inverted: bool,
    /// Why it forbids: the policy's sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Which proof would lift what forbids, if one would: `step_up`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub challenge: Option<String>,
    /// Whether the rule says more than its policy: only the server knows.
    #[serde(default, skip_serializing_if = "is_false")]
    pub ask: bool,
}

/// A test for each field that matters.
pub type Conditions = BTreeMap<String, Test>;

/// What must hold of a field.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged, try_from = "Json")]
pub enum Test {
    /// It is absent.
    Absent,
    /// It is this.
    Equals(Value),
    /// All these operators agree.
    Operators(BTreeMap<Operator, Operand>),
}

/// The operators that our rules use; an unknown one is an error, never ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Operator {
    /// One of these.
    #[serde(rename = "$in")]
    In,
    /// None of these.
    #[serde(rename = "$nin")]
    NotIn,
    /// Not this.
    #[serde(rename = "$ne")]
    NotEqual,
    /// This or more.
    #[serde(rename = "$gte")]
    AtLeast,
    /// This or less.
    #[serde(rename = "$lte")]
    AtMost,
}

/// What an operator compares a field with.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged, try_from = "Json")]
pub enum Operand {
    /// Absence.
    Absent,
    /// A value.
    Value(Value),
    /// Some values.
    List(Vec<Value>),
}

// serde's own way to read an untagged enum costs the browser more code.

impl TryFrom<Json> for Test {
    type Error = &'static str;

    fn try_from(json: Json) -> Result<Self, Self::Error> {
        match json {
            Json::Null => Ok(Self::Absent),
            Json::Object(all) => {
                let mut operators = BTreeMap::new();
                for (name, operand) in all {
                    let operator = Operator::named(&name).ok_or("not an operator")?;
                    operators.insert(operator, operand.try_into()?);
                }
                Ok(Self::Operators(operators))
            }
            value => value.try_into().map(Self::Equals),
        }
    }
}

impl TryFrom<Json> for Operand {
    type Error = &'static str;

    fn try_from(json: Json) -> Result<Self, Self::Error> {
        match json {
            Json::Null => Ok(Self::Absent),
            Json::Array(values) => {
                values.into_iter().map(Value::try_from).collect::<Result<_, _>>().map(Self::List)
            }
            value => value.try_into().map(Self::Value),
        }
    }
}

impl Test {
    /// Whether a field with this value passes, as CASL's stock matcher would answer.
    #[must_use]
    pub fn is_met_by(&self, value: Option<&Value>) -> bool {
        match self {
            Self::Absent => value.is_none(),
            Self::Equals(expected) => value == Some(expected),
            Self::Operators(all) => {
                all.iter().all(|(operator, operand)| operator.agrees(value, operand))
            }
        }
    }
}

impl Operator {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "$in" => Self::In,
            "$nin" => Self::NotIn,
            "$ne" => Self::NotEqual,
            "$gte" => Self::AtLeast,
            "$lte" => Self::AtMost,
            _ => return None,
        })
    }

    fn agrees(self, value: Option<&Value>, operand: &Operand) -> bool {
        match (self, operand) {
            (Self::In, Operand::List(list)) => value.is_some_and(|value| list.contains(value)),
            (Self::NotIn, Operand::List(list)) => !value.is_some_and(|value| list.contains(value)),
            (Self::NotEqual, Operand::Absent) => value.is_some(),
            (Self::NotEqual, Operand::Value(other)) => value != Some(other),
            (Self::AtLeast, Operand::Value(Value::Long(least))) => {
                matches!(value, Some(Value::Long(number)) if number >= least)
            }
            // CASL ranks an absent field below every number.
            (Self::AtMost, Operand::Value(Value::Long(most))) => match value {
                Some(Value::Long(number)) => number <= most,
                other => other.is_none(),
            },
            _ => false,
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_false(flag: &bool) -> bool {
    !flag
}

/// A list that is written as its only element where it has one.
mod one_or_many {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    use super::Json;

    pub fn serialize<S: Serializer>(list: &[String], serializer: S) -> Result<S::Ok, S::Error> {
        match list {
            [one] => one.serialize(serializer),
            many => many.serialize(serializer),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
        let list = match Json::deserialize(from)? {
            Json::Array(many) => many,
            one => vec![one],
        };
        let text = |word| match word {
            Json::String(text) => Ok(text),
            _ => Err(D::Error::custom("not a word")),
        };
        list.into_iter().map(text).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn test(json: &str) -> Test {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_rule_is_written_without_what_goes_without_saying() {
        let rule = Rule {
            actions: vec!["publish".into(), "return".into()],
            subject: "Article".into(),
            fields: Vec::new(),
            conditions: Conditions::new(),
            inverted: true,
            reason: Some("never".into()),
            ask: false,
            challenge: None,
        };

        let json = serde_json::to_string(&rule).unwrap();

        assert_eq!(
            json,
            r#"{"action":["publish","return"],"subject":"Article","inverted":true,"reason":"never"}"#
        );
        assert_eq!(serde_json::from_str::<Rule>(&json).unwrap(), rule);
    }

    #[test]
    fn every_form_of_a_test_survives_the_wire() {
        for json in [
            "null",
            "true",
            "-7",
            r#""draft""#,
            r#"{"$in":["a","b"]}"#,
            r#"{"$nin":[1],"$ne":null,"$gte":0,"$lte":9}"#,
        ] {
            assert_eq!(serde_json::to_string(&test(json)).unwrap(), json);
        }
    }

    #[test]
    fn an_operator_that_is_not_ours_is_an_error() {
        assert!(serde_json::from_str::<Test>(r#"{"$or":[]}"#).is_err());
    }

    #[test]
    fn an_absent_field_passes_the_tests_that_casl_lets_it_pass() {
        let passes = |json| test(json).is_met_by(None);

        assert!(passes("null") && passes(r#"{"$nin":[5]}"#) && passes(r#"{"$ne":5}"#));
        assert!(passes(r#"{"$lte":-5}"#) && !passes(r#"{"$gte":-5}"#));
        assert!(!passes("5") && !passes(r#"{"$in":[5]}"#) && !passes(r#"{"$ne":null}"#));
    }
}
