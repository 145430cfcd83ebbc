//! The one error that crosses from the server to the browser: closed, and without causes.

use std::collections::BTreeMap;

use leptos::server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};

/// The challenge that a fresh proof lifts, with whatever somebody has.
pub const STEP_UP: &str = "step_up";

/// The challenge that a second factor lifts.
pub const SECOND_FACTOR: &str = "second_factor";

/// Why a call did not do what was asked. Its text says what to do next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "error", rename_all = "snake_case", try_from = "Received")]
pub enum AppError {
    /// Nobody is signed in, and somebody must be.
    #[error("Sign in first, then try again.")]
    NotSignedIn,
    /// The policies say no.
    #[error("{}", reason.as_deref().map_or_else(
        || "You may not do this.".to_owned(),
        |reason| format!("You may not do this: {reason}.")
    ))]
    Refused {
        /// The deciding policy's sentence, if there is one.
        reason: Option<String>,
    },
    /// The policies say yes to whoever has proved who they are, better or later than the caller.
    #[error("{}", asks_for(challenge))]
    StepUp {
        /// Which proof: `step_up`, a fresh one, or `second_factor`, one more.
        challenge: String,
        /// The sentence of the policy that asks for it.
        reason: Option<String>,
    },
    /// It does not exist, or the caller may not know that it does.
    #[error("There is nothing here. It may have been deleted, or the address is wrong.")]
    NotFound,
    /// Everybody could see it once, and the caller no longer may.
    #[error("The newsroom has taken this back, so nothing more can be done with it.")]
    Gone,
    /// What it was sent for holds no longer, or never did: the link of a letter, unless the reason says what.
    #[error("{}", reason.as_deref().unwrap_or(LINK_IS_OVER))]
    Expired {
        /// What holds no longer, and what to do about it, in whole sentences.
        #[serde(skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// Something that was typed cannot be taken as it is.
    #[error("Correct what is marked, then send it again.")]
    Invalid {
        /// What is wrong with which field.
        fields: FieldErrors,
    },
    /// E-mail address or password is wrong; it does not say which.
    #[error("This e-mail address and password do not belong together. Check both, then try again.")]
    WrongCredentials,
    /// Somebody else has changed it since it was opened.
    #[error("Somebody else changed this since you opened it. Choose which text shall stand.")]
    Stale {
        /// The text that the writer has read, by field; nothing, where it is not known any more.
        base: BTreeMap<String, String>,
        /// The text as it stands now, by field.
        theirs: BTreeMap<String, String>,
        /// The version that a save must name to replace it.
        version: i64,
        /// Whether it was the writer who changed it, in another window.
        own: bool,
    },
    /// The thing has moved on, and the step asked for does not follow from where it is.
    #[error("This has moved on meanwhile: it is {stage} now. Look at it again, then decide.")]
    MovedOn {
        /// Where it is now, in words: `published`.
        stage: String,
    },
    /// Of several things that were asked for at once, not all were done.
    #[error("Not all of it was done. Each line says what was, and what to do about the rest.")]
    Partly {
        /// What became of each, in the order asked for.
        outcomes: Vec<Outcome>,
    },
    /// The request came from another site, or does not say where it came from.
    #[error(
        "This came from another address than our own, so nothing was done. Open the page at {origin} and try again."
    )]
    CrossSite {
        /// Where browsers find us.
        origin: String,
    },
    /// The page that sent it shows somebody else than who is signed in now.
    #[error(
        "This page was made for somebody else, so nothing was done. Open the page again, and do it as who you are now."
    )]
    SomebodyElse,
    /// The request cannot be read.
    #[error("This could not be understood, so nothing was done. Reload the page and try again.")]
    Malformed,
    /// The request is longer than anything we take.
    #[error("This is too long to be taken, so nothing was saved. Shorten it, then send it again.")]
    TooLarge,
    /// There is no room for this call now.
    #[error("Too many people want this at once. Wait {seconds} seconds, then try again.")]
    Busy {
        /// After how many seconds it is worth trying again.
        seconds: u32,
    },
    /// The caller has done so much of this that they must wait.
    #[error(
        "There were too many tries. Wait {}, then try again.",
        in_words(*seconds)
    )]
    TooMany {
        /// After how many seconds there is some room again.
        seconds: u32,
    },
    /// Sessions or rows are out of reach, so nobody can know who asks.
    #[error(
        "We cannot look things up right now, and nothing was changed. Try again in a minute; you are still signed in."
    )]
    Unavailable,
    /// Our fault; the cause is in the log, under the request's number.
    #[error("Something broke on our side, and nothing was saved. Try again in a minute.")]
    Failed,
    /// The server did not answer.
    #[error(
        "The server cannot be reached. What you typed is still here: try again when you are back online."
    )]
    Unreachable,
}

