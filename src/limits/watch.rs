//! Counts what is refused, whatever refuses it.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::StatusCode;

use super::{Limiter, admit::Counted};
use crate::{
    server::{network::CallerAddress, plain_page::TurnedAway},
    sessions::Principal,
};

/// The statuses of a refusal.
const REFUSALS: [StatusCode; 7] = [
    StatusCode::BAD_REQUEST,
    StatusCode::UNAUTHORIZED,
    StatusCode::FORBIDDEN,
    StatusCode::NOT_FOUND,
    StatusCode::PAYLOAD_TOO_LARGE,
    StatusCode::UNPROCESSABLE_ENTITY,
    StatusCode::TOO_MANY_REQUESTS,
];

/// Counts a refusal against whoever was refused; they wait for the answer, if that happens often.
pub async fn watch(
    State(limiter): State<Arc<Limiter>>,
    mut request: Request,
    next: Next,
) -> Response {
    let counted = Counted::default();
    let address = request.extensions().get::<CallerAddress>().map(|it| it.0);
    let visitor = limiter.who(&Principal::Visitor, request.headers(), address);
    request.extensions_mut().insert(counted.clone());
    let response = next.run(request).await;
    // Who is turned away is counted already, and would never come back.
    let is_new = response.extensions().get::<TurnedAway>().is_none();
    if is_new && REFUSALS.contains(&response.status()) {
        limiter.refusal(counted.who().unwrap_or(&visitor)).await;
    }
    response
}
