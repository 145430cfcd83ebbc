//! Server functions over HTTP, above the faults of Leptos 0.8.
//!
//! Leptos answers every error with 500, answers a form with a redirect to whatever `Referer` says
//! and the error in its address, decodes a body whatever its content type is, and explains itself
//! to who asks for an unknown path. Here an error has its own status and travels in the body.

use axum::{
    Json, Router,
    body::Body,
    extract::Request,
    response::{IntoResponse, Response},
    routing::{MethodFilter, on},
};
use http::{HeaderValue, Method, StatusCode, header};
use leptos::{
    prelude::provide_context,
    server_fn::{axum::server_fn_paths, error::FromServerFnError},
};
use leptos_axum::handle_server_fns_with_context;

use super::body;
use crate::error::AppError;

/// The header by which Leptos marks an answer as an error.
const ERROR_MARK: &str = "serverfnerror";

/// One route for each server function, and the answer to all other addresses under `/api/`.
///
/// What a request carries as a `Call` is what server functions find in their context.
pub fn routes<Call: Clone + Send + Sync + 'static>() -> Router {
    let routes =
        server_fn_paths().fold(
            Router::new(),
            |routes, (path, method)| match MethodFilter::try_from(method) {
                Ok(method) => routes.route(path, on(method, handle::<Call>)),
                Err(_) => routes,
            },
        );
    routes.route("/api/{*rest}", axum::routing::any(unknown))
}

async fn unknown() -> Response {
    failed(AppError::NotFound)
}

async fn handle<Call: Clone + Send + Sync + 'static>(mut request: Request) -> Response {
    if request.method() == Method::POST && !is_form(&request) {
        return failed(AppError::Malformed);
    }
    if request.method() == Method::HEAD {
        *request.method_mut() = Method::GET;
    }
    // Whoever accepts HTML is redirected to the Referer: nobody accepts HTML.
    request.headers_mut().insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    let call = request.extensions().get::<Call>().cloned();
    let provide = move || {
        if let Some(call) = call.clone() {
            provide_context(call);
        }
    };
    let answer = handle_server_fns_with_context(provide, request).await.into_response();
    if answer.headers().contains_key(ERROR_MARK) { with_status(answer).await } else { answer }
}

/// No codec of Leptos looks at the content type.
fn is_form(request: &Request) -> bool {
    let content_type = request.headers().get(header::CONTENT_TYPE);
    let content_type = content_type.and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = content_type.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

/// The status of an error is the error's own.
async fn with_status(answer: Response) -> Response {
    let error = match body::read(Body::new(answer.into_body())).await {
        Ok(bytes) => AppError::de(bytes),
        Err(_) => AppError::Failed,
    };
    failed(error)
}

/// The answer to a call that failed. The error itself goes along for `server::forms`.
#[must_use]
pub fn failed(error: AppError) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, Json(&error)).into_response();
    let retry_after = match error {
        AppError::Busy { seconds } => Some(seconds),
        AppError::Unavailable => Some(1),
        _ => None,
    };
    if let Some(seconds) = retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    response.extensions_mut().insert(error);
    response
}
