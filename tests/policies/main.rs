//! Who may do what: the policies as tables, and their answers against each other. No server but PostgreSQL.

#![allow(
    clippy::unwrap_used,
    reason = "in a test a panic is the message; clippy sees helpers as code"
)]

mod agreement;
mod alerts;
mod answers;
mod articles;
mod audit;
mod can;
mod comments;
mod database;
mod departments;
mod explained;
mod kinds;
mod matrix;
mod people;
mod proof;
#[path = "../support/servers.rs"]
mod servers;
mod sketch;
mod support;
mod tables;
mod trust;
mod vocabulary;
mod world;
