//! Black-box tests: a whole server on a free port, spoken to over HTTP.
//!
//! `TEST_STORES` chooses where it keeps things: `embedded` (default) is SQLite with its table of
//! sessions, `servers` is PostgreSQL and Redis under two nodes, at which requests
//! arrive in turns.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod activity;
mod alerts;
mod articles;
mod asking;
mod attacks;
mod bounds;
mod canaries;
mod commands;
mod comments;
mod corpus;
mod credentials;
mod departments;
mod endings;
mod error_pages;
mod factors;
mod faults;
mod fields;
mod files;
mod forms;
mod headers;
mod leaving;
mod letters;
mod limits;
mod news;
mod passkeys;
mod passwords;
mod people;
mod permissions;
mod policies;
mod powers;
mod profile;
mod requests;
mod second_factor;
mod sessions;
mod shared_cache;
mod sign_in;
mod step_up;
mod support;
mod takeout;
mod tls;
mod trail;
mod widget;
