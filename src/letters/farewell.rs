//! Letters to who goes.

use super::{errand::Occasion, words::Words};
use crate::{call::Foundation, paths, timestamp::Timestamp};

const NOT_ME: &str =
    "If it was not you, somebody uses your account: stop it, then choose a new password.";

/// Somebody has asked for it.
pub fn asked(on: &Foundation, when: &Occasion, due: Timestamp) -> Words {
    Words {
        subject: "Your account will be deleted",
        says: vec![
            format!("You asked to delete your account {}.", when.in_words()),
            format!(
                "It will be deleted on {} UTC. Until then you can sign in and stop that; afterwards nobody can bring it back.",
                due.date_and_time()
            ),
        ],
        way: Some(("Keep my account", format!("{}{}", on.origin, paths::ACCOUNT))),
        ends: NOT_ME.into(),
    }
}

/// It stays.
pub fn stopped(on: &Foundation, when: &Occasion) -> Words {
    Words {
        subject: "Your account stays",
        says: vec![format!("The deletion of your account was stopped {}.", when.in_words())],
        way: Some(("My account", format!("{}{}", on.origin, paths::ACCOUNT))),
        ends: "If it was not you, choose a new password.".into(),
    }
}

/// It is gone.
pub fn done(at: Timestamp) -> Words {
    Words {
        subject: "Your account was deleted",
        says: vec![
            format!("Your account was deleted on {} UTC, as you asked.", at.date_and_time()),
            "What you published stays, with its byline; your comments stay without your name."
                .into(),
        ],
        way: None,
        ends: "This is the last letter to this address.".into(),
    }
}
