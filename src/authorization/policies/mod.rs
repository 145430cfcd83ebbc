//! The policies and the schema they are written against, read and checked.

mod error;
// In development the texts are read from the files, so that an edited policy counts without a
// build. A release carries its texts and cannot run on edited ones.
#[cfg(not(debug_assertions))]
#[path = "embedded.rs"]
mod texts;
#[cfg(debug_assertions)]
#[path = "files.rs"]
mod texts;

use std::collections::BTreeMap;

use cedar_policy::{
    Policy, PolicyId, PolicySet, Schema, SchemaFragment, ValidationMode, Validator,
};
use sha2::{Digest, Sha256};

use self::error::{Place, in_words};
use super::shape::Shapes;

pub use error::PolicyError;
pub use texts::texts;

/// How many references a policy may follow, starting at the principal or the thing: one, since
/// only these two are at hand when it is evaluated.
const DEPTH: u32 = 1;

/// A file of policies or of the schema.
#[derive(Clone, Debug)]
pub struct Text {
    /// Its name; `.cedarschema` at the end marks the schema.
    pub name: String,
    /// What it says.
    pub content: String,
}

/// The policies, checked against their schema; the id of each is its `@id` sentence.
pub struct Policies {
    pub(super) set: PolicySet,
    pub(super) schema: Schema,
    pub(super) shapes: Shapes,
    version: String,
}

impl Policies {
    /// The policies of this application.
    ///
    /// # Errors
    ///
    /// If a file cannot be read, or as [`Policies::parse`].
    pub fn load() -> Result<Self, PolicyError> {
        Self::parse(&texts()?)
    }

    /// The policies in these texts.
    ///
    /// # Errors
    ///
    /// If a text is not Cedar, if a policy has no id or the id of another one, or if it says
    /// something that the schema does not know.
    pub fn parse(texts: &[Text]) -> Result<Self, PolicyError> {
        let (schema_texts, policy_texts): (Vec<_>, Vec<_>) =
            texts.iter().partition(|text| text.is_schema());
        let schema = schema(&schema_texts)?;
        let (set, homes) = policies(&policy_texts)?;
        validate(&set, &schema, &homes)?;
        Ok(Self {
            shapes: Shapes::read(&joined(&schema_texts))?,
            version: version(texts),
            set,
            schema,
        })
    }

    /// Another name for these texts and no others.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }
}

impl Text {
    fn is_schema(&self) -> bool {
        self.name.ends_with(".cedarschema")
    }
}

fn schema(texts: &[&Text]) -> Result<Schema, PolicyError> {
    let fragment = |text: &&Text| match SchemaFragment::from_cedarschema_str(&text.content) {
        Ok((fragment, _warnings)) => Ok(fragment),
        Err(error) => Err(PolicyError::wrong(text, &error)),
    };
    let fragments: Vec<_> = texts.iter().map(fragment).collect::<Result<_, _>>()?;
    Schema::from_schema_fragments(fragments).map_err(|error| PolicyError::Schema(in_words(&error)))
}

/// Which text each policy stands in.
type Homes<'a> = BTreeMap<PolicyId, &'a Text>;

fn policies<'a>(texts: &[&'a Text]) -> Result<(PolicySet, Homes<'a>), PolicyError> {
    let mut set = PolicySet::new();
    let mut homes = Homes::new();
    for text in texts {
        for policy in policies_in(text)? {
            let id = policy.id().clone();
            if let Some(home) = homes.insert(id.clone(), text) {
                return Err(PolicyError::not_unique(&id, text, home));
            }
            set.add(policy).map_err(|error| PolicyError::wrong(text, &error))?;
        }
    }
    Ok((set, homes))
}

