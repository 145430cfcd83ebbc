//! What tests speak with: a server, and people.

pub mod app;
pub mod kept;
pub mod person;
#[path = "../../support/servers.rs"]
pub mod servers;
pub mod stores;

pub use app::TestApp;
pub use kept::{Audited, KeptArticle};
pub use person::{Answer, Person};
