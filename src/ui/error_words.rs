//! What the page of an error says.

use super::notice::Meaning;
use crate::error::AppError;

/// One word about what happened, with its colour and its drawing.
pub(super) struct Label {
    pub(super) meaning: Meaning,
    pub(super) icon: &'static str,
    pub(super) word: &'static str,
}

impl Label {
    pub(super) const fn of(error: &AppError) -> Self {
        let (meaning, icon, word) = match error {
            AppError::NotSignedIn => (Meaning::Waiting, "lock-0", "Nobody is signed in"),
            AppError::Refused { .. } | AppError::CrossSite { .. } => {
                (Meaning::Refused, "gate", "Refused")
            }
            AppError::StepUp { .. } => (Meaning::Waiting, "lock-1", "Prove it"),
            AppError::NotFound => (Meaning::Plain, "info", "Not found"),
            AppError::Gone => (Meaning::Refused, "info", "Taken back"),
            AppError::Busy { .. } => (Meaning::Waiting, "clock", "Too busy"),
            AppError::TooMany { .. } => (Meaning::Waiting, "clock", "Too much"),
            AppError::Unavailable => (Meaning::Waiting, "clock", "Not ready"),
            AppError::Unreachable => (Meaning::Waiting, "alert", "Offline"),
            AppError::Failed => (Meaning::Refused, "alert", "Our fault"),
            AppError::TooLarge => (Meaning::Refused, "alert", "Too long"),
            AppError::Malformed
            | AppError::SomebodyElse
            | AppError::Expired { .. }
            | AppError::Invalid { .. }
            | AppError::WrongCredentials
            | AppError::Stale { .. }
            | AppError::Partly { .. }
            | AppError::MovedOn { .. } => (Meaning::Refused, "alert", "Not done"),
        };
        Self { meaning, icon, word }
    }
}

/// What happened, why, and what to do now.
pub(super) struct Words {
    pub(super) title: &'static str,
    pub(super) why: &'static str,
    pub(super) now: &'static str,
}

impl Words {
    pub(super) const fn of(error: &AppError) -> Self {
        match error {
            AppError::NotSignedIn => Self {
                title: "Sign in to see this page",
                why: "This page shows each person what concerns them, and does not know who you are.",
                now: "Sign in, and you come straight back here.",
            },
            AppError::Refused { .. } => Self {
                title: "You may not open this page",
                why: "The roles that you hold do not reach this far.",
                now: "Nothing was changed. If your work needs it, ask an administrator for the role.",
            },
            AppError::StepUp { .. } => Self {
                title: "Prove that it is you",
                why: "This asks for more than that you have signed in once.",
                now: "Prove who you are, then open this page again.",
            },
            AppError::NotFound => Self {
                title: "There is nothing here",
                why: "It may have been deleted, or the address has a letter too many.",
                now: "Check the address, or search for it.",
            },
            AppError::Gone => Self {
                title: "This was taken back",
                why: "It stood in the paper once, and the newsroom has retracted it since.",
                now: "Read what stands in the paper today, from the front page.",
            },
            AppError::Busy { .. } => Self {
                title: "Too many people want this at once",
                why: "There is no room for another call at this moment.",
                now: "Wait some seconds, then try again. Nothing was lost.",
            },
            AppError::TooMany { .. } => Self {
                title: "Too much at once",
                why: "More was asked for from here than one person needs, or too much of it had to be refused.",
                now: "Wait a little, then try again. Nothing was lost.",
            },
            AppError::Unavailable => Self {
                title: "The newsroom is not ready",
                why: "Something that we stand on does not answer at this moment.",
                now: "Try again in a minute. Nothing was lost.",
            },
            AppError::Unreachable => Self {
                title: "The server cannot be reached",
                why: "Your connection is interrupted, or the server is just being restarted.",
                now: "Try again when you are back online. Nothing was lost.",
            },
            AppError::Failed => Self {
                title: "This page could not be made",
                why: "Something broke on our side. The cause is in our log.",
                now: "Try again in a minute. Nothing was changed.",
            },
            AppError::TooLarge => Self {
                title: "This is too long to be taken",
                why: "It is longer than anything that we keep, so nothing was saved.",
                now: "Go back in your browser: what you typed is still there. Shorten it, then send it again.",
            },
            AppError::CrossSite { .. } => Self {
                title: "This came from another address",
                why: "It was not sent from a page of ours, so nothing was done.",
                now: "If it was you, find the page from here, and do it again.",
            },
            AppError::SomebodyElse => Self {
                title: "Somebody else is signed in now",
                why: "This page was made for somebody else, so nothing was done.",
                now: "Open the page again, and do it as who you are now.",
            },
            AppError::Expired { .. } => Self {
                title: "This link holds no longer",
                why: "It was used, is too old, or a newer one has taken its place.",
                now: "Ask for a new one, from the page to sign in.",
            },
            AppError::Malformed
            | AppError::Invalid { .. }
            | AppError::WrongCredentials
            | AppError::Stale { .. }
            | AppError::Partly { .. }
            | AppError::MovedOn { .. } => Self {
                title: "This could not be done",
                why: "What was sent does not fit what is there, so nothing was changed.",
                now: "Go back in your browser: what you typed is still there. Reload that page, then send it again.",
            },
        }
    }
}