/// What is said of the link of a letter.
const LINK_IS_OVER: &str = "This link holds no longer: it was used, is too old, or a newer one has taken its place. Ask for a new one.";

/// What to do where a proof is needed.
fn asks_for(challenge: &str) -> &'static str {
    match challenge {
        SECOND_FACTOR => "This needs a second factor. Add one to your account, then try again.",
        _ => "This needs a fresh proof that it is you. Prove it, then it goes on.",
    }
}

/// `40 seconds`, `3 minutes`: never less than it is.
#[must_use]
pub fn in_words(seconds: u32) -> String {
    let (number, unit) = match seconds {
        0..=90 => (seconds.max(1), "second"),
        91..=5400 => (seconds.div_ceil(60), "minute"),
        _ => (seconds.div_ceil(3600), "hour"),
    };
    format!("{number} {unit}{}", if number == 1 { "" } else { "s" })
}

/// An error as it arrives, whichever it is.
///
/// serde's own way to read a tagged enum costs the browser more code.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Received {
    error: String,
    reason: Option<String>,
    challenge: String,
    fields: FieldErrors,
    base: BTreeMap<String, String>,
    theirs: BTreeMap<String, String>,
    version: i64,
    own: bool,
    stage: String,
    outcomes: Vec<Outcome>,
    origin: String,
    seconds: u32,
}

impl TryFrom<Received> for AppError {
    type Error = &'static str;

    fn try_from(it: Received) -> Result<Self, Self::Error> {
        Ok(match it.error.as_str() {
            "not_signed_in" => Self::NotSignedIn,
            "refused" => Self::Refused { reason: it.reason },
            "step_up" => Self::StepUp { challenge: it.challenge, reason: it.reason },
            "not_found" => Self::NotFound,
            "gone" => Self::Gone,
            "expired" => Self::Expired { reason: it.reason },
            "invalid" => Self::Invalid { fields: it.fields },
            "wrong_credentials" => Self::WrongCredentials,
            "stale" => {
                let Received { base, theirs, version, own, .. } = it;
                Self::Stale { base, theirs, version, own }
            }
            "moved_on" => Self::MovedOn { stage: it.stage },
            "partly" => Self::Partly { outcomes: it.outcomes },
            "cross_site" => Self::CrossSite { origin: it.origin },
            "somebody_else" => Self::SomebodyElse,
            "malformed" => Self::Malformed,
            "too_large" => Self::TooLarge,
            "busy" => Self::Busy { seconds: it.seconds },
            "too_many" => Self::TooMany { seconds: it.seconds },
            "unavailable" => Self::Unavailable,
            "failed" => Self::Failed,
            "unreachable" => Self::Unreachable,
            _ => return Err("an error that we do not know"),
        })
    }
}

/// What became of one of several things.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// What people call it.
    pub name: String,
    /// Its page, if the caller may know of it.
    pub address: Option<String>,
    /// Why nothing was done with it; nothing if it was done.
    pub error: Option<AppError>,
}

/// What is wrong with which field of a form: its name, and a sentence that says what to type.
pub type FieldErrors = BTreeMap<String, String>;

