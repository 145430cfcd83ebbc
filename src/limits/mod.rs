//! How much somebody may do in a time, and what happens to who does more.
//!
//! Everybody has budgets: a person theirs, visitors that of their address. What is refused counts
//! against a budget of its own; who has used half of it is answered more slowly, and who has used it up
//! is shut out for a while. Wrong passwords have budgets by account, address and network.

mod admit;
mod counts;
mod device;
mod factors;
mod gcra;
mod letters;
mod limiter;
mod sign_in;
mod watch;
mod who;

pub use admit::admit;
pub use counts::Counts;
pub use device::Device;
pub use gcra::{Charge, Verdict};
pub use letters::Asker;
pub use limiter::{Limiter, TooMany};
pub use sign_in::Attempt;
pub use watch::watch;
pub use who::Who;
