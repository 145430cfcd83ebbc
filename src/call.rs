//! One invocation: who calls, and what the server stands on.

use std::{collections::BTreeMap, net::IpAddr, sync::Arc};

use http::{HeaderName, HeaderValue, header};
use leptos::{prelude::*, server_fn::redirect::REDIRECT_HEADER};
use leptos_axum::ResponseOptions;
use tower_sessions::Session;

use crate::{
    authorization::{
        Authorizer, Context, Decision, Filter, Governed, Held, InForce, Network, Permission,
        Subject, Value,
    },
    error::{AppError, FieldErrors, Outcome},
    server::{
        clock::Clock, database::Database, events::Events, forms::COMES_BACK, passwords::Passwords,
    },
    sessions::{Principal, Sessions, SignedIn, Unavailable},
};

/// What every call stands on, built once at start.
#[derive(Clone)]
pub struct Foundation {
    /// Where rows are kept.
    pub db: Database,
    /// Tells the time.
    pub clock: Clock,
    /// Which policies decide.
    pub policies: InForce,
    /// Checks passwords.
    pub passwords: Arc<Passwords>,
    /// Starts and ends sessions.
    pub sessions: Arc<Sessions>,
    /// Tells open pages what has changed.
    pub events: Events,
    /// Where browsers find us.
    pub origin: Arc<str>,
}

/// One invocation of a server function, from a page, a browser or a script.
#[derive(Clone)]
pub struct CallContext {
    /// What the server stands on.
    pub on: Foundation,
    /// What decides, from the first to the last question of this call.
    pub authorizer: Arc<Authorizer>,
    /// Who calls.
    pub principal: Principal,
    /// The caller's session, which may not have begun.
    pub session: Session,
    /// The request's number in log and audit.
    pub request_id: Arc<str>,
    /// From where: who is connected to us. Nothing, where the server calls for itself.
    pub network: Option<IpAddr>,
}

impl CallContext {
    /// The call that runs now.
    ///
    /// # Errors
    ///
    /// Only if the code runs outside a request, which is our fault.
    #[expect(
        clippy::unused_async,
        reason = "it reads as one step of the server functions that await it"
    )]
    pub async fn current() -> Result<Self, AppError> {
        use_context().ok_or_else(|| {
            tracing::error!("a server function ran outside a request");
            AppError::Failed
        })
    }

    /// A call of nobody in particular: what it reads, everybody may read.
    #[must_use]
    pub fn of_a_visitor(on: Foundation, request_id: Arc<str>) -> Self {
        let session = Session::new(None, Arc::new(on.sessions.store().clone()), None);
        let authorizer = on.policies.authorizer();
        Self { on, authorizer, principal: Principal::Visitor, session, request_id, network: None }
    }

    /// Asks the policies. The only door to anything that changes or shows a governed thing.
    ///
    /// # Errors
    ///
    /// The refusal, with the deciding policy's sentence if there is one.
    pub fn authorize<T: Governed>(
        &self,
        permission: Permission,
        thing: &T,
    ) -> Result<(), ServiceError> {
        match self.authorizer.decide(&self.principal, permission, thing, self.context()) {
            Decision::Allowed => Ok(()),
            Decision::Refused { .. } if !self.principal.is_signed_in() => {
                Err(ServiceError::NotSignedIn)
            }
            Decision::Refused { reason, .. } => {
                tracing::info!(?permission, subject = T::TYPE, id = thing.id(), "refused");
                Err(ServiceError::Refused { reason })
            }
        }
    }

    /// Whether the caller may do this: for what is left out where they may not.
    #[must_use]
    pub fn may<T: Governed>(&self, permission: Permission, thing: &T) -> bool {
        let decision = self.authorizer.decide(&self.principal, permission, thing, self.context());
        decision.is_allowed()
    }

    /// What the policies say about a thing of which only the facts are known.
    #[must_use]
    pub fn decide(&self, permission: Permission, subject: &Subject) -> Decision {
        self.authorizer.decide_about(&self.principal, permission, subject, self.context())
    }

    /// The condition under which the caller may do this, for a list or a count.
    #[must_use]
    pub fn filter<T: Governed>(&self, permission: Permission) -> Filter {
        self.authorizer.filter::<T>(&self.principal, permission, self.context())
    }

    /// The same among things of which these attributes are known.
    #[must_use]
    pub fn filter_among<T: Governed>(
        &self,
        permission: Permission,
        known: &[(&str, Value)],
    ) -> Filter {
        self.authorizer.filter_among::<T>(&self.principal, permission, self.context(), known)
    }

    /// What the caller may do, as rules, and until when.
    #[must_use]
    pub fn ability(&self) -> Held {
        self.authorizer.ability(&self.principal, self.context())
    }

    /// When and from where the caller asks.
    #[must_use]
    pub fn context(&self) -> Context {
        let network = self.network.map_or(Network::Unknown, Network::of);
        Context { now: self.on.clock.now(), network }
    }

    /// The caller, who must be signed in.
    ///
    /// # Errors
    ///
    /// [`ServiceError::NotSignedIn`]
    pub fn user(&self) -> Result<&SignedIn, ServiceError> {
        self.principal.user().ok_or(ServiceError::NotSignedIn)
    }

    /// What the caller hears: the outcome without causes, which go to the log, once.
    ///
    /// # Errors
    ///
    /// The outcome's own.
    pub fn answer<T>(&self, outcome: Result<T, ServiceError>) -> Result<T, AppError> {
        outcome.map_err(|error| {
            if matches!(error, ServiceError::Failed(_) | ServiceError::Unavailable(_)) {
                tracing::error!(?error, request_id = %self.request_id, "call failed");
            }
            error.for_caller()
        })
    }

    /// Leads the caller to another page of ours once the call has succeeded.
    pub fn lead_to(&self, path: &str) {
        set_header(header::LOCATION, crate::paths::local(path));
        set_header(HeaderName::from_static(REDIRECT_HEADER), "");
    }

    /// Shows that part of the page on which it was asked for, by its id.
    pub fn lead_to_part(&self, part: &str) {
        set_header(header::LOCATION, &format!("#{part}"));
    }

    /// Shows the answer on the page where it was asked for, also where no script runs.
    pub fn come_back(&self) {
        set_header(COMES_BACK, "");
    }

    /// Adds a header to the answer.
    pub fn set_header(&self, name: HeaderName, value: &str) {
        set_header(name, value);
    }
}