impl AppError {
    /// The HTTP status that says the same.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::NotSignedIn => 401,
            Self::Refused { .. } | Self::StepUp { .. } | Self::CrossSite { .. } => 403,
            Self::NotFound => 404,
            Self::Gone | Self::Expired { .. } => 410,
            Self::Stale { .. }
            | Self::MovedOn { .. }
            | Self::Partly { .. }
            | Self::SomebodyElse => 409,
            Self::TooLarge => 413,
            Self::Invalid { .. } | Self::WrongCredentials => 422,
            Self::TooMany { .. } => 429,
            Self::Failed | Self::Unreachable => 500,
            Self::Busy { .. } | Self::Unavailable => 503,
        }
    }

    /// The fields that somebody else has changed meanwhile: name, text that was read, text that stands.
    pub fn changed_meanwhile(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        let both = match self {
            Self::Stale { base, theirs, .. } => Some((base, theirs)),
            _ => None,
        };
        both.into_iter().flat_map(|(base, theirs)| {
            base.iter().filter_map(|(name, base)| {
                let theirs = theirs.get(name).filter(|theirs| *theirs != base)?;
                Some((name.as_str(), base.as_str(), theirs.as_str()))
            })
        })
    }

    /// What is wrong with that field, if anything.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&str> {
        match self {
            Self::Invalid { fields } => fields.get(name).map(String::as_str),
            _ => None,
        }
    }
}

/// Errors of Leptos itself, without the texts it would tell the caller.
impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::Unreachable,
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::Deserialization(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Serialization(_) => Self::Malformed,
            _ => Self::Failed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_says_the_policys_sentence() {
        let refused =
            AppError::Refused { reason: Some("nobody publishes their own article".into()) };

        assert_eq!(refused.to_string(), "You may not do this: nobody publishes their own article.");
    }

    #[test]
    fn a_time_is_said_in_words_and_never_too_short() {
        for (seconds, words) in [
            (0, "1 second"),
            (1, "1 second"),
            (90, "90 seconds"),
            (91, "2 minutes"),
            (3600, "60 minutes"),
            (5401, "2 hours"),
        ] {
            assert_eq!(in_words(seconds), words);
        }
    }

    #[test]
    fn every_error_arrives_as_it_left() {
        let texts = BTreeMap::from([("title".to_owned(), "Too long.".to_owned())]);
        let all = [
            AppError::NotSignedIn,
            AppError::Refused { reason: Some("never".into()) },
            AppError::Refused { reason: None },
            AppError::StepUp { challenge: "step_up".into(), reason: Some("lately".into()) },
            AppError::NotFound,
            AppError::Gone,
            AppError::Expired { reason: None },
            AppError::Expired { reason: Some("Follow it again.".into()) },
            AppError::Invalid { fields: texts.clone() },
            AppError::WrongCredentials,
            AppError::Stale { base: texts.clone(), theirs: texts, version: 7, own: true },
            AppError::MovedOn { stage: "published".into() },
            AppError::Partly {
                outcomes: vec![Outcome {
                    name: "Bees".into(),
                    address: None,
                    error: Some(AppError::NotFound),
                }],
            },
            AppError::CrossSite { origin: "https://stile.example".into() },
            AppError::SomebodyElse,
            AppError::Malformed,
            AppError::TooLarge,
            AppError::Busy { seconds: 2 },
            AppError::TooMany { seconds: 60 },
            AppError::Unavailable,
            AppError::Failed,
            AppError::Unreachable,
        ];
        for error in all {
            let json = serde_json::to_string(&error).unwrap();
            assert_eq!(serde_json::from_str::<AppError>(&json).unwrap(), error, "{json}");
        }
        assert!(serde_json::from_str::<AppError>(r#"{"error":"odd"}"#).is_err());
    }

    #[test]
    fn an_error_of_the_framework_loses_its_text() {
        let text = "secret column `password_hash`".to_owned();

        let error = AppError::from_server_fn_error(ServerFnErrorErr::Args(text));

        assert_eq!(error, AppError::Malformed);
    }
}
