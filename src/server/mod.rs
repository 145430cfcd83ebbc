//! What the server stands on: clock, database, settings, and the layers every request passes.

pub mod alerts;
pub mod assets;
pub mod beside;
pub mod body;
pub mod bounds;
#[cfg(debug_assertions)]
#[path = "build/development.rs"]
pub mod build;
#[cfg(not(debug_assertions))]
#[path = "build/release.rs"]
pub mod build;
pub mod chance;
pub mod clock;
pub mod cookies;
pub mod cryptography;
pub mod csrf;
pub mod database;
pub mod events;
pub mod files;
pub mod form_token;
pub mod forms;
pub mod headers;
pub mod keys;
pub mod link_token;
pub mod listen;
pub mod mail;
pub mod markdown;
pub mod network;
pub mod objects;
pub mod passwords;
pub mod pictures;
pub mod places;
pub mod plain_page;
mod private;
pub mod redis;
pub mod seals;
pub mod server_functions;
pub mod settings;
pub mod telemetry;
pub mod tls;
pub mod visit_token;
