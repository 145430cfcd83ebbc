//! Security headers, on every response of every status.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::{HeaderMap, HeaderName, HeaderValue, header};

use super::{build, chance, settings::Settings};
use crate::paths::VIOLATIONS;

/// The value that allows a script to run in one page, once.
#[derive(Clone, Debug)]
pub struct CspNonce(pub String);

/// What the headers depend on.
#[derive(Clone, Debug)]
pub struct HeaderPolicy {
    /// Browsers are told to come over https only.
    https_only: bool,
    /// Where the page hears of a new build, in development.
    reload: String,
}

impl HeaderPolicy {
    /// The policy for these settings.
    #[must_use]
    pub fn new(settings: &Settings) -> Self {
        let reload = build::reload_port(&settings.leptos)
            .map(|port| format!(" ws://localhost:{port} ws://127.0.0.1:{port}"));
        let https_only = settings.site.is_for_https_only();
        Self { https_only, reload: reload.unwrap_or_default() }
    }

    /// The same for what is said over plain http, where nobody may be told so (RFC 6797, 7.2).
    #[must_use]
    pub fn over_plain_http(self) -> Self {
        Self { https_only: false, ..self }
    }

    /// Strict: only scripts that carry the nonce, and what they load (CSP level 3, 8.2). The wasm
    /// needs its own word; Trusted Types let only the page's own policy make HTML. Reports go by
    /// `report-uri`, which every browser knows, and sends at once: where `report-to` stands beside it,
    /// Chromium keeps them for a minute, and a shell without windows for ever.
    fn content_security_policy(&self, nonce: &str) -> String {
        let reload = &self.reload;
        format!(
            "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; \
             style-src 'self'; img-src 'self'; font-src 'self'; manifest-src 'self'; \
             connect-src 'self'{reload}; form-action 'self'; frame-ancestors 'none'; \
             base-uri 'none'; object-src 'none'; require-trusted-types-for 'script'; \
             trusted-types default; report-uri {VIOLATIONS}"
        )
    }
}

/// Has the browser forget what scripts have kept (Clear Site Data, 3.1).
pub const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");

/// The policy of a response that is no page of the application.
#[derive(Clone, Debug)]
pub enum OwnPolicy {
    /// Of bytes that somebody has sent us: whatever they are taken for, they run nothing, load nothing, and
    /// are of no origin.
    Sandboxed,
    /// Of a page without script that these sites may show in a frame.
    Framed(Arc<str>),
}

impl OwnPolicy {
    fn content_security_policy(&self) -> String {
        match self {
            Self::Sandboxed => "default-src 'none'; sandbox; base-uri 'none'; form-action 'none'; \
                                frame-ancestors 'none'"
                .to_owned(),
            Self::Framed(sites) => format!(
                "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors {sites}; \
                 base-uri 'none'; report-uri {VIOLATIONS}"
            ),
        }
    }

    /// What lets other sites show a response, in the place of what keeps them from it.
    fn open(&self, headers: &mut HeaderMap) {
        if matches!(self, Self::Framed(_)) {
            // It knows of no list, and browsers that know the policy do as that says.
            headers.remove(header::X_FRAME_OPTIONS);
            headers.insert(RESOURCE_POLICY, HeaderValue::from_static("cross-origin"));
        }
    }
}

const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// What never changes. `Referrer-Policy` is not stricter because forms without script are answered
/// with the page that they came from.
const FIXED: [(HeaderName, &str); 8] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (RESOURCE_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-embedder-policy"), "require-corp"),
    (HeaderName::from_static("x-permitted-cross-domain-policies"), "none"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// Gives the request its nonce, and the response its headers.
pub async fn complete(
    State(policy): State<HeaderPolicy>,
    mut request: Request,
    next: Next,
) -> Response {
    let Ok(nonce) = chance::digits() else {
        tracing::error!("the system has no randomness");
        return Response::builder().status(500).body(axum::body::Body::empty()).unwrap_or_default();
    };
    request.extensions_mut().insert(CspNonce(nonce.clone()));
    let mut response = next.run(request).await;
    let own: Option<OwnPolicy> = response.extensions().get().cloned();
    let csp = match &own {
        Some(own) => own.content_security_policy(),
        None => policy.content_security_policy(&nonce),
    };
    set(response.headers_mut(), &policy, &csp);
    if let Some(own) = own {
        own.open(response.headers_mut());
    }
    response
}

fn set(headers: &mut HeaderMap, policy: &HeaderPolicy, csp: &str) {
    for (name, value) in FIXED {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if let Ok(csp) = HeaderValue::from_str(csp) {
        headers.insert(header::CONTENT_SECURITY_POLICY, csp);
    }
    if policy.https_only {
        // Two years, as the preload list asks.
        let hsts = HeaderValue::from_static("max-age=63072000; includeSubDomains; preload");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, hsts);
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
}
