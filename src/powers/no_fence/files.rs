//! A release serves nothing of the fence.

use axum::Router;

/// None.
pub fn routes() -> Router {
    Router::default()
}
