//! Files on their way out: to whoever may read their article, whole or in part, and as nothing that runs.

use axum::{
    Extension,
    body::Body,
    extract::{Path, rejection::PathRejection},
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};

use super::{
    model::{FileId, Kind},
    service,
    store::Row,
};
use crate::{
    call::{CallContext, ServiceError},
    error::AppError,
    paths,
    server::{headers::OwnPolicy, server_functions::failed},
};

/// What the response says of itself: bytes are left as they are, and no script runs in them.
type Said = (HeaderMap, Extension<OwnPolicy>);

/// The file of that number.
///
/// Whoever asks again is asked again whether they may: nothing but a 304 is saved.
pub async fn send(
    Extension(call): Extension<CallContext>,
    id: Result<Path<String>, PathRejection>,
    method: Method,
    asked: HeaderMap,
) -> Response {
    let id = id.ok().and_then(|Path(id)| FileId::named(&id));
    let Some(id) = id else { return failed(AppError::NotFound) };
    let found = match service::find(&call, id).await {
        Ok(found) => answer(&call, found, (&method, &asked)).await,
        Err(error) => Err(error),
    };
    call.answer(found).unwrap_or_else(failed)
}

async fn answer(
    call: &CallContext,
    row: Row,
    (method, asked): (&Method, &HeaderMap),
) -> Result<Response, ServiceError> {
    let size = u64::try_from(row.size).unwrap_or_default();
    let etag = format!("\"{}\"", row.digest);
    let said = said(&row, &etag);
    if is_known(asked, &etag) {
        return Ok((StatusCode::NOT_MODIFIED, said).into_response());
    }
    let (status, from, until) = match part(method, asked, &etag, size) {
        Part::Whole => (StatusCode::OK, 0, size),
        Part::Of(from, until) => (StatusCode::PARTIAL_CONTENT, from, until),
        Part::None => {
            let range = [(header::CONTENT_RANGE, format!("bytes */{size}"))];
            return Ok((StatusCode::RANGE_NOT_SATISFIABLE, range, said).into_response());
        }
    };
    let bytes = call.on.files.objects.read(&row.object, from..until).await?;
    let mut response = (status, said, Body::from_stream(bytes)).into_response();
    response.headers_mut().insert(header::CONTENT_LENGTH, (until - from).into());
    if status == StatusCode::PARTIAL_CONTENT {
        let range = format!("bytes {from}-{}/{size}", until - 1);
        let range = HeaderValue::try_from(range).map_err(ServiceError::failed)?;
        response.headers_mut().insert(header::CONTENT_RANGE, range);
    }
    Ok(response)
}

fn said(row: &Row, etag: &str) -> Said {
    let kind = Kind::of_media(&row.media);
    let media = match kind {
        Some(kind) if kind.is_text() => format!("{}; charset=utf-8", kind.media),
        Some(kind) => kind.media.to_owned(),
        None => "application/octet-stream".to_owned(),
    };
    let is_picture = kind.is_some_and(Kind::is_picture);
    let said = [
        (header::CONTENT_TYPE, media),
        (header::CONTENT_DISPOSITION, disposition(is_picture, row)),
        (header::ETAG, etag.to_owned()),
        (header::ACCEPT_RANGES, "bytes".to_owned()),
        (header::CACHE_CONTROL, "private, no-cache".to_owned()),
        (header::VARY, "Cookie".to_owned()),
    ];
    let said = said.into_iter().filter_map(said_so).collect();
    (said, Extension(OwnPolicy::Sandboxed))
}

fn said_so((name, value): (HeaderName, String)) -> Option<(HeaderName, HeaderValue)> {
    Some((name, HeaderValue::try_from(value).ok()?))
}

/// Pictures are shown, everything else is saved (RFC 6266; its name as RFC 8187 writes it).
fn disposition(is_picture: bool, row: &Row) -> String {
    let how = if is_picture { "inline" } else { "attachment" };
    let extension = row.name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let plain = extension.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let extension = if plain { extension } else { "" };
    let name = paths::encoded(&row.name);
    format!("{how}; filename=\"file-{}.{extension}\"; filename*=UTF-8''{name}", row.id)
}

/// Whether the asker has what we would send (RFC 9110, 13.1.2: compared weakly).
pub fn is_known(asked: &HeaderMap, etag: &str) -> bool {
    let named = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let mut named = named.flat_map(|value| value.split(','));
    named.any(|it| ["*", etag].contains(&it.trim().trim_start_matches("W/")))
}

