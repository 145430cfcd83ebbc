//! What stands around every page: the masthead, who I am, the foot.

pub mod colophon;
pub mod masthead;
mod who;