fn policies_in(text: &Text) -> Result<Vec<Policy>, PolicyError> {
    let set: PolicySet = text.content.parse().map_err(|error| PolicyError::wrong(text, &error))?;
    if let Some(template) = set.templates().next() {
        return Err(PolicyError::Template {
            place: Place::of(text, None),
            id: template.annotation("id").unwrap_or_default().to_owned(),
        });
    }
    set.policies().map(|policy| named(policy, text)).collect()
}

fn named(policy: &Policy, text: &Text) -> Result<Policy, PolicyError> {
    match policy.annotation("id") {
        Some(id) if !id.is_empty() => Ok(policy.new_id(PolicyId::new(id))),
        _ => Err(PolicyError::unnamed(text, policy)),
    }
}

fn validate(set: &PolicySet, schema: &Schema, homes: &Homes) -> Result<(), PolicyError> {
    let result =
        Validator::new(schema.clone()).validate_with_level(set, ValidationMode::Strict, DEPTH);
    match result.validation_errors().next() {
        None => Ok(()),
        Some(error) => Err(match homes.get(error.policy_id()) {
            Some(text) => PolicyError::wrong(text, error),
            None => PolicyError::Schema(error.to_string()),
        }),
    }
}

fn joined(texts: &[&Text]) -> String {
    let contents: Vec<&str> = texts.iter().map(|text| text.content.as_str()).collect();
    contents.join("\n")
}

/// Another name for these texts and no others.
#[must_use]
pub fn version(texts: &[Text]) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        for part in [&text.name, &text.content] {
            hash.update(part.len().to_le_bytes());
            hash.update(part);
        }
    }
    let short =
        hash.finalize().iter().take(6).fold(0_u64, |hash, byte| hash << 8 | u64::from(*byte));
    format!("{short:012x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCHEMA: &str = "entity User; entity Article = { stage: String };\n\
        action Read appliesTo { principal: User, resource: Article };";

    fn parse(policies: &str) -> Result<Policies, PolicyError> {
        let text = |name: &str, content: &str| Text { name: name.into(), content: content.into() };
        Policies::parse(&[text("a.cedarschema", SCHEMA), text("a.cedar", policies)])
    }

    fn refusal(policies: &str) -> String {
        parse(policies).err().map(|error| error.to_string()).unwrap()
    }

    #[test]
    fn the_applications_own_policies_are_sound() {
        let policies = Policies::load().unwrap();

        assert!(policies.set.policies().count() > 10);
        assert_eq!(policies.version().len(), 12);
    }

    #[test]
    fn a_syntax_error_names_file_line_and_column() {
        let error = refusal("@id(\"a\")\npermit (principal, action, resource)\nwhen { 1 + };");

        assert!(error.starts_with("policies/a.cedar:3:12: "), "{error}");
    }

    #[test]
    fn a_mistake_against_the_schema_names_file_line_and_column() {
        let error = refusal(
            "@id(\"a\")\npermit (principal, action, resource)\nwhen { resource.satge == \"x\" };",
        );

        assert!(error.starts_with("policies/a.cedar:3:8: "), "{error}");
        assert!(error.contains("satge"), "{error}");
    }

    #[test]
    fn a_policy_without_a_sentence_is_refused() {
        let error = refusal("permit (principal, action, resource);");

        assert!(error.contains("no @id"), "{error}");
    }

    #[test]
    fn two_policies_with_one_sentence_are_refused() {
        let error = refusal(
            "@id(\"a\") permit (principal, action, resource);\n\
             @id(\"a\") forbid (principal, action, resource);",
        );

        assert!(error.contains("\"a\""), "{error}");
    }

    #[test]
    fn a_template_is_refused() {
        let error = refusal("@id(\"a\") permit (principal == ?principal, action, resource);");

        assert!(error.contains("template"), "{error}");
    }

    #[test]
    fn another_text_is_another_version() {
        let version = |policies| parse(policies).unwrap().version().to_owned();

        let one = version("@id(\"a\") permit (principal, action, resource);");
        let other = version("@id(\"b\") permit (principal, action, resource);");

        assert_ne!(one, other);
    }
}
