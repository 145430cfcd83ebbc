//! One invocation: who calls, and what the server stands on.

mod asking;
mod error;
mod permit;
pub mod refusals;

pub use error::ServiceError;
pub use permit::Permit;

use std::{net::IpAddr, sync::Arc, time::Duration};

use http::{HeaderName, HeaderValue, header};
use leptos::{prelude::*, server_fn::redirect::REDIRECT_HEADER};
use leptos_axum::ResponseOptions;
use tower_sessions::Session;

use self::refusals::Refusals;
use crate::{
    authorization::{Authorizer, InForce},
    error::AppError,
    limits::{Device, Limiter},
    server::{
        alerts::Alerts, clock::Clock, database::Database, events::Events, files::Files,
        forms::COMES_BACK, keys::Key, link_token::LinkToken, mail::Mail, passwords::Passwords,
        seals::Seals, telemetry, visit_token::VisitToken,
    },
    sessions::{HalfWay, Lost, Place, Principal, SessionCookie, Sessions, SignedIn},
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
    /// The cookie by which browsers know them.
    pub cookie: SessionCookie,
    /// Tells open pages what has changed.
    pub events: Events,
    /// Takes what was refused to the audit.
    pub refusals: Refusals,
    /// Takes what the server notices to where administrators see it.
    pub alerts: Alerts,
    /// Counts who does how much.
    pub limits: Arc<Limiter>,
    /// Where uploaded files are.
    pub files: Files,
    /// Carries letters.
    pub mail: Mail,
    /// Signs what browsers bring back.
    pub key: Key,
    /// Keeps secrets that must be read again.
    pub seals: Arc<Seals>,
    /// Where browsers find us.
    pub origin: Arc<str>,
    /// For how long whoever has asked for it can stop the deletion of their account.
    pub grace: Duration,
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
    /// The same as far as it is kept.
    pub place: Place,
    /// The session that a visitor had.
    pub lost: Option<Lost>,
    /// The browser, where somebody was signed in in it before.
    pub device: Option<Device>,
    /// The link of a letter that was followed in it, as it says.
    pub link: Option<LinkToken>,
    /// Who has proved a password in it, and is asked for a second factor.
    pub half_way: Option<HalfWay>,
    /// What tells it from every other browser, while it is asked for a passkey.
    pub visit: Option<VisitToken>,
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
        Self {
            on,
            authorizer,
            principal: Principal::Visitor,
            session,
            request_id,
            network: None,
            place: Place::default(),
            lost: None,
            device: None,
            link: None,
            half_way: None,
            visit: None,
        }
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
            use ServiceError::{Failed, Taken, Unavailable};

            if matches!(error, Failed(_) | Taken(_) | Unavailable(_)) {
                let error = telemetry::with_causes(&error);
                tracing::error!(error, request_id = %self.request_id, "call failed");
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

    /// Sets a cookie of another name than any that the answer sets.
    pub fn add_cookie(&self, cookie: HeaderValue) {
        if let Some(response) = use_context::<ResponseOptions>() {
            response.append_header(header::SET_COOKIE, cookie);
        }
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
