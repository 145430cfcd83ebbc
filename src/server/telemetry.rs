//! The log: one line for each request, under a number that its answer carries too.

use std::{
    error::Error,
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{extract::Request, middleware::Next, response::Response};
use http::{HeaderName, HeaderValue};
use rand::{TryRngCore, rngs::OsRng};
use tracing::Instrument;
use tracing_subscriber::{EnvFilter, layer::SubscriberExt, util::SubscriberInitExt};

use super::settings::{InvalidSetting, Log, LogFormat};

/// The header that carries a request's number.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The number of a request in log, audit and answer.
#[derive(Clone, Debug)]
pub struct RequestId(pub Arc<str>);

/// Libraries that log what they are given, such as the text of a draft: whatever the filter says, they are
/// not heard.
const INDISCREET: [&str; 1] = ["html5ever=off"];

/// Starts the log.
///
/// # Errors
///
/// The filter cannot be read.
pub fn start(settings: &Log) -> Result<(), InvalidSetting> {
    let filter = EnvFilter::try_new(&settings.filter).map_err(|error| InvalidSetting {
        key: "log.filter".to_owned(),
        problem: format!("{error}: write it like info or info,stile=debug"),
    })?;
    let quiet = INDISCREET.iter().filter_map(|directive| directive.parse().ok());
    let filter = quiet.fold(filter, EnvFilter::add_directive);
    let lines = tracing_subscriber::fmt::layer();
    let registry = tracing_subscriber::registry().with(filter);
    // A second start in one process keeps the first.
    let _ = match settings.format {
        LogFormat::Text => registry.with(lines).try_init(),
        LogFormat::Json => registry.with(lines.json()).try_init(),
    };
    Ok(())
}

/// Numbers the request, and logs how it ended. Neither query nor headers: they may hold secrets.
pub async fn log(mut request: Request, next: Next) -> Response {
    let id: Arc<str> = fresh_id().into();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let started = Instant::now();
    request.extensions_mut().insert(RequestId(Arc::clone(&id)));
    let span = tracing::info_span!("request", %id);
    async move {
        let mut response = next.run(request).await;
        let status = response.status().as_u16();
        tracing::info!(%method, path, status, took = %millis(started.elapsed()), "answered");
        if let Ok(id) = HeaderValue::from_str(&id) {
            response.headers_mut().insert(REQUEST_ID, id);
        }
        response
    }
    .instrument(span)
    .await
}

fn millis(duration: Duration) -> String {
    format!("{:.1} ms", duration.as_secs_f64() * 1000.0)
}

/// Nobody needs to guess it, everybody must be able to read it out: 48 random bits.
fn fresh_id() -> String {
    let mut bits = [0; 8];
    // Without randomness all requests have one number, which is no reason to refuse them.
    let _ = OsRng.try_fill_bytes(&mut bits);
    format!("{:012x}", u64::from_be_bytes(bits) >> 16)
}

/// An error and why it happened, in one line.
///
/// It is what the log hears of one: the debugging form of an error of PostgreSQL has the row that it was about.
#[must_use]
pub fn with_causes(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        if !text.contains(&error.to_string()) {
            text = format!("{text}: {error}");
        }
        cause = error.source();
    }
    text
}
