//! A part of the newsroom.

use serde::{Deserialize, Serialize};

use crate::{
    error::FieldErrors,
    typed::{at_most, one_line, required},
};

/// A part of the newsroom; the scope of most roles.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Department {
    /// Its id in addresses and policies: `science`.
    pub id: String,
    /// The name that people read: `Science`.
    pub name: String,
}

/// All departments, in the order of the masthead: they travel in every page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sections(pub Vec<Department>);

/// A department, with all that those know who may change it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Which.
    pub department: Department,
    /// What stands under its name; nothing, if it is empty.
    pub description: String,
    /// Whether an article belongs to it, in whatever stage.
    pub has_articles: bool,
    /// Whether somebody holds a role in it.
    pub has_roles: bool,
}

impl Section {
    /// That department, as far as rules ask about changing it.
    #[must_use]
    pub fn of(department: Department) -> Self {
        Self { department, ..Self::default() }
    }
}

/// What is said of a department, as it was typed or as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionText {
    /// Its name.
    pub name: String,
    /// What it is about.
    pub description: String,
}

impl SectionText {
    /// Characters of a name: it stands in the masthead, beside all others.
    pub const NAME_MAX: usize = 40;
    /// Characters of a description: two or three sentences.
    pub const DESCRIPTION_MAX: usize = 300;

    /// This text without stray white space, if it can be kept.
    ///
    /// # Errors
    ///
    /// What to mend, by field.
    pub fn checked(self) -> Result<Self, FieldErrors> {
        let text = Self { name: one_line(&self.name), description: one_line(&self.description) };
        let missing = "Write the name that readers will see.";
        let mut errors = FieldErrors::new();
        for (field, error) in [
            ("name", required(&text.name, Self::NAME_MAX, missing)),
            ("description", at_most(&text.description, Self::DESCRIPTION_MAX)),
        ] {
            errors.extend(error.map(|error| (field.to_owned(), error)));
        }
        if errors.is_empty() { Ok(text) } else { Err(errors) }
    }
}
