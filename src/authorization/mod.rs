//! May they: policies decide on the server, and the same policies become rules for the page and
//! conditions for lists.

pub mod facts;
pub mod permission;

pub use facts::{Fact, Governed, Key, Kind, Subject, Value};
pub use permission::Permission;
