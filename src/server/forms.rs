//! The server's half of forms: what a browser without script gets.
//!
//! With script, a server function answers the page that called it. Without, the browser posts the
//! form and shows what comes back: on success the next page, and otherwise the form's own page
//! again, with the error and what was typed. A question about what is typed comes back to its page too.

mod waiting;

pub use waiting::{GoesOn, hold, still_holds};

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use http::{HeaderName, Method, Uri, header, request::Parts};
use percent_encoding::percent_decode;

use super::{
    body::{self, Unread},
    cookies,
    csrf::{self, Verdict, accepts_html},
    form_token,
    headers::CLEAR_SITE_DATA,
    keys::Key,
    plain_page::{self, TurnedAway},
    server_functions::failed,
};
use crate::{
    error::{AppError, STEP_UP},
    paths,
    ui::returned::{Failure, ReturnedPost, SHOWN_AT, ShownAt},
};

/// Fields that are never written back into a page.
const SECRETS: [&str; 3] = ["password", "token", "code"];

/// The header of an answer that says something about what was typed, on the page where it was typed.
pub const COMES_BACK: HeaderName = HeaderName::from_static("stile-comes-back");

/// What was typed into a form that another reads.
#[derive(Clone, Debug)]
pub struct Typed(pub BTreeMap<String, String>);

/// Also a field that is only named like one, as no form of ours sends it.
fn is_secret(name: &str) -> bool {
    let name = name.to_lowercase();
    SECRETS.iter().any(|secret| name.contains(secret))
}

/// By what a request of our own pages is known.
#[derive(Clone)]
pub struct Ours {
    /// Where browsers find us.
    pub origin: Arc<str>,
    /// The name of the session's cookie.
    pub session: &'static str,
    /// Signs the tokens of forms.
    pub key: Key,
}

/// Reads what is sent, refuses what comes from elsewhere, and answers browsers with pages.
pub async fn answer(State(ours): State<Ours>, request: Request, next: Next) -> Response {
    let wants_page = accepts_html(request.headers());
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return reading(request, next, wants_page).await;
    }
    let (mut parts, sent) = request.into_parts();
    let admitted = ours.admitted(&mut parts, sent).await;
    let page = page_of(&parts, &ours.origin);
    let mut post = Post { typed: BTreeMap::new(), sent: String::new(), page, parts };
    let response = match admitted {
        Ok((sent, typed, again)) => {
            (post.typed, post.sent) = (typed, again);
            next.clone().run(Request::from_parts(post.parts.clone(), sent)).await
        }
        Err(error) => failed(error),
    };
    if let Some(Typed(typed)) = response.extensions().get() {
        post.typed = typed.clone();
    }
    if wants_page { post.shown(response, next).await } else { response }
}

impl Ours {
    /// What was sent, if it was sent by a page of ours, without the token that says so; what was typed, by
    /// field; and all of it, as it can be sent again.
    ///
    /// A file is not read here. Whoever reads it looks at the token.
    async fn admitted(
        &self,
        parts: &mut Parts,
        sent: Body,
    ) -> Result<(Body, BTreeMap<String, String>, String), AppError> {
        let elsewhere = || AppError::CrossSite { origin: self.origin.to_string() };
        let verdict = csrf::look_at(&parts.method, &parts.headers, &self.origin);
        if verdict == Verdict::Refused {
            return Err(elsewhere());
        }
        if paths::UPLOADS.contains(&parts.uri.path()) {
            parts.extensions.insert(verdict);
            return Ok((sent, BTreeMap::new(), String::new()));
        }
        let sent = match body::read(sent).await {
            Ok(sent) if is_text(&sent) => sent,
            Ok(_) | Err(Unread::Broken) => return Err(AppError::Malformed),
            Err(Unread::TooLarge) => return Err(AppError::TooLarge),
        };
        let has_token = || form_token::is_right(&parts.headers, self.session, &sent, &self.key);
        if verdict == Verdict::WithToken && !has_token() {
            return Err(elsewhere());
        }
        let sent = form_token::without(&sent);
        let (typed, again) = (typed(&sent), waiting::without_secrets(&sent));
        Ok((Body::from(sent), typed, again))
    }
}

