//! What letters say about second factors.

use super::{
    codes,
    errand::{FactorChange, Occasion},
    link::link_to_undo,
    words::Words,
};
use crate::{
    call::{Foundation, ServiceError},
    paths, people,
    server::database,
    sessions::UserId,
    timestamp::Timestamp,
};

/// A code, which is made now; nothing, if that is no longer the address of the account. Whoever changes it meanwhile
/// waits, and voids the code.
pub async fn code(
    on: &Foundation,
    (to, user): (&str, UserId),
    bound: &str,
    when: &Occasion,
) -> Result<Option<Words>, ServiceError> {
    let tx = database::begin(&on.db).await?;
    people::service::lock(&tx, user).await?;
    let owner = people::accounts::of(&tx, user).await?;
    if owner.is_none_or(|owner| owner.email != to) {
        return Ok(None);
    }
    let code = codes::fresh(on, &tx, (user, bound)).await?;
    tx.commit().await?;
    let (first, last) = code.split_at_checked(4).unwrap_or_default();
    Ok(Some(Words {
        subject: "Your code",
        says: vec![
            format!("Somebody asked for a code for your account {}.", when.in_words()),
            format!("The code is {first} {last}"),
            "Type it where you have asked for it: it holds for five minutes, once, and only there. Tell it to nobody: we never ask for it."
                .into(),
        ],
        way: None,
        ends: "If that was not you, somebody knows your password: choose another one.".into(),
    }))
}

/// What was done, to who may not have done it. What was added they can undo: another password alone would let nobody
/// in who does not have it.
pub async fn changed(
    on: &Foundation,
    owner: Option<(&str, UserId)>,
    change: FactorChange,
    when: &Occasion,
) -> Result<Words, ServiceError> {
    let (subject, done, follows) = words(change);
    let mut says = vec![format!("{done} {}.", when.in_words()), follows];
    let way = match owner.filter(|_| change.adds()) {
        Some(owner) => {
            says.push(
                "If that was not you, undo it: what was added since then goes, every session ends, and you choose another password. The link holds for three days, and once."
                    .into(),
            );
            ("It was not me: undo it", link_to_undo(on, owner, when.began()).await?)
        }
        None => {
            ("It was not me: choose another password", format!("{}{}", on.origin, paths::RECOVERY))
        }
    };
    Ok(Words {
        subject,
        says,
        way: Some(way),
        ends: "If it was you, there is nothing to do.".into(),
    })
}

/// An administrator has removed all of them.
pub fn reset(on: &Foundation, at: Timestamp) -> Words {
    let at = at.date_and_time();
    Words {
        subject: "Your second factors were removed",
        says: vec![
            format!("An administrator removed the second factors of your account on {at} UTC, with passkeys and recovery codes."),
            "Every session of yours has ended, and your password alone is enough to sign in: add a second factor again.".into(),
        ],
        way: Some(("Add a second factor", format!("{}{}", on.origin, paths::FACTORS))),
        ends: "If you have not asked for that, write to the newsroom at once, and choose another password.".into(),
    }
}

/// The subject, what was done, and what follows.
fn words(change: FactorChange) -> (&'static str, &'static str, String) {
    let asked = "When you sign in, a code of it is asked for after the password.";
    let not_asked = "When you sign in, its codes count no longer.";
    match change {
        FactorChange::AppAdded => (
            "An authenticator app was added",
            "An authenticator app was added to your account",
            asked.into(),
        ),
        FactorChange::AppRemoved => (
            "The authenticator app was removed",
            "The authenticator app was removed from your account",
            not_asked.into(),
        ),
        FactorChange::MailAdded => (
            "Codes by mail were turned on",
            "Codes by mail were turned on for your account",
            "When you sign in, a code that comes to this address can be asked for after the password."
                .into(),
        ),
        FactorChange::MailRemoved => (
            "Codes by mail were turned off",
            "Codes by mail were turned off for your account",
            not_asked.into(),
        ),
        FactorChange::PasskeyAdded => (
            "A passkey was added",
            "A passkey was added to your account",
            "Whoever has that device and can unlock it can sign in with it, also without the password.".into(),
        ),
        FactorChange::PasskeyRemoved => (
            "A passkey was removed",
            "A passkey was removed from your account",
            "Nobody signs in with it any more.".into(),
        ),
        FactorChange::CodesMade => (
            "You have new recovery codes",
            "New recovery codes were made for your account",
            "The ones from before count no longer.".into(),
        ),
        FactorChange::CodeUsed { left } => (
            "A recovery code was used",
            "A recovery code of your account was used",
            match left {
                0 => "That was the last one: make new ones on the page of your account.".into(),
                1 => "One is left: make new ones on the page of your account.".into(),
                left => format!("{left} are left."),
            },
        ),
    }
}
