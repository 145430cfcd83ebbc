//! A page that is made of nothing: for who asks too much, and must not cost us a page of the application.

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, header};

use crate::error::in_words;

/// Said of an answer by who has turned somebody away without a look at what they want.
#[derive(Clone, Copy, Debug)]
pub struct TurnedAway {
    /// Whether it is for what they did themselves, and not also for what others did at their address.
    pub is_one: bool,
}

/// What helps where others may have used up the budget.
const OTHERS: &str = "Others may share your address: who is signed in, or was before in the same browser, is \
                      not counted with them.";

/// The same answer as a page: its status and its headers stay.
#[must_use]
pub fn instead_of(answer: Response) -> Response {
    let (mut parts, _) = answer.into_parts();
    let seconds =
        parts.headers.get(header::RETRY_AFTER).and_then(|it| it.to_str().ok()?.parse().ok());
    let is_one = parts.extensions.get::<TurnedAway>().is_some_and(|it| it.is_one);
    let others = if is_one { "" } else { OTHERS };
    let page = include_str!("plain_page.html")
        .replace("{wait}", &in_words(seconds.unwrap_or(60)))
        .replace("{others}", others);
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    parts.headers.insert(header::CONTENT_TYPE, html);
    parts.headers.remove(header::CONTENT_LENGTH);
    (parts, page).into_response()
}
