//! What the policies say to the caller.

use std::sync::Arc;

use super::{CallContext, Permit, ServiceError, refusals::Refusal};
use crate::{
    authorization::{
        Context, Decision, Filter, Governed, Held, Network, Permission, Rule, Subject, Value,
        noted::{self, Noted},
    },
    error::STEP_UP,
    sessions::{Assurance, Level, Principal},
};

impl CallContext {
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
    /// [`ServiceError::NotFound`]; or [`ServiceError::StepUp`] for whoever may know it but for a proof.
    pub fn authorize_to_know<T: Governed>(
        &self,
        permission: Permission,
        thing: &T,
    ) -> Result<(), ServiceError> {
        match self.decide(permission, &thing.subject()) {
            Decision::Allowed { .. } => Ok(()),
            Decision::Refused { reason, challenge: Some(challenge) } => {
                Err(ServiceError::StepUp { challenge, reason })
            }
            Decision::Refused { .. } => Err(ServiceError::NotFound),
        }
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
}
