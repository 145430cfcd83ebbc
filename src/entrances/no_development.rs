//! A release has nothing of development.

use super::{Row, arguments::Arguments};

/// None.
pub const ROWS: &[Row] = &[];

/// None are told anything.
pub fn arguments() -> impl IntoIterator<Item = Arguments> {
    []
}
