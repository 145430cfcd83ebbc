//! What answers in development only.

use super::{
    Row,
    Who::{Anybody, SignedIn},
    arguments::{Arguments, of},
};
use crate::{
    powers::fence::api::LoadFence,
    sign_in::development::api::{BePerson, ForgetProof, ListPeople, ProveByClick},
};

/// Being somebody by one click, and the fence.
pub const ROWS: &[Row] = &[
    ("GET", "/api/development/people", Anybody),
    ("POST", "/api/development/be-person", Anybody),
    ("POST", "/api/development/prove", SignedIn),
    ("POST", "/api/development/forget-proof", SignedIn),
    ("GET", "/api/development/fence", Anybody),
    ("GET", "/development/fence.js", Anybody),
    ("GET", "/development/fence.css", Anybody),
    ("GET", "/dev/mailbox", Anybody),
];

/// What its server functions are told.
pub fn arguments() -> impl IntoIterator<Item = Arguments> {
    [
        of::<BePerson>(),
        of::<ForgetProof>(),
        of::<ListPeople>(),
        of::<ProveByClick>(),
        of::<LoadFence>(),
    ]
}
