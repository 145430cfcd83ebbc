//! How departments are founded, ordered and changed.

mod found;
pub mod order;
pub mod settings;
