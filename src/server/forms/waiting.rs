//! Without script, a form waits on a page of its own while somebody proves again who they are, and then goes on.
//!
//! It waits in that page, so it is signed: it goes on unchanged, for the session that has sent it, or not at all.

use std::time::Duration;

use axum::{body::Body, extract::Request, middleware::Next, response::Response};
use http::{Uri, header};

use super::{Post, get, is_secret, shown_instead, typed};
use crate::{
    paths,
    server::{cookies, keys::Key},
    timestamp::Timestamp,
    ui::{interrupted::Interrupted, returned::ShownAt},
};

/// What takes such a proof; the last one in development only.
const PROOFS: [&str; 3] = [paths::PROVE, paths::PROVE_WITH_PASSKEY, "/api/development/prove"];

/// How long a form waits: a code by mail holds for five minutes, and may have to be asked for again. A session
/// that nobody uses goes on for longer.
const WAITS: Duration = Duration::from_mins(20);

/// What waited goes on: who runs it sees whether it still holds.
#[derive(Clone)]
pub struct GoesOn(pub Interrupted);

/// The same, signed for that session.
#[must_use]
pub fn hold(waits: Interrupted, session: &str, (now, key): (Timestamp, &Key)) -> Interrupted {
    let until = now.plus(WAITS).millis();
    let signature = key.sign("waiting form", &parts(&waits, session, &until.to_string()));
    Interrupted { until, signature, ..waits }
}

/// Whether it was signed for that session as it is, and has not waited too long.
#[must_use]
pub fn still_holds(waits: &Interrupted, session: &str, (now, key): (Timestamp, &Key)) -> bool {
    let until = waits.until.to_string();
    let parts = parts(waits, session, &until);
    key.has_signed("waiting form", &parts, &waits.signature) && now.millis() < waits.until
}

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
        let signature = String::new();
        let waits = Interrupted { action, sent: self.sent, page, reason, until: 0, signature };
        request.extensions_mut().insert(waits);
        request.extensions_mut().insert(ShownAt(asks));
        shown_instead(response, next.run(request).await)
    }

    /// What waited for the proof that was taken here.
    pub(super) fn interrupted(&self) -> Option<Interrupted> {
        let takes_proofs = PROOFS.contains(&self.parts.uri.path());
        let waits = self.typed.get("interrupted").filter(|_| takes_proofs)?;
        // Whether it is signed is seen where it is known whose session goes on (`router`).
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
        let Interrupted { action, sent, page, .. } = waits.clone();
        let Ok(uri) = Uri::try_from(&action) else { return self.next_page(&proved) };
        let mut parts = self.parts;
        parts.uri = uri;
        if let Some(cookies) = cookies::next(&parts.headers, proved.headers()) {
            parts.headers.insert(header::COOKIE, cookies);
        }
        parts.headers.remove(header::CONTENT_LENGTH);
        let post =
            Self { typed: typed(sent.as_bytes()), sent: sent.clone(), page: Some(page), parts };
        let mut again = Request::from_parts(post.parts.clone(), Body::from(sent));
        again.extensions_mut().insert(GoesOn(waits));
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

fn parts<'a>(waits: &'a Interrupted, session: &'a str, until: &'a str) -> [&'a str; 5] {
    [&waits.action, &waits.sent, &waits.page, session, until]
}

/// What was sent, but for secrets.
pub fn without_secrets(sent: &[u8]) -> String {
    let kept = form_urlencoded::parse(sent).filter(|(name, _)| !is_secret(name));
    form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_800_000_000_000);

    #[test]
    fn what_waits_holds_as_it_was_sent_for_its_session_and_a_time() {
        let key = Key::for_tests(1);
        let waits = Interrupted {
            action: "/api/people/give-role".into(),
            sent: "id=3".into(),
            page: "/people/tom".into(),
            reason: None,
            until: 0,
            signature: String::new(),
        };
        let held = hold(waits.clone(), "7 a", (NOW, &key));
        let last = NOW.plus(WAITS).minus(Duration::from_millis(1));

        assert!(still_holds(&held, "7 a", (last, &key)));
        assert!(!still_holds(&held, "7 a", (NOW.plus(WAITS), &key)));
        assert!(!still_holds(&held, "7 b", (NOW, &key)));
        assert!(!still_holds(&held, "8 a", (NOW, &key)));
        assert!(!still_holds(&held, "7 a", (NOW, &Key::for_tests(2))));
        for changed in [
            Interrupted { action: "/api/people/take-role".into(), ..held.clone() },
            Interrupted { sent: "id=4".into(), ..held.clone() },
            Interrupted { page: "/people/ada".into(), ..held.clone() },
            Interrupted { until: held.until + 1, ..held.clone() },
            waits,
        ] {
            assert!(!still_holds(&changed, "7 a", (NOW, &key)), "{changed:?}");
        }
    }

    #[test]
    fn what_is_sent_again_has_no_secret() {
        let sent = without_secrets(b"id=3&new_password=a&my_code=1&form_token=2&role=a%26b&id=4");

        assert_eq!(sent, "id=3&role=a%26b&id=4");
    }
}
