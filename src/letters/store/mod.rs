//! What is kept of letters: those that wait, and the links in those that were carried.

pub mod links;
pub mod outbox;
