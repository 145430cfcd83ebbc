//! An ability as it is remembered.

use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use http::HeaderValue;

use super::ability::Ability;
use crate::timestamp::Timestamp;

/// An ability, and until when it holds.
#[derive(Clone, Debug)]
pub struct Held {
    /// The rules.
    pub ability: Arc<Ability>,
    /// The first moment at which they may be others; `None` if only a change of the person or of the
    /// policies changes them.
    pub until: Option<Timestamp>,
    from: Option<Timestamp>,
    told: Arc<OnceLock<Told>>,
}

/// How scripts are told of an ability.
#[derive(Clone, Debug)]
pub struct Told {
    /// Another one for every other answer.
    pub etag: HeaderValue,
    /// The answer.
    pub json: Bytes,
}

impl Held {
    /// Rules that hold from one moment until another, or else at any.
    #[must_use]
    pub fn new(ability: Ability, span: Option<(Timestamp, Timestamp)>) -> Self {
        let (from, until) = span.unzip();
        Self { ability: Arc::new(ability), until, from, told: Arc::default() }
    }

    /// Whether the rules hold at that moment.
    #[must_use]
    pub fn holds_at(&self, now: Timestamp) -> bool {
        self.from.is_none_or(|from| from <= now) && self.until.is_none_or(|until| now < until)
    }

    /// How scripts are told of it, made the first time.
    pub fn told(&self, make: impl FnOnce() -> Told) -> &Told {
        self.told.get_or_init(make)
    }
}
