//! What answers in development only.

use super::{
    Row,
    Who::Anybody,
    arguments::{Arguments, of},
};
use crate::sign_in::development::api::{BePerson, ListPeople};

/// Being somebody by one click.
pub const ROWS: &[Row] =
    &[("GET", "/api/development/people", Anybody), ("POST", "/api/development/be-person", Anybody)];

/// What its server functions are told.
pub fn arguments() -> impl IntoIterator<Item = Arguments> {
    [of::<BePerson>(), of::<ListPeople>()]
}
