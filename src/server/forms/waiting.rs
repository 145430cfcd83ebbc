//! Without script, a form waits on a page of its own while somebody proves again who they are, and then goes on.

use axum::{body::Body, extract::Request, middleware::Next, response::Response};
use http::{Uri, header};

use super::{Post, get, is_secret, shown_instead, typed};
use crate::{
    paths,
    server::cookies,
    ui::{interrupted::Interrupted, returned::ShownAt},
};

/// What takes such a proof; the last one in development only.
const PROOFS: [&str; 3] = [paths::PROVE, paths::PROVE_WITH_PASSKEY, "/api/development/prove"];

impl Post {
    /// The form waits until whoever sent it has proved who they are.
    pub(super) async fn waits(
        self,
        page: String,
        reason: Option<String>,
        response: Response,
        next: Next,
    ) -> Response {
        let action = self.parts.uri.path().to_owned();
        let asks = paths::step_up_then(&page);
        let mut request = get(self.parts, &asks);
        request.extensions_mut().insert(Interrupted { action, sent: self.sent, page, reason });
        request.extensions_mut().insert(ShownAt(asks));
        shown_instead(response, next.run(request).await)
    }

    /// What waited for the proof that was taken here.
    pub(super) fn interrupted(&self) -> Option<Interrupted> {
        let takes_proofs = PROOFS.contains(&self.parts.uri.path());
        let waits = self.typed.get("interrupted").filter(|_| takes_proofs)?;
        // One of our own pages has sent it: whatever it names, that page could have sent itself.
        Interrupted::read(waits).filter(|waits| {
            let is_call = waits.action.starts_with("/api/") && !waits.action.contains(['?', '#']);
            is_call
                && !PROOFS.contains(&&*waits.action)
                && !paths::UPLOADS.contains(&&*waits.action)
                && paths::local(&waits.page) == waits.page
        })
    }

    /// The form that waited is sent again, by the session that has proved more.
    pub(super) async fn goes_on(
        self,
        waits: Interrupted,
        proved: Response,
        next: Next,
    ) -> Response {
        let Interrupted { action, sent, page, .. } = waits;
        let Ok(uri) = Uri::try_from(&action) else { return self.next_page(&proved) };
        let mut parts = self.parts;
        parts.uri = uri;
        if let Some(cookies) = cookies::next(&parts.headers, proved.headers()) {
            parts.headers.insert(header::COOKIE, cookies);
        }
        parts.headers.remove(header::CONTENT_LENGTH);
        let post =
            Self { typed: typed(sent.as_bytes()), sent: sent.clone(), page: Some(page), parts };
        let again = Request::from_parts(post.parts.clone(), Body::from(sent));
        let response = next.clone().run(again).await;
        let mut shown = post.shown(response, next).await;
        for cookie in proved.headers().get_all(header::SET_COOKIE) {
            if !cookies::sets_again(shown.headers(), cookie) {
                shown.headers_mut().append(header::SET_COOKIE, cookie.clone());
            }
        }
        shown
    }
}

/// What was sent, but for secrets.
pub fn without_secrets(sent: &[u8]) -> String {
    let kept = form_urlencoded::parse(sent).filter(|(name, _)| !is_secret(name));
    form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sent_again_has_no_secret() {
        let sent = without_secrets(b"id=3&new_password=a&my_code=1&form_token=2&role=a%26b&id=4");

        assert_eq!(sent, "id=3&role=a%26b&id=4");
    }
}
