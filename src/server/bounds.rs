//! The bounds of every request: the length of its address, how long it takes, how many there are at once.

use std::time::Duration;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{StatusCode, Version, header::HOST};
use tokio::time::timeout;

use super::{
    network::{self, CallerAddress},
    places::Places,
    server_functions::failed,
    settings::Settings,
};
use crate::{error::AppError, paths};

/// The longest address: no link of ours has a tenth of it (RFC 9110, 4.1 asks servers to take 8000).
const ADDRESS: usize = 8192;

/// After how many seconds there may be a place again.
const TRY_AGAIN: u32 = 2;

/// Which part of the places one household may take: who sends a body byte by byte keeps one for long.
const SHARE: usize = 8;

/// How many files may arrive at once: a part of how many requests are worked on.
const UPLOADS: usize = 4;

/// How many requests are worked on at once, and for how long.
#[derive(Clone, Debug)]
pub struct Bounds {
    requests: Lane,
    uploads: Lane,
}

/// Requests of one kind: what takes long takes no place from what does not.
#[derive(Clone, Debug)]
struct Lane {
    places: Places,
    longest: Duration,
}

impl Bounds {
    /// As the settings have it.
    #[must_use]
    pub fn new(settings: &Settings) -> Self {
        let all = settings.limits.at_once;
        let (share, uploads) = (all.div_ceil(SHARE), all.div_ceil(UPLOADS));
        Self {
            requests: Lane { places: Places::new(all, share), longest: settings.limits.longest },
            uploads: Lane { places: Places::new(uploads, share), longest: settings.files.longest },
        }
    }
}

/// Turns away what is no request or has no place, and ends what takes too long.
///
/// A stream that an answer goes on with is no work: it counts as answered.
pub async fn keep(State(bounds): State<Bounds>, request: Request, next: Next) -> Response {
    if request.uri().to_string().len() > ADDRESS {
        return (StatusCode::URI_TOO_LONG, failed(AppError::Malformed)).into_response();
    }
    // RFC 9112, 3.2. HTTP/2 has it in the address.
    if request.version() == Version::HTTP_11 && !request.headers().contains_key(HOST) {
        return failed(AppError::Malformed);
    }
    let address = request.extensions().get::<CallerAddress>().map(|it| it.0);
    let is_upload = paths::UPLOADS.contains(&request.uri().path());
    let Lane { places, longest } = if is_upload { bounds.uploads } else { bounds.requests };
    let Some(_place) = places.take(network::household(address)) else {
        tracing::info!("too many requests at once");
        return failed(AppError::Busy { seconds: TRY_AGAIN });
    };
    timeout(longest, next.run(request)).await.unwrap_or_else(|_| {
        tracing::warn!("a request took too long");
        failed(AppError::Unavailable)
    })
}
