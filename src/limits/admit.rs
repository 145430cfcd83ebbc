//! Counts requests, and turns away who has made too many.

use std::sync::{Arc, OnceLock};

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};

use super::{Limiter, Who};
use crate::{
    error::AppError,
    server::{network::CallerAddress, plain_page::TurnedAway, server_functions::failed},
    sessions::Principal,
};

/// Against whose budgets a request counts, once that is known.
#[derive(Clone, Debug, Default)]
pub(super) struct Counted(Arc<OnceLock<Who>>);

impl Counted {
    pub(super) fn who(&self) -> Option<&Who> {
        self.0.get()
    }
}

/// Counts a request of whoever it is.
///
/// A form that failed asks for its page: one request, so it counts once.
pub async fn admit(State(limiter): State<Arc<Limiter>>, request: Request, next: Next) -> Response {
    let extensions = request.extensions();
    let counted: Counted = extensions.get().cloned().unwrap_or_default();
    if counted.who().is_some() {
        return next.run(request).await;
    }
    let address = extensions.get::<CallerAddress>().map(|it| it.0);
    let principal = extensions.get().unwrap_or(&Principal::Visitor);
    let who = limiter.who(principal, request.headers(), address);
    let admitted = limiter.request(&who).await;
    let is_one = who.is_one();
    let _ = counted.0.set(who);
    match admitted {
        Ok(()) => next.run(request).await,
        Err(too_many) => {
            let mut response = failed(AppError::TooMany { seconds: too_many.seconds() });
            response.extensions_mut().insert(TurnedAway { is_one });
            response
        }
    }
}
