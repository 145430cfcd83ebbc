//! Pages and parts that show people.

pub mod directory;
pub mod profile;
mod query;
