//! What answers in development only.

use super::{Row, Who::Anybody};

/// Being somebody by one click.
pub const ROWS: &[Row] =
    &[("GET", "/api/development/people", Anybody), ("POST", "/api/development/be-person", Anybody)];
