//! The bounds of every request: the length of its address, how long it takes, how many there are at once.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::StatusCode;
use tokio::{
    sync::{Semaphore, SemaphorePermit},
    time::timeout,
};

use super::{
    network::{self, CallerAddress},
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

/// How many requests are worked on at once, and for how long.
#[derive(Clone, Debug)]
pub struct Bounds {
    places: Arc<Semaphore>,
    taken: Arc<Mutex<HashMap<String, usize>>>,
    share: usize,
    longest: Duration,
    upload: Duration,
}

/// A place of one household, until it is dropped.
struct Place<'a> {
    bounds: &'a Bounds,
    household: String,
    _permit: SemaphorePermit<'a>,
}

impl Bounds {
    /// As the settings have it.
    #[must_use]
    pub fn new(settings: &Settings) -> Self {
        let limits = &settings.limits;
        Self {
            places: Arc::new(Semaphore::new(limits.at_once)),
            taken: Arc::default(),
            share: limits.at_once.div_ceil(SHARE),
            longest: limits.longest,
            upload: settings.files.longest,
        }
    }

    /// A place, if there is one for this household.
    fn place(&self, household: String) -> Option<Place<'_>> {
        let place = self.places.try_acquire().ok()?;
        let mut taken = self.taken();
        let theirs = taken.entry(household.clone()).or_default();
        if *theirs >= self.share {
            return None;
        }
        *theirs += 1;
        Some(Place { bounds: self, household, _permit: place })
    }

    fn taken(&self) -> MutexGuard<'_, HashMap<String, usize>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let mut taken = self.bounds.taken();
        if let Some(theirs) = taken.get_mut(&self.household) {
            *theirs -= 1;
            if *theirs == 0 {
                taken.remove(&self.household);
            }
        }
    }
}

/// Turns away what has no place, and ends what takes too long.
///
/// A stream that an answer goes on with is no work: it counts as answered.
pub async fn keep(State(bounds): State<Bounds>, request: Request, next: Next) -> Response {
    if request.uri().to_string().len() > ADDRESS {
        return (StatusCode::URI_TOO_LONG, failed(AppError::Malformed)).into_response();
    }
    let address = request.extensions().get::<CallerAddress>().map(|it| it.0);
    let Some(_place) = bounds.place(network::household(address)) else {
        tracing::info!("too many requests at once");
        return failed(AppError::Busy { seconds: TRY_AGAIN });
    };
    let is_upload = request.uri().path() == paths::UPLOAD;
    let longest = if is_upload { bounds.upload } else { bounds.longest };
    timeout(longest, next.run(request)).await.unwrap_or_else(|_| {
        tracing::warn!("a request took too long");
        failed(AppError::Unavailable)
    })
}
