//! What was refused, on its way to the audit.

use std::{net::IpAddr, sync::Arc};

use crate::{
    authorization::Permission, server::beside::Teller, sessions::UserId, timestamp::Timestamp,
};

/// Refusals that may wait to be written.
pub const ROOM: usize = 1024;

/// That somebody was refused something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// When.
    pub at: Timestamp,
    /// Who asked.
    pub user: UserId,
    /// What for.
    pub permission: Permission,
    /// About which thing.
    pub id: String,
    /// What else a reader of the audit would ask about it.
    pub detail: String,
    /// The sentence of the policy that forbids it; nothing, where none permits it.
    pub reason: Option<String>,
    /// The request's number.
    pub request_id: Arc<str>,
    /// From where.
    pub network: Option<IpAddr>,
}

/// Takes refusals to the audit.
///
/// # Why they are not written in the call
///
/// What is refused changes nothing, so there is no transaction to write it in; one that is rolled back
/// would take the entry with it. And who is refused must not learn from the time it takes, nor keep
/// the database busy by asking again.
pub type Refusals = Teller<Refusal>;
