//! The error of a request whose session cannot be looked up.

use std::{error::Error, sync::Arc};

use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};
use tower_sessions::session;

/// The store of sessions, or of people, does not answer.
///
/// Nobody is taken for a visitor because of it: the request ends here. Its response carries this
/// error as an extension, so that a layer above can show a page instead of the plain sentence.
#[derive(Clone, Debug, thiserror::Error)]
#[error("sessions cannot be looked up right now; try again in a moment")]
pub struct Unavailable(#[source] Arc<dyn Error + Send + Sync>);

impl Unavailable {
    /// Keeps the cause for the log.
    pub fn new(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self(Arc::from(cause.into()))
    }
}

impl From<session::Error> for Unavailable {
    fn from(error: session::Error) -> Self {
        Self::new(error)
    }
}

impl IntoResponse for Unavailable {
    fn into_response(self) -> Response {
        let retry = [(header::RETRY_AFTER, "1"), (header::CACHE_CONTROL, "no-store")];
        let body = self.to_string();
        let mut response = (StatusCode::SERVICE_UNAVAILABLE, retry, body).into_response();
        response.extensions_mut().insert(self);
        response
    }
}
