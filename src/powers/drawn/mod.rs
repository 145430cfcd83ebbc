//! Pages of who may do what, and why, as the server draws them: forms, links and text, which need no code in
//! the browser.

mod chart;
mod why;

pub use chart::WholeChart;
pub use why::Asked;
