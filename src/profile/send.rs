//! Pictures of people on their way out: to whoever may know whose they are, and as nothing that runs.

use axum::{
    Extension,
    body::Body,
    extract::{Path, rejection::PathRejection},
    response::{IntoResponse, Response},
};
use http::{HeaderMap, StatusCode, header};

use super::{service, store::Row};
use crate::{
    call::{CallContext, ServiceError},
    error::AppError,
    files::send::is_known,
    server::{headers::OwnPolicy, server_functions::failed},
};

/// The picture of that number.
///
/// Whoever asks again is asked again whether they may: nothing but a 304 is saved.
pub async fn send(
    Extension(call): Extension<CallContext>,
    number: Result<Path<String>, PathRejection>,
    asked: HeaderMap,
) -> Response {
    // Written in one way only, as the links have it.
    let number = number.ok().and_then(|Path(text)| {
        let number: i64 = text.parse().ok()?;
        (number.to_string() == text).then_some(number)
    });
    let Some(number) = number else { return failed(AppError::NotFound) };
    let found = match service::find(&call, number).await {
        Ok(row) => answer(&call, row, &asked).await,
        Err(error) => Err(error),
    };
    call.answer(found).unwrap_or_else(failed)
}

async fn answer(call: &CallContext, row: Row, asked: &HeaderMap) -> Result<Response, ServiceError> {
    let etag = format!("\"{}\"", row.digest);
    let is_known = is_known(asked, &etag);
    let said = [
        (header::CONTENT_TYPE, row.media),
        (header::CONTENT_DISPOSITION, "inline".to_owned()),
        (header::ETAG, etag),
        (header::CACHE_CONTROL, "private, no-cache".to_owned()),
        (header::VARY, "Cookie".to_owned()),
    ];
    let said = (said, Extension(OwnPolicy::Sandboxed));
    if is_known {
        return Ok((StatusCode::NOT_MODIFIED, said).into_response());
    }
    let size = u64::try_from(row.size).unwrap_or_default();
    let bytes = call.on.files.objects.read(&row.object, 0..size).await?;
    let mut response = (said, Body::from_stream(bytes)).into_response();
    response.headers_mut().insert(header::CONTENT_LENGTH, size.into());
    Ok(response)
}