#[derive(Debug, PartialEq, Eq)]
enum Part {
    Whole,
    /// From the first byte until before the last.
    Of(u64, u64),
    /// There is no such part.
    None,
}

/// Which part is asked for (RFC 9110, 14.1.2). Whatever is no single range in bytes is answered with the
/// whole, as 14.2 allows.
fn part(method: &Method, asked: &HeaderMap, etag: &str, size: u64) -> Part {
    let is_same =
        asked.get(header::IF_RANGE).is_none_or(|known| known.as_bytes() == etag.as_bytes());
    let range = asked.get(header::RANGE).filter(|_| is_same && *method == Method::GET);
    let range = range.and_then(|range| range.to_str().ok()?.strip_prefix("bytes="));
    match range.and_then(|range| range.split_once('-')) {
        Some(("", last)) => match number(last) {
            Some(0) => Part::None,
            Some(last) if size > 0 => Part::Of(size.saturating_sub(last), size),
            _ => Part::Whole,
        },
        Some((first, last)) => match (number(first), number(last)) {
            (Some(first), last) if last.is_some_and(|last| last < first) => Part::Whole,
            (Some(_), None) if !last.is_empty() => Part::Whole,
            (Some(first), _) if first >= size => Part::None,
            (Some(first), last) => {
                Part::Of(first, last.map_or(size, |last| size.min(last.saturating_add(1))))
            }
            (None, _) => Part::Whole,
        },
        None => Part::Whole,
    }
}

/// Digits and nothing else; more of them than a number has mean the greatest.
fn number(digits: &str) -> Option<u64> {
    let is_number = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(headers: &[(HeaderName, &'static str)]) -> Part {
        let mut asked = HeaderMap::new();
        for (name, value) in headers {
            asked.insert(name.clone(), HeaderValue::from_static(value));
        }
        part(&Method::GET, &asked, "\"a\"", 100)
    }

    #[test]
    fn a_part_is_sent_if_it_is_one() {
        let range = |value| asks(&[(header::RANGE, value)]);

        assert_eq!(asks(&[]), Part::Whole);
        assert_eq!(range("bytes=0-9"), Part::Of(0, 10));
        assert_eq!(range("bytes=90-"), Part::Of(90, 100));
        assert_eq!(range("bytes=-10"), Part::Of(90, 100));
        assert_eq!(range("bytes=-101"), Part::Of(0, 100));
        assert_eq!(range("bytes=0-18446744073709551615"), Part::Of(0, 100));
        assert_eq!(range("bytes=0-99999999999999999999999"), Part::Of(0, 100));
        assert_eq!(range("bytes=-18446744073709551616"), Part::Of(0, 100));
        for none in ["bytes=100-", "bytes=18446744073709551616-", "bytes=-0"] {
            assert_eq!(range(none), Part::None, "{none}");
        }
        for whole in [
            "bytes=0-1,4-5",
            "bytes=0-,0-,0-",
            "bees=0-9",
            "bytes=5-2",
            "bytes=a-b",
            "bytes=+1-2",
            "bytes=1",
            "bytes=-",
            "bytes= 0-1",
            "",
        ] {
            assert_eq!(range(whole), Part::Whole, "{whole}");
        }
    }

    #[test]
    fn of_an_empty_file_there_is_no_part() {
        let mut asked = HeaderMap::new();
        asked.insert(header::RANGE, HeaderValue::from_static("bytes=0-"));
        assert_eq!(part(&Method::GET, &asked, "\"a\"", 0), Part::None);
        asked.insert(header::RANGE, HeaderValue::from_static("bytes=-5"));
        assert_eq!(part(&Method::GET, &asked, "\"a\"", 0), Part::Whole);
    }

    #[test]
    fn only_who_gets_the_file_gets_a_part() {
        let mut asked = HeaderMap::new();
        asked.insert(header::RANGE, HeaderValue::from_static("bytes=0-9"));
        assert_eq!(part(&Method::HEAD, &asked, "\"a\"", 100), Part::Whole);
    }

    #[test]
    fn a_part_of_what_has_changed_is_the_whole() {
        let range = (header::RANGE, "bytes=0-9");

        assert_eq!(asks(&[range.clone(), (header::IF_RANGE, "\"a\"")]), Part::Of(0, 10));
        assert_eq!(asks(&[range, (header::IF_RANGE, "\"b\"")]), Part::Whole);
    }
}
