//! A release has nothing of development.

use super::Row;

/// None.
pub const ROWS: &[Row] = &[];
