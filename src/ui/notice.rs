//! Something the person should know, standing where it belongs.

use leptos::prelude::*;

use super::{content::Content, icon::Icon};

/// What a notice or a badge means; its colour says the same as its icon and its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// It is so.
    Plain,
    /// Something was achieved.
    Done,
    /// Somebody has to decide.
    Waiting,
    /// Something was refused, or broke.
    Refused,
}

impl Meaning {
    /// The word that the style sheet knows.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Done => "done",
            Self::Waiting => "waiting",
            Self::Refused => "refused",
        }
    }
}

/// A box with an icon and whatever there is to say.
#[component]
pub fn Notice(
    /// What it means.
    meaning: Meaning,
    /// The symbol's id in the sprite.
    icon: &'static str,
    /// `alert` or `status`, if it is to be read out when it appears.
    #[prop(optional)]
    role: Option<&'static str>,
    /// What there is to say: block elements.
    children: Content,
) -> impl IntoView {
    view! {
        <div class="notice" data-meaning=meaning.as_str() role=role>
            <Icon name=icon class="first-line" />
            <div class="words">{children.show()}</div>
        </div>
    }
}
