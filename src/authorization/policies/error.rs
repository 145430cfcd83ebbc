//! What is wrong with the policies, where, and what helps.

use std::{fmt, io};

use cedar_policy::{
    Policy, PolicyId,
    ffi::{DetailedError, SourceLabel},
};

use super::Text;

/// Why the server does not start: its policies could not be trusted.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    /// A file is missing or not text.
    #[error("cannot read {path}: {cause}; the folder policies/ belongs beside Cargo.toml")]
    Unreadable {
        /// The file or folder.
        path: String,
        /// What the system says.
        cause: io::Error,
    },
    /// A text is not Cedar, or says something that the schema does not know.
    #[error("{place}: {message}")]
    Wrong {
        /// Where.
        place: Place,
        /// What Cedar says about it.
        message: String,
    },
    /// The parts of the schema do not fit together.
    #[error("policies/*.cedarschema: {0}")]
    Schema(String),
    /// A policy has no sentence.
    #[error(
        "{place}: this policy has no @id; begin it with @id(\"what it says, in a sentence\"):\n{policy}"
    )]
    Unnamed {
        /// Where.
        place: Place,
        /// The policy.
        policy: String,
    },
    /// Two policies have the same sentence.
    #[error("{place}: {home} has a policy \"{id}\" already; give one of the two another @id")]
    NotUnique {
        /// Where the second one is.
        place: Place,
        /// Where the first one is.
        home: Place,
        /// The sentence.
        id: String,
    },
    /// A template would never apply.
    #[error("{place}: \"{id}\" is a template, which nothing fills in; write a policy instead")]
    Template {
        /// Where.
        place: Place,
        /// Its sentence.
        id: String,
    },
    /// Code asks for something that the schema does not have.
    #[error(
        "no schema declares action {action} for {subject}; add it beside the feature's policies, or remove it from Permission"
    )]
    NoAction {
        /// The action that is missing.
        action: &'static str,
        /// The kind of thing that it is done to.
        subject: &'static str,
    },
    /// The schema declares something that code never asks for.
    #[error(
        "the schema declares action {0}, which Permission lacks; add it to src/authorization/permission.rs"
    )]
    NoPermission(String),
    /// The schema asks something of principals that nobody fills in.
    #[error("principals do not fit the schema: {0}; src/authorization/entities.rs fills them in")]
    Principal(String),
    /// The schema asks something of calls that nobody fills in.
    #[error(
        "what is known of a call does not fit the schema: {0}; src/authorization/context.rs says what is known"
    )]
    Call(String),
}

/// A place in a text, counted from one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    file: String,
    position: Option<(usize, usize)>,
}

impl PolicyError {
    pub(super) fn wrong<E>(text: &Text, error: &E) -> Self
    where
        for<'a> DetailedError: From<&'a E>,
    {
        let detail = DetailedError::from(error);
        Self::Wrong { place: Place::of(text, first_location(&detail)), message: message(&detail) }
    }

    pub(super) fn unnamed(text: &Text, policy: &Policy) -> Self {
        Self::Unnamed { place: Place::of(text, None), policy: policy.to_string() }
    }

    pub(super) fn not_unique(id: &PolicyId, text: &Text, home: &Text) -> Self {
        Self::NotUnique {
            place: Place::of(text, None),
            home: Place::of(home, None),
            id: id.to_string(),
        }
    }
}

impl Place {
    pub(super) fn of(text: &Text, offset: Option<usize>) -> Self {
        let before = offset.and_then(|offset| text.content.get(..offset));
        Self {
            file: format!("policies/{}", text.name),
            position: before.map(|before| {
                let line = before.rsplit('\n').next().unwrap_or_default();
                (before.matches('\n').count() + 1, line.chars().count() + 1)
            }),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.position {
            Some((line, column)) => write!(f, "{}:{line}:{column}", self.file),
            None => f.write_str(&self.file),
        }
    }
}

/// What Cedar says, with its advice.
pub(super) fn in_words<E>(error: &E) -> String
where
    for<'a> DetailedError: From<&'a E>,
{
    message(&DetailedError::from(error))
}

fn message(detail: &DetailedError) -> String {
    match &detail.help {
        Some(help) => format!("{}; {help}", detail.message),
        None => detail.message.clone(),
    }
}

fn first_location(detail: &DetailedError) -> Option<usize> {
    let start = |label: &SourceLabel| label.loc.start;
    detail
        .source_locations
        .first()
        .map(start)
        .or_else(|| detail.related.iter().find_map(first_location))
}
