//! Addresses of what concerns accounts: how they begin, are entered and recovered, and what people look after of
//! their own.

use super::{FRONT, encoded, with_query};

/// What I look after of my own account.
pub const ACCOUNT: &str = "/account";
/// With what I sign in besides my password.
pub const FACTORS: &str = "/account/factors";
/// The same, once another password is kept.
pub const PASSWORD_CHANGED: &str = "/account?password=changed#own-password";
/// The same, once a letter is on its way to another address.
pub const EMAIL_ASKED: &str = "/account?email=asked#own-email";
/// Where the letter to another address leads.
pub const EMAIL_FINISH: &str = "/account/email/finish";
/// My account, once it has that address.
pub const EMAIL_CHANGED: &str = "/account?email=changed#own-email";
/// Where a session begins.
pub const SIGN_IN: &str = "/sign-in";
/// Where somebody proves again who they are.
pub const STEP_UP: &str = "/step-up";
/// Where who has a second factor proves it, to sign in.
pub const SECOND_FACTOR: &str = "/sign-in/second-factor";
/// Takes a passkey as the proof.
pub const PROVE_WITH_PASSKEY: &str = "/api/step-up/prove-with-passkey";
/// Takes the proof.
pub const PROVE: &str = "/api/step-up/prove";
/// Everything that is kept of me.
pub const DATA: &str = "/account/data.json";
/// What happens if I have my account deleted.
pub const LEAVE: &str = "/account/delete";
/// My account, once it is to be deleted.
pub const LEAVING_ASKED: &str = "/account?deletion=asked#leaving";
/// And once it stays after all.
pub const LEAVING_STOPPED: &str = "/account?deletion=stopped#leaving";
/// What happened to my account.
pub const ACTIVITY: &str = "/account/activity";
/// Where an account begins.
pub const SIGN_UP: &str = "/sign-up";
/// And where it is finished, by who has followed the link in the letter.
pub const SIGN_UP_FINISH: &str = "/sign-up/finish";
/// Where somebody who has forgotten their password asks for a letter.
pub const RECOVERY: &str = "/recovery";
/// And where they choose a new one.
pub const RECOVERY_FINISH: &str = "/recovery/finish";
/// Where an account begins, once the letter is on its way.
pub const SIGN_UP_SENT: &str = "/sign-up?letter=sent";
/// Where somebody who has forgotten their password is told so.
pub const RECOVERY_SENT: &str = "/recovery?letter=sent";
/// Where a session begins for who has just chosen one.
pub const SIGN_IN_AFTER_RECOVERY: &str = "/sign-in?password=new";
/// My account, once name or picture are another one.
pub const PROFILE_SAVED: &str = "/account?profile=saved#profile";
/// The second factors, with the way to add an authenticator app.
pub const ADD_APP: &str = "/account/factors?add=totp";
/// The same, with the way to turn codes by mail on, once one is on its way.
pub const ADD_MAIL: &str = "/account/factors?add=mail";
/// The same, once one was removed.
pub const FACTOR_REMOVED: &str = "/account/factors?removed=yes";

/// The link of a letter.
#[must_use]
pub fn opened(purpose: &str, token: &str) -> String {
    format!("/letters/{purpose}?token={token}")
}

/// The page of the form to which the link of a letter leads.
#[must_use]
pub fn finish(purpose: &str) -> &'static str {
    match purpose {
        "sign-up" | "invitation" => SIGN_UP_FINISH,
        "email" => EMAIL_FINISH,
        _ => RECOVERY_FINISH,
    }
}

/// Where somebody proves again who they are, before they go on to that page.
#[must_use]
pub fn step_up_then(page: &str) -> String {
    format!("{STEP_UP}?next={}", encoded(page))
}

/// Where a second factor is proved, before somebody goes on to that page.
#[must_use]
pub fn second_factor_then(page: &str) -> String {
    if page.is_empty() {
        SECOND_FACTOR.to_owned()
    } else {
        format!("{SECOND_FACTOR}?next={}", encoded(page))
    }
}

/// The same, once a code is on its way.
#[must_use]
pub fn second_factor_sent(page: &str) -> String {
    with_query(SECOND_FACTOR, &[("code", "sent"), ("next", page)])
}

/// My second factors, with the way to remove the one of that kind.
#[must_use]
pub fn remove_factor(kind: &str) -> String {
    format!("{FACTORS}?remove={kind}")
}

/// The same, with the way to rename or remove that passkey.
#[must_use]
pub fn change_passkey(number: i64) -> String {
    format!("{FACTORS}?passkey={number}")
}

/// The page to sign in on, which leads back to `next`.
#[must_use]
pub fn sign_in_then(next: &str) -> String {
    if next == FRONT || next.starts_with(SIGN_IN) {
        return SIGN_IN.to_owned();
    }
    format!("{SIGN_IN}?next={}", encoded(next))
}
