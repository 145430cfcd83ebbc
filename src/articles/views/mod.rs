//! Pages and parts that show articles.

mod action_bar;
pub mod article;
pub mod author;
mod autosave;
pub mod department;
pub mod desk;
pub mod edit;
mod empty;
pub mod front;
mod preview;
mod saved;
pub(super) mod stage_badge;
mod stale;
mod step_forms;
mod steps;
pub(super) mod story;
pub mod write;
mod writing;
