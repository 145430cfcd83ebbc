//! Who may read what the server and the browsers have noticed.

use stile::alerts::model::{Alert, Kind};

use crate::tables::Row;

/// An alert as policies see it: `shut_out` or `violation`.
pub fn alert(kind: &str) -> Alert {
    Alert::any(Kind::of(kind).unwrap())
}

pub const MAY_READ: &[Row] = &[
    ("a visitor", "shut_out", false),
    ("a visitor", "violation", false),
    ("tom", "shut_out", false),
    ("ada", "shut_out", false),
    ("mei", "violation", false),
    ("rosa", "violation", false),
    ("priya", "shut_out", true),
    ("priya", "violation", true),
];

/// One of each kind.
pub fn every_alert() -> [Alert; 2] {
    [Kind::ShutOut, Kind::Violation].map(Alert::any)
}
