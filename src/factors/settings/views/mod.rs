//! The page about second factors, and its part of the page about the account.

mod app;
mod codes;
mod mail;
mod page;
mod removing;
mod section;

pub use page::FactorsPage;
pub use removing::{EndOthers, Sure};
pub use section::FactorsSection;
