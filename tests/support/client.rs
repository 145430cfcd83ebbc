//! Speaks HTTP, and goes nowhere by itself.

use reqwest::{Client, redirect::Policy};
use stile::server::cryptography;

/// A client without cookies.
pub fn client() -> Client {
    // The server may speak to its store of files by the same library, which then asks whose TLS it is.
    cryptography::choose();
    Client::builder().redirect(Policy::none()).build().unwrap()
}
