//! Counts requests, and turns away who has made too many.

use std::sync::{Arc, OnceLock};

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};

use super::{Device, Limiter, Who};
use crate::{
    error::AppError,
    paths,
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
    let visitor = Principal::Visitor;
    let who = Who::of(extensions.get().unwrap_or(&visitor), address);
    let admitted = limiter.request(&who).await;
    let _ = counted.0.set(who);
    match admitted {
        Err(too_many) if !may_sign_in(&request, &limiter) => {
            let mut response = failed(AppError::TooMany { seconds: too_many.seconds() });
            response.extensions_mut().insert(TurnedAway);
            response
        }
        _ => next.run(request).await,
    }
}

/// Whoever shares an address with an attacker gets in where they were signed in before.
fn may_sign_in(request: &Request, limiter: &Limiter) -> bool {
    let is_the_way_in = [paths::SIGN_IN, "/api/sign-in"].contains(&request.uri().path());
    is_the_way_in && Device::sent(request.headers()).is_some_and(|it| limiter.knows(&it))
}
