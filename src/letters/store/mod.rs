//! What is kept of letters: those that wait, and the links and codes in those that were carried.

pub mod codes;
pub mod links;
pub mod outbox;
