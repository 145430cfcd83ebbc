//! Pages and parts that show people.

pub mod administration;
pub mod directory;
pub mod face;
pub mod profile;
mod query;
pub mod staff;
