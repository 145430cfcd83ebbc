//! There is no mailbox.

use axum::Router;

/// No routes.
pub fn routes(_: &str) -> Router {
    Router::new()
}
