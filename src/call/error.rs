//! Why a service did not do what was asked.

use std::collections::BTreeMap;

use sea_orm::{DbErr, RuntimeErr};

use crate::{
    error::{AppError, FieldErrors, Outcome},
    limits::TooMany,
    server::database,
    sessions::Unavailable,
};

/// Why a service did not do what was asked, with the causes that the log hears.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// Nobody is signed in, and somebody must be.
    #[error("not signed in")]
    NotSignedIn,
    /// The policies say no.
    #[error("refused")]
    Refused {
        /// The deciding policy's sentence.
        reason: Option<String>,
    },
    /// A fresh or stronger proof of who the caller is would lift what the policies say.
    #[error("a proof is needed")]
    StepUp {
        /// Which proof: `step_up` or `second_factor`.
        challenge: String,
        /// The deciding policy's sentence.
        reason: Option<String>,
    },
    /// It does not exist, or the caller may not know that it does.
    #[error("not found")]
    NotFound,
    /// Everybody could see it once, and the caller no longer may.
    #[error("gone")]
    Gone,
    /// The link of a letter holds no longer.
    #[error("expired")]
    Expired,
    /// The browser has followed another link since the page was made that sends this.
    #[error("another letter")]
    OtherLetter,
    /// Something that was typed cannot be taken.
    #[error("invalid")]
    Invalid(FieldErrors),
    /// E-mail address or password is wrong.
    #[error("wrong credentials")]
    WrongCredentials,
    /// Somebody else has changed it.
    #[error("stale")]
    Stale {
        /// The text that the caller has read, by field; nothing, where it is not known any more.
        base: BTreeMap<String, String>,
        /// The text as it stands now, by field.
        theirs: BTreeMap<String, String>,
        /// Its version.
        version: i64,
        /// Whether it was the caller who saved that.
        own: bool,
    },
    /// The step does not follow from where the thing is.
    #[error("moved on")]
    MovedOn {
        /// Where it is, in words.
        stage: String,
    },
    /// Not all of what was asked for at once was done.
    #[error("partly done")]
    Partly(Vec<Outcome>),
    /// What there may be once was made by somebody else at the same moment.
    #[error("taken")]
    Taken(#[source] Box<DbErr>),
    /// No room now.
    #[error("busy")]
    Busy {
        /// After how many seconds to try again.
        seconds: u32,
    },
    /// There were too many tries.
    #[error("too many")]
    TooMany(#[from] TooMany),
    /// Sessions or the database are out of reach.
    #[error("unavailable")]
    Unavailable(#[from] Unavailable),
    /// Our fault.
    #[error("failed")]
    Failed(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// What to do where another letter's link was followed meanwhile.
const OTHER_LETTER: &str = "The link of another letter was opened in this browser meanwhile, so nothing was done. Open the link of this letter again, then finish.";

impl ServiceError {
    /// Our fault, with its cause.
    pub fn failed(cause: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Failed(Box::new(cause))
    }

    /// The same without its causes.
    pub(super) fn for_caller(self) -> AppError {
        match self {
            Self::NotSignedIn => AppError::NotSignedIn,
            Self::Refused { reason } => AppError::Refused { reason },
            Self::StepUp { challenge, reason } => AppError::StepUp { challenge, reason },
            Self::NotFound => AppError::NotFound,
            Self::Gone => AppError::Gone,
            Self::Expired => AppError::Expired { reason: None },
            Self::OtherLetter => AppError::Expired { reason: Some(OTHER_LETTER.to_owned()) },
            Self::Invalid(fields) => AppError::Invalid { fields },
            Self::WrongCredentials => AppError::WrongCredentials,
            Self::Stale { base, theirs, version, own } => {
                AppError::Stale { base, theirs, version, own }
            }
            Self::MovedOn { stage } => AppError::MovedOn { stage },
            Self::Partly(outcomes) => AppError::Partly { outcomes },
            Self::Taken(_) => AppError::Busy { seconds: 1 },
            Self::Busy { seconds } => AppError::Busy { seconds },
            Self::TooMany(too_many) => AppError::TooMany { seconds: too_many.seconds() },
            Self::Unavailable(_) => AppError::Unavailable,
            Self::Failed(_) => AppError::Failed,
        }
    }
}

/// PostgreSQL's `deadlock_detected` (its manual, appendix A).
const DEADLOCK: &str = "40P01";

impl From<DbErr> for ServiceError {
    fn from(cause: DbErr) -> Self {
        match cause.sql_err() {
            // What the row belongs to was removed after it was looked up.
            Some(sea_orm::SqlErr::ForeignKeyConstraintViolation(_)) => Self::NotFound,
            Some(sea_orm::SqlErr::UniqueConstraintViolation(_)) => Self::Taken(Box::new(cause)),
            _ if is_deadlock(&cause) => Self::Busy { seconds: 1 },
            _ if database::is_out_of_order(&cause) => Self::Unavailable(Unavailable::new(cause)),
            _ => Self::failed(cause),
        }
    }
}

/// Two changes waited for each other, and PostgreSQL ended this one: nothing is wrong with it.
fn is_deadlock(cause: &DbErr) -> bool {
    let (DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error))) =
        cause
    else {
        return false;
    };
    error.as_database_error().is_some_and(|error| error.code().is_some_and(|code| code == DEADLOCK))
}
