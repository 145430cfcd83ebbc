//! What the server stands on: clock, database, settings, and the layers every request passes.

pub mod clock;
pub mod database;
