//! Server functions over HTTP, above the faults of Leptos 0.8.
//!
//! Leptos answers every error with 500, answers a form with a redirect to whatever `Referer` says
//! and the error in its address, decodes a body whatever its content type is, and explains itself
//! to who asks for an unknown path. Here an error has its own status and travels in the body.

use std::{collections::BTreeMap, sync::Arc};

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

use super::body::{self, Unread};
use crate::error::AppError;

/// The header by which Leptos marks an answer as an error.
const ERROR_MARK: &str = "serverfnerror";

/// One route for each server function, and the answer to all other addresses under `/api/`.
///
/// What a request carries as a `Call` is what server functions find in their context. They are told
/// nothing but their arguments, by path; one whose arguments are not known is not called.
pub fn routes<Call: Clone + Send + Sync + 'static>(
    arguments: &BTreeMap<&'static str, Vec<&'static str>>,
) -> Router {
    let routes = server_fn_paths().fold(Router::new(), |routes, (path, method)| {
        match (MethodFilter::try_from(method), arguments.get(path)) {
            (Ok(method), Some(arguments)) => {
                let arguments: Arc<[&'static str]> = arguments.as_slice().into();
                let handle = move |request| handle::<Call>(Arc::clone(&arguments), request);
                routes.route(path, on(method, handle))
            }
            _ => routes,
        }
    });
    routes.route("/api/{*rest}", axum::routing::any(unknown))
}

async fn unknown() -> Response {
    failed(AppError::NotFound)
}

async fn handle<Call: Clone + Send + Sync + 'static>(
    arguments: Arc<[&'static str]>,
    request: Request,
) -> Response {
    let mut request = match with_these_only(&arguments, request).await {
        Ok(request) => request,
        Err(error) => return failed(error),
    };
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

/// The request, if it names nothing but these arguments: serde reads past what it does not know.
async fn with_these_only(arguments: &[&str], request: Request) -> Result<Request, AppError> {
    if request.method() != Method::POST {
        let query = request.uri().query().unwrap_or_default();
        return if names_only(arguments, query.as_bytes()) {
            Ok(request)
        } else {
            Err(AppError::Malformed)
        };
    }
    if !is_form(&request) {
        return Err(AppError::Malformed);
    }
    let (parts, sent) = request.into_parts();
    match body::read(sent).await {
        Ok(sent) if names_only(arguments, &sent) => {
            Ok(Request::from_parts(parts, Body::from(sent)))
        }
        Ok(_) | Err(Unread::Broken) => Err(AppError::Malformed),
        Err(Unread::TooLarge) => Err(AppError::TooLarge),
    }
}

/// Whether a form names nothing but these; a part of a list or a record goes by its first name. The button that
/// sends a form stands in it too, and says nothing if it has no name.
fn names_only(arguments: &[&str], form: &[u8]) -> bool {
    form_urlencoded::parse(form).all(|(name, value)| {
        let first = name.split('[').next().unwrap_or_default();
        name.is_empty() && value.is_empty() || arguments.contains(&first)
    })
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

/// The answer to a method that the address does not know.
#[must_use]
pub fn wrong_method() -> Response {
    (StatusCode::METHOD_NOT_ALLOWED, failed(AppError::Malformed)).into_response()
}

/// The answer to a call that failed. The error itself goes along for `server::forms`.
#[must_use]
pub fn failed(error: AppError) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, Json(&error)).into_response();
    let retry_after = match error {
        AppError::Busy { seconds } | AppError::TooMany { seconds } => Some(seconds),
        AppError::Unavailable => Some(1),
        _ => None,
    };
    if let Some(seconds) = retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    response.extensions_mut().insert(error);
    response
}
