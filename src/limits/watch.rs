//! Counts what is refused, whatever refuses it.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::{HeaderName, StatusCode};

use super::{Limiter, admit::Counted};
use crate::{
    error::AppError,
    paths,
    server::{network::CallerAddress, plain_page::TurnedAway},
    sessions::Principal,
};

/// What a browser wants something for, in its own words (Fetch Metadata, 2.1).
const SEC_FETCH_DEST: HeaderName = HeaderName::from_static("sec-fetch-dest");

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

/// Whether a page asks for a picture that its text names: who has written it decides about that, and not who
/// reads it. Requests they are all the same, and count as such.
fn is_picture_of_a_page(request: &Request) -> bool {
    let destination = request.headers().get(SEC_FETCH_DEST);
    let path = request.uri().path();
    [paths::FILES, paths::PICTURES].iter().any(|begins| path.starts_with(begins))
        && destination.is_some_and(|destination| destination == "image")
}

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
    let is_part_of_a_page = is_picture_of_a_page(&request);
    let response = next.run(request).await;
    // Who is turned away is counted already, and would never come back.
    let is_new = response.extensions().get::<TurnedAway>().is_none();
    // Who is asked for a proof is not refused.
    let is_asked = matches!(response.extensions().get(), Some(AppError::StepUp { .. }));
    if is_new && !is_asked && !is_part_of_a_page && REFUSALS.contains(&response.status()) {
        limiter.refusal(counted.who().unwrap_or(&visitor)).await;
    }
    response
}