/// A post by a browser without script.
struct Post {
    parts: Parts,
    typed: BTreeMap<String, String>,
    /// The same, as it was sent.
    sent: String,
    /// The page that the form stands on, if the browser says.
    page: Option<String>,
}

impl Post {
    async fn shown(self, response: Response, next: Next) -> Response {
        if is_turned_away(&response) {
            return plain_page::instead_of(response);
        }
        let error = response.extensions().get::<AppError>().cloned();
        if response.status().is_success()
            && let Some(waits) = self.interrupted()
        {
            return Box::pin(self.goes_on(waits, response, next)).await;
        }
        match (error, &self.page) {
            (None, _) if !response.status().is_success() => response,
            (None, Some(page)) if response.headers().contains_key(COMES_BACK) => {
                let page = page.clone();
                self.comes_back(page, response, next).await
            }
            (None, _) => self.next_page(&response),
            (Some(AppError::TooLarge | AppError::CrossSite { .. } | AppError::SomebodyElse), _)
            | (Some(_), None) => only_error(self.parts, response, next).await,
            (Some(AppError::StepUp { challenge, reason }), Some(page)) if challenge == STEP_UP => {
                let page = page.clone();
                self.waits(page, reason, response, next).await
            }
            (Some(error), Some(page)) => {
                let page = page.clone();
                self.same_page_again(page, Err(error), response, next).await
            }
        }
    }

    /// After a success, the browser goes where the call leads, or back.
    fn next_page(&self, response: &Response) -> Response {
        let location =
            response.headers().get(header::LOCATION).and_then(|value| value.to_str().ok());
        let page = self.page.as_deref().unwrap_or(paths::FRONT);
        let location = match location {
            Some(part) if part.starts_with('#') => format!("{page}{part}"),
            location => location.unwrap_or(page).to_owned(),
        };
        let mut redirect = Redirect::to(&location).into_response();
        for name in [header::SET_COOKIE, CLEAR_SITE_DATA] {
            for value in response.headers().get_all(&name) {
                redirect.headers_mut().append(&name, value.clone());
            }
        }
        redirect
    }

    /// The answer is part of the page.
    async fn comes_back(self, page: String, response: Response, next: Next) -> Response {
        let (parts, body) = response.into_parts();
        let text = to_bytes(body, usize::MAX).await.ok();
        let text = text.and_then(|text| String::from_utf8(text.into()).ok());
        let answer = text.ok_or(AppError::Failed);
        let response = Response::from_parts(parts, Body::empty());
        self.same_page_again(page, answer, response, next).await
    }

    async fn same_page_again(
        self,
        page: String,
        answer: Result<String, AppError>,
        response: Response,
        next: Next,
    ) -> Response {
        let action = self.parts.uri.path().to_owned();
        let returned = ReturnedPost { action, typed: self.typed, answer };
        let mut request = get(self.parts, &page);
        // The session may go on under another id since.
        if let Some(cookies) = cookies::next(request.headers(), response.headers()) {
            request.headers_mut().insert(header::COOKIE, cookies);
        }
        request.extensions_mut().insert(returned);
        request.extensions_mut().insert(ShownAt(page));
        shown_instead(response, next.run(request).await)
    }
}

fn is_turned_away(response: &Response) -> bool {
    response.extensions().get::<TurnedAway>().is_some()
}

/// A page or a file; an error on the way becomes a page.
async fn reading(request: Request, next: Next, wants_page: bool) -> Response {
    let (parts, body) = request.into_parts();
    let again = parts.clone();
    let response = next.clone().run(Request::from_parts(parts, body)).await;
    if wants_page && is_turned_away(&response) {
        return plain_page::instead_of(response);
    }
    let failed = response.extensions().get::<AppError>().is_some();
    if failed && wants_page { only_error(again, response, next).await } else { response }
}

async fn only_error(parts: Parts, response: Response, next: Next) -> Response {
    let error = response.extensions().get::<AppError>().cloned().unwrap_or(AppError::Failed);
    let mut request = get(parts, paths::FRONT);
    if response.status().is_server_error() {
        // Where sessions or rows are out of reach, the page about it must not ask for them.
        request.headers_mut().remove(header::COOKIE);
    }
    request.extensions_mut().insert(Failure(error));
    shown_instead(response, next.run(request).await)
}

