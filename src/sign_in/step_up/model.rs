//! With what somebody can prove who they are.

use serde::{Deserialize, Serialize};

use crate::factors::model::Held;

/// With what somebody can prove who they are: the strongest that they have.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is something that somebody has, or has not"
)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ways {
    /// With their password: where there is nothing stronger.
    pub password: bool,
    /// With a code of their app, or one of those for an emergency.
    pub code: bool,
    /// With a code that is sent to them.
    pub mail: bool,
    /// With a passkey.
    pub passkey: bool,
    /// Whether a code that is sent to them proves no second factor: they chose their password by a letter.
    pub mail_is_one: bool,
}

impl Ways {
    /// Of whoever has these factors, and has chosen their password so.
    #[must_use]
    pub const fn of(held: Held, password_by_letter: bool) -> Self {
        let code = held.totp || held.recovery_codes > 0;
        let mail_is_one = held.mail && password_by_letter;
        Self { password: false, code, mail: held.mail, passkey: held.passkey, mail_is_one }
    }

    /// Those with which somebody proves anew who they are. A code by mail is none, where it is no second factor.
    #[must_use]
    pub const fn that_prove(self) -> Self {
        Self { mail: self.mail && !self.mail_is_one, ..self }
    }

    /// Which code to type, and where it is found.
    #[must_use]
    pub const fn hint(self) -> &'static str {
        match (self.code, self.mail) {
            (true, false) if self.passkey => "Of another factor of yours, or a recovery code.",
            (true, true) => "From your authenticator app, from a letter, or a recovery code.",
            (false, true) => "From the letter that you can have sent to you.",
            _ => "From your authenticator app, or a recovery code.",
        }
    }
}
