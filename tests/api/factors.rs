//! Second factors: what counts as a code, how they are turned on and off, and where their secrets stand.

mod page;
mod proving;
mod secrets;

use stile::{
    call::{CallContext, ServiceError},
    factors::{model::Proved, service},
    limits::Device,
    sessions::{Level, UserId},
};

use super::support::{Person, TestApp};

/// For what somebody proves something.
const PURPOSE: &str = "a challenge";

/// What becomes of a code, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Became {
    App,
    Mail,
    Recovery(u64),
    Wrong,
    TooMany,
}

/// Who types a code: whoever signs in, from a browser that is known or not.
struct Typist {
    call: CallContext,
    user: UserId,
}

impl Typist {
    /// Somebody who is nobody yet, and says that they are them.
    async fn as_if(app: &TestApp, handle: &str) -> Self {
        let call = CallContext::of_a_visitor(app.foundation.clone(), "a test".into());
        Self { call, user: UserId::new(app.user_id(handle).await) }
    }

    /// The same in a browser in which that person has proved that much.
    async fn in_a_browser_of(app: &TestApp, handle: &str, level: Level) -> Self {
        let mut typist = Self::as_if(app, handle).await;
        let hash = format!("select password_hash from users where id = {}", typist.user);
        let hash = app.text(&hash).await;
        let account = (typist.user, Some(hash.as_str()));
        typist.call.device = Device::known(account, level, None, &app.foundation.key);
        typist
    }

    async fn types(&self, code: &str) -> Became {
        self.types_for(PURPOSE, code).await
    }

    async fn types_for(&self, purpose: &str, code: &str) -> Became {
        match service::prove(&self.call, self.user, purpose, code).await {
            Ok(Proved::Totp) => Became::App,
            Ok(Proved::Mail) => Became::Mail,
            Ok(Proved::RecoveryCode { left }) => Became::Recovery(left),
            Err(ServiceError::Invalid(fields)) => {
                let words: Vec<_> = fields.into_iter().collect();
                let one = "This code does not count: take the newest one, and each only once.";
                assert_eq!(words, [("code".to_owned(), one.to_owned())]);
                Became::Wrong
            }
            Err(ServiceError::TooMany(_)) => Became::TooMany,
            Err(error) => panic!("{error:?}"),
        }
    }

    async fn asks_for_a_letter(&self, purpose: &str) -> Result<(), ServiceError> {
        service::send_code(&self.call, self.user, purpose).await
    }
}

/// Every factor of somebody.
async fn held(person: &Person, handle: &str) -> (bool, bool, u64) {
    let user = UserId::new(person.app.user_id(handle).await);
    let held = service::of(&person.app.foundation, user).await.unwrap();
    (held.totp, held.mail, held.recovery_codes)
}