fn set_header(name: HeaderName, value: &str) {
    if let (Some(response), Ok(value)) =
        (use_context::<ResponseOptions>(), HeaderValue::from_str(value))
    {
        response.insert_header(name, value);
    }
}

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
    /// It does not exist, or the caller may not know that it does.
    #[error("not found")]
    NotFound,
    /// Everybody could see it once, and the caller no longer may.
    #[error("gone")]
    Gone,
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
    /// No room now.
    #[error("busy")]
    Busy {
        /// After how many seconds to try again.
        seconds: u32,
    },
    /// Sessions are out of reach.
    #[error("unavailable")]
    Unavailable(#[from] Unavailable),
    /// Our fault.
    #[error("failed")]
    Failed(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl ServiceError {
    /// Our fault, with its cause.
    pub fn failed(cause: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Failed(Box::new(cause))
    }

    fn for_caller(self) -> AppError {
        match self {
            Self::NotSignedIn => AppError::NotSignedIn,
            Self::Refused { reason } => AppError::Refused { reason },
            Self::NotFound => AppError::NotFound,
            Self::Gone => AppError::Gone,
            Self::Invalid(fields) => AppError::Invalid { fields },
            Self::WrongCredentials => AppError::WrongCredentials,
            Self::Stale { base, theirs, version, own } => {
                AppError::Stale { base, theirs, version, own }
            }
            Self::MovedOn { stage } => AppError::MovedOn { stage },
            Self::Partly(outcomes) => AppError::Partly { outcomes },
            Self::Busy { seconds } => AppError::Busy { seconds },
            Self::Unavailable(_) => AppError::Unavailable,
            Self::Failed(_) => AppError::Failed,
        }
    }
}

impl From<sea_orm::DbErr> for ServiceError {
    fn from(cause: sea_orm::DbErr) -> Self {
        match cause.sql_err() {
            // What the row belongs to was removed after it was looked up.
            Some(sea_orm::SqlErr::ForeignKeyConstraintViolation(_)) => Self::NotFound,
            _ => Self::failed(cause),
        }
    }
}
