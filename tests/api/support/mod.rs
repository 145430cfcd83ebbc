//! What tests speak with: a server, and people.

pub mod app;
#[path = "../../support/client.rs"]
pub mod client;
pub mod device;
mod factors;
pub mod kept;
pub mod kept_sessions;
mod letters;
pub mod person;
#[path = "../../support/servers.rs"]
pub mod servers;
pub mod stores;
#[path = "../../support/takeover.rs"]
pub mod takeover;

pub use app::TestApp;
pub use client::client;
pub use factors::Enrolling;
pub use kept::{Audited, KeptArticle};
pub use letters::LINK;
pub use person::{Answer, Person};
pub use stores::Stores;

/// The name of the session's cookie.
pub const SESSION: &str = "__Host-Http-stile";
