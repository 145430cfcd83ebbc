//! What browsers report: that they have stopped something which a page of ours wanted to do.
//!
//! Anybody can send anything here. Of a report, only words that we know are kept, and addresses without
//! what a person may have typed; it changes nothing, so nobody is asked where it comes from.

use std::sync::Arc;

use axum::{
    Router,
    extract::{Request, State},
    response::{IntoResponse, Response},
    routing::post,
};
use http::{HeaderMap, StatusCode, Uri, header};
use serde::Deserialize;

use crate::{
    call::Foundation,
    error::AppError,
    paths,
    server::{
        alerts::Alert,
        body::{self, Unread},
        server_functions::{failed, wrong_method},
    },
};

/// The longest request that is read.
const LONGEST: usize = 16 * 1024;

/// The longest path of a page or a script that is kept.
const PATH: usize = 200;

/// The parts of our policy that something can be against (CSP level 3, section 6; Trusted Types).
const DIRECTIVES: [&str; 19] = [
    "base-uri",
    "connect-src",
    "default-src",
    "font-src",
    "form-action",
    "frame-ancestors",
    "frame-src",
    "img-src",
    "manifest-src",
    "media-src",
    "object-src",
    "require-trusted-types-for",
    "script-src",
    "script-src-attr",
    "script-src-elem",
    "style-src-attr",
    "style-src-elem",
    "trusted-types",
    "worker-src",
];

/// What is stopped and has no address (CSP level 3, 5.2 and 5.5).
const WORDS: [&str; 6] =
    ["inline", "eval", "wasm-eval", "trusted-types-policy", "trusted-types-sink", "data"];

/// Takes reports.
pub fn routes(on: &Foundation) -> Router {
    Router::new()
        .route(paths::VIOLATIONS, post(take))
        .method_not_allowed_fallback(async || wrong_method())
        .with_state(on.clone())
}

/// Always the same answer to what can be read: nobody learns what we keep.
async fn take(State(on): State<Foundation>, request: Request) -> Response {
    if !is_report(request.headers()) {
        return failed(AppError::Malformed);
    }
    let sent = match body::read_up_to(LONGEST, request.into_body()).await {
        Ok(sent) => sent,
        Err(Unread::TooLarge) => return failed(AppError::TooLarge),
        Err(Unread::Broken) => return failed(AppError::Malformed),
    };
    let Ok(Only { report }) = serde_json::from_slice(&sent) else {
        return failed(AppError::Malformed);
    };
    if let Some((what, detail)) = report.told(&on.origin) {
        on.alerts.tell(Alert::Violation { at: on.clock.now(), what, detail });
    }
    StatusCode::NO_CONTENT.into_response()
}

/// Whether it is a report of the policy, as browsers send it (CSP level 3, 5.3).
fn is_report(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind = kind.and_then(|kind| kind.split(';').next()).unwrap_or_default();
    kind.trim() == "application/csp-report"
}

#[derive(Deserialize)]
struct Only {
    #[serde(rename = "csp-report")]
    report: Report,
}

/// As far as anything of it is kept. Not the sample: it may be what somebody typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Report {
    #[serde(rename = "document-uri")]
    document: String,
    #[serde(rename = "effective-directive")]
    directive: String,
    #[serde(rename = "blocked-uri")]
    blocked: String,
    #[serde(rename = "source-file")]
    source: String,
}

impl Report {
    /// What was stopped, and where; nothing, if no page of ours can have had that.
    fn told(&self, origin: &Arc<str>) -> Option<(String, String)> {
        let page = path(self.document.strip_prefix(&**origin)?)?;
        let directive = DIRECTIVES.into_iter().find(|known| *known == self.directive)?;
        let blocked = match WORDS.into_iter().find(|known| *known == self.blocked) {
            Some(word) => word.to_owned(),
            None => origin_of(&self.blocked)?,
        };
        let by = self.source.strip_prefix(&**origin).and_then(path);
        let by = by.map(|script| format!(", by {script}")).unwrap_or_default();
        Some((format!("{directive}: {blocked}"), format!("on {page}{by}")))
    }
}

/// The path of an address of ours, without what stands after it.
fn path(address: &str) -> Option<String> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let is_plain = path.starts_with('/') && path.bytes().all(|byte| byte.is_ascii_graphic());
    is_plain.then(|| path.chars().take(PATH).collect())
}

/// Where something is, without what.
fn origin_of(address: &str) -> Option<String> {
    let address = Uri::try_from(address).ok()?;
    let scheme =
        address.scheme_str().filter(|scheme| ["http", "https", "ws", "wss"].contains(scheme))?;
    let host = address.host().filter(|host| host.len() <= 253)?;
    Some(format!("{scheme}://{host}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = "https://news.example";

    fn told(
        document: &str,
        directive: &str,
        blocked: &str,
        source: &str,
    ) -> Option<(String, String)> {
        let [document, directive, blocked, source] =
            [document, directive, blocked, source].map(str::to_owned);
        Report { document, directive, blocked, source }.told(&OURS.into())
    }

    #[test]
    fn a_report_says_what_was_stopped_and_where_without_what_was_typed() {
        let all = told(
            "https://news.example/search?q=secret#part",
            "connect-src",
            "https://evil.example/steal?token=secret",
            "https://news.example/pkg/stile.js?v=1",
        );

        let (what, detail) = all.unwrap();
        assert_eq!(what, "connect-src: https://evil.example");
        assert_eq!(detail, "on /search, by /pkg/stile.js");
    }

    #[test]
    fn what_no_page_of_ours_can_have_is_not_told() {
        for (document, directive, blocked) in [
            ("https://evil.example/", "img-src", "inline"),
            ("https://news.example.evil.example/", "img-src", "inline"),
            ("https://news.example", "img-src", "inline"),
            ("https://news.example/a b", "img-src", "inline"),
            ("https://news.example/\u{1b}[31m", "img-src", "inline"),
            ("https://news.example/", "x\nForged", "inline"),
            ("https://news.example/", "script-src-elem", "chrome-extension://abc/x.js"),
            ("https://news.example/", "img-src", "\u{1b}[31m"),
            ("https://news.example/", "img-src", ""),
            ("", "", ""),
        ] {
            assert_eq!(told(document, directive, blocked, ""), None, "{document} {blocked}");
        }
    }

    #[test]
    fn a_long_path_is_cut() {
        let page = format!("https://news.example/{}", "x".repeat(10_000));

        let (_, detail) = told(&page, "img-src", "inline", "").unwrap();

        assert_eq!(detail.len(), "on ".len() + PATH);
    }
}
