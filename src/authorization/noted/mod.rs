//! What was decided, for those who develop: a release notes nothing.

#[cfg(debug_assertions)]
mod ring;
#[cfg(not(debug_assertions))]
#[path = "no_ring.rs"]
mod ring;

use std::sync::Arc;

use super::{Authorizer, Context, Decision, Permission, Subject};
use crate::sessions::Principal;

pub use ring::*;

/// A decision, with all that it was made of.
#[derive(Clone)]
pub struct Noted {
    /// By which policies.
    pub authorizer: Arc<Authorizer>,
    /// Who asked.
    pub principal: Principal,
    /// What they wanted to do.
    pub permission: Permission,
    /// To which thing.
    pub subject: Subject,
    /// When, and from where.
    pub context: Context,
    /// Whether they may.
    pub allowed: bool,
    /// How many decisions of its kind followed each other; this is the last.
    pub times: u32,
}

impl Noted {
    /// What was decided about a permission for a thing.
    #[must_use]
    pub fn new(
        authorizer: &Arc<Authorizer>,
        principal: &Principal,
        (permission, subject, context): (Permission, Subject, Context),
        decision: &Decision,
    ) -> Self {
        Self {
            authorizer: Arc::clone(authorizer),
            principal: principal.clone(),
            permission,
            subject,
            context,
            allowed: decision.is_allowed(),
            times: 1,
        }
    }
}
