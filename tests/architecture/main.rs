//! The shape of the sources: which module may use which, and what a file of a name may hold.
//!
//! The sources are read as text. Every test first shows its check an example that it must reject,
//! because a check that sees nothing finds nothing wrong.

mod calls;
mod entrances;
mod features;
mod fields;
mod files;
mod floors;
mod imports;
mod readme;
mod sources;
mod transactions;
mod views;
