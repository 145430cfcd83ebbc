//! There is no mailbox.

use axum::Router;

/// No routes.
pub fn routes() -> Router {
    Router::new()
}
