//! The bounds of every request: the length of its address, how long it takes, how many there are at once.

use std::{sync::Arc, time::Duration};

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::StatusCode;
use tokio::{sync::Semaphore, time::timeout};

use super::{server_functions::failed, settings::Limits};
use crate::error::AppError;

/// The longest address: no link of ours has a tenth of it (RFC 9110, 4.1 asks servers to take 8000).
const ADDRESS: usize = 8192;

/// After how many seconds there may be a place again.
const TRY_AGAIN: u32 = 2;

/// How many requests are worked on at once, and for how long.
#[derive(Clone, Debug)]
pub struct Bounds {
    places: Arc<Semaphore>,
    longest: Duration,
}

impl Bounds {
    /// As the settings have it.
    #[must_use]
    pub fn new(limits: &Limits) -> Self {
        Self { places: Arc::new(Semaphore::new(limits.at_once)), longest: limits.longest }
    }
}

/// Turns away what has no place, and ends what takes too long.
///
/// A stream that an answer goes on with is no work: it counts as answered.
pub async fn keep(State(bounds): State<Bounds>, request: Request, next: Next) -> Response {
    if request.uri().to_string().len() > ADDRESS {
        return (StatusCode::URI_TOO_LONG, failed(AppError::Malformed)).into_response();
    }
    let Ok(_place) = bounds.places.try_acquire() else {
        tracing::warn!("too many requests at once");
        return failed(AppError::Busy { seconds: TRY_AGAIN });
    };
    timeout(bounds.longest, next.run(request)).await.unwrap_or_else(|_| {
        tracing::error!("a request took too long");
        failed(AppError::Unavailable)
    })
}