/// The page, with the status of the answer that it stands for, its cookies, and what goes with the status.
fn shown_instead(answer: Response, mut page: Response) -> Response {
    if is_turned_away(&page) {
        return plain_page::instead_of(page);
    }
    *page.status_mut() = answer.status();
    for name in [header::SET_COOKIE, header::RETRY_AFTER, header::ALLOW] {
        for value in answer.headers().get_all(&name) {
            // What the page says of a cookie is newer.
            if name != header::SET_COOKIE || !cookies::sets_again(page.headers(), value) {
                page.headers_mut().append(name.clone(), value.clone());
            }
        }
    }
    page
}

/// The same browser asks for that page.
fn get(mut parts: Parts, page: &str) -> Request {
    parts.method = Method::GET;
    parts.uri = Uri::try_from(page).unwrap_or_else(|_| Uri::from_static(paths::FRONT));
    for name in [header::CONTENT_TYPE, header::CONTENT_LENGTH, header::IF_NONE_MATCH] {
        parts.headers.remove(name);
    }
    Request::from_parts(parts, Body::empty())
}

/// The page of ours that the form stands on: the form says it, or the browser does.
fn page_of(parts: &Parts, origin: &str) -> Option<String> {
    let query = parts.uri.query().unwrap_or_default();
    let said = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == SHOWN_AT);
    let page = if let Some((_, page)) = said {
        page.into_owned()
    } else {
        let referer = parts.headers.get(header::REFERER)?.to_str().ok()?;
        referer.strip_prefix(origin)?.to_owned()
    };
    (page.starts_with('/') && paths::local(&page) == page).then_some(page)
}

/// Whether a form holds text only: where it does not, decoders put a mark that nobody notices.
fn is_text(sent: &[u8]) -> bool {
    percent_decode(sent).decode_utf8().is_ok()
}

/// What was typed, by field. A field that stands twice keeps its last value.
fn typed(sent: &[u8]) -> BTreeMap<String, String> {
    form_urlencoded::parse(sent)
        .filter(|(name, _)| !is_secret(name))
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page_after(referer: &str) -> Option<String> {
        let request = Request::builder().header(header::REFERER, referer).body(()).unwrap();
        page_of(&request.into_parts().0, "https://news.example")
    }

    #[test]
    fn the_form_stands_on_a_page_of_ours() {
        assert_eq!(page_after("https://news.example/write?a=b").as_deref(), Some("/write?a=b"));
    }

    #[test]
    fn a_form_on_a_page_that_answers_a_post_says_where_it_stands() {
        let page_at = |address: &str| {
            let request = Request::builder()
                .uri(address)
                .header(header::REFERER, "https://news.example/api/articles/update")
                .body(())
                .unwrap();
            page_of(&request.into_parts().0, "https://news.example")
        };

        let page = page_at("/api/articles/update?shown-at=/articles/bees/edit%3Fa%3Db");
        assert_eq!(page.as_deref(), Some("/articles/bees/edit?a=b"));
        assert_eq!(page_at("/api/articles/update?shown-at=//evil.example"), None);
        assert_eq!(page_at("/api/articles/update"), None);
    }

    #[test]
    fn no_other_site_is_shown_or_led_to() {
        for referer in [
            "https://evil.example/write",
            "https://news.example.evil.example/",
            "https://news.example@evil.example/",
            "https://news.example//evil.example",
            "https://news.example/api/sign-out",
            "https://news.example",
            "null",
        ] {
            assert_eq!(page_after(referer), None, "{referer}");
        }
    }

    #[test]
    fn a_password_is_never_written_back() {
        let typed = typed(b"email=ada%40stile.example&password=hunter2&title=a+b&code=123456");

        assert_eq!(typed.get("email").map(String::as_str), Some("ada@stile.example"));
        assert_eq!(typed.get("title").map(String::as_str), Some("a b"));
        assert!(!typed.contains_key("password") && !typed.contains_key("code"));
    }
}
