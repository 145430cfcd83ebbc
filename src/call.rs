//! One invocation: who calls, and what the server stands on.

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

use self::refusals::{Refusal, Refusals};
use crate::{
    authorization::{
        Authorizer, Context, Decision, Filter, Governed, Held, InForce, Network, Permission, Rule,
        Subject, Value,
        noted::{self, Noted},
    },
    error::{AppError, STEP_UP},
    limits::{Device, Limiter},
    server::{
        alerts::Alerts, clock::Clock, database::Database, events::Events, files::Files,
        forms::COMES_BACK, keys::Key, link_token::LinkToken, mail::Mail, passwords::Passwords,
        seals::Seals, telemetry,
    },
    sessions::{
        Assurance, HalfWay, Level, Lost, Place, Principal, SessionCookie, Sessions, SignedIn,
    },
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
        }
    }

    /// Asks the policies. The only door to anything that changes or shows a governed thing.
    ///
    /// The audit hears of a refusal: of everybody who is known. A visitor is not refused but told to
    /// sign in, and whoever is nobody could fill the audit without anybody to ask about it.
    ///
    /// # Errors
    ///
    /// The refusal, with the deciding policy's sentence if there is one.
    pub fn authorize<T: Governed>(
        &self,
        permission: Permission,
        thing: &T,
    ) -> Result<Permit, ServiceError> {
        match self.decide(permission, &thing.subject()) {
            Decision::Allowed { policies } => Ok(Permit::new(permission, thing.id(), policies)),
            // Nobody is refused who may as soon as they have proved who they are.
            Decision::Refused { reason, challenge: Some(challenge) } => {
                self.user()?;
                Err(ServiceError::StepUp { challenge, reason })
            }
            Decision::Refused { reason, challenge: None } => {
                let user = self.user()?.id;
                let (id, detail) = thing.on_record();
                tracing::info!(?permission, subject = T::TYPE, id, "refused");
                self.on.refusals.tell(Refusal {
                    at: self.on.clock.now(),
                    user,
                    permission,
                    id,
                    detail,
                    reason: reason.clone(),
                    request_id: Arc::clone(&self.request_id),
                    network: self.network,
                });
                Err(ServiceError::Refused { reason })
            }
        }
    }

    /// Asks whether the caller may know that the thing exists.
    ///
    /// The audit does not hear of these refusals, and only of these: who reads their own part of it
    /// would learn there that what they are told does not exist does.
    ///
    /// # Errors
    ///
    /// [`ServiceError::NotFound`]
    pub fn authorize_to_know<T: Governed>(
        &self,
        permission: Permission,
        thing: &T,
    ) -> Result<(), ServiceError> {
        if self.may(permission, thing) { Ok(()) } else { Err(ServiceError::NotFound) }
    }

    /// Whether the caller may do this: for what is left out where they may not.
    #[must_use]
    pub fn may<T: Governed>(&self, permission: Permission, thing: &T) -> bool {
        self.decide(permission, &thing.subject()).is_allowed()
    }

    /// The same, also if they must prove again who they are before they do it: for what is offered.
    #[must_use]
    pub fn may_once_proved<T: Governed>(&self, permission: Permission, thing: &T) -> bool {
        match self.decide(permission, &thing.subject()) {
            Decision::Allowed { .. } => true,
            Decision::Refused { challenge, .. } => challenge.as_deref() == Some(STEP_UP),
        }
    }

    /// What the policies say about a thing of which only the facts are known.
    #[must_use]
    pub fn decide(&self, permission: Permission, subject: &Subject) -> Decision {
        let context = self.context();
        let decision = self.authorizer.decide_about(&self.principal, permission, subject, context);
        noted::note(&self.session, || {
            let what = (permission, subject.clone(), context);
            Noted::new(&self.authorizer, &self.principal, what, &decision)
        });
        decision
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

    /// What they could do besides if they proved now who they are, with two factors.
    #[must_use]
    pub fn lifted(&self, held: &Held) -> Vec<Rule> {
        let mut proved = self.principal.clone();
        if let Principal::User(user) = &mut proved {
            user.assurance = Assurance { level: Level::Multi, proved_at: self.on.clock.now() };
        }
        held.ability.lifted_by(&self.authorizer.ability(&proved, self.context()).ability)
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
