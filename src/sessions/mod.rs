//! Who is it: a session on the server, one opaque cookie in the browser.

#[cfg(feature = "ssr")]
pub mod cookie;
#[cfg(feature = "ssr")]
mod end;
#[cfg(feature = "ssr")]
mod ending;
#[cfg(feature = "ssr")]
mod half_way;
mod handle;
#[cfg(feature = "ssr")]
mod layer;
#[cfg(feature = "ssr")]
mod limits;
#[cfg(feature = "ssr")]
mod place;
pub mod principal;
#[cfg(feature = "ssr")]
mod record;
#[cfg(feature = "ssr")]
mod resolve;
#[cfg(feature = "ssr")]
mod service;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
mod successor;
#[cfg(feature = "ssr")]
mod sweeper;
#[cfg(feature = "ssr")]
mod unavailable;

pub use handle::Handle;
pub use principal::{Assurance, Level, Principal, Role, SignedIn, UserId};
#[cfg(feature = "ssr")]
pub use {
    cookie::SessionCookie,
    ending::Ending,
    half_way::HalfWay,
    layer::attach,
    limits::{Lifetime, Limits},
    place::Place,
    record::{Beginning, SessionRecord},
    resolve::{Account, Lost, People},
    service::Sessions,
    sweeper::sweep,
    unavailable::Unavailable,
};
