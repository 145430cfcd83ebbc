//! Writes a letter: only now somebody looks whether there is an account.

use super::{
    errand::{Errand, Occasion},
    factors, farewell,
    link::link,
    model::Purpose,
    words::Words,
};
use crate::{
    call::{Foundation, ServiceError},
    paths, people,
    server::mail::Letter,
    sessions::UserId,
    timestamp::Timestamp,
};

const IGNORE: &str =
    "If that was not you, ignore this letter: nothing happens, and nobody has learnt anything.";

/// The letter that does the errand; none, if there is nothing to do any more.
pub async fn write(
    on: &Foundation,
    to: &str,
    errand: Errand,
) -> Result<Option<Letter>, ServiceError> {
    let person = people::accounts::at(&on.db, to).await?;
    let words = match (errand, person) {
        (Errand::SignUp(when), None) => begin(on, to, &when).await?,
        (Errand::Invite { by, .. }, None) => invite(on, to, &by).await?,
        (Errand::SignUp(when) | Errand::Invite { when, .. }, Some(_)) => exists(on, &when),
        (Errand::Recover(when), Some(person)) => recover(on, (to, person.id), &when).await?,
        (Errand::Recover(when), None) => nobody(on, &when),
        (Errand::PasswordChanged(when), _) => changed(on, &when),
        (Errand::Code { when, user, bound }, _) => {
            let code = factors::code(on, (to, user), &bound, &when).await?;
            return Ok(code.map(|words| words.to(to)));
        }
        (Errand::Factors { when, change }, person) => {
            let owner = person.map(|person| (to, person.id));
            factors::changed(on, owner, change, &when).await?
        }
        (Errand::FactorsReset { at }, _) => factors::reset(on, Timestamp::from_millis(at)),
        (Errand::WrongCode(when), _) => wrong_code(on, &when),
        (Errand::NewBrowser(when), _) => new_browser(on, &when),
        (Errand::UseEmail { when, user }, None) => use_email(on, (to, user), &when).await?,
        (Errand::UseEmail { when, .. }, Some(_)) => not_used(
            &when,
            "There is an account with it already, so it is not used for another one.",
        ),
        (Errand::EmailAsked(when), _) => email_asked(on, &when),
        (Errand::FormerEmail(when), _) => former_email(&when),
        (Errand::NewEmail(when), _) => new_email(on, &when),
        (Errand::DeletionAsked { when, due }, _) => {
            farewell::asked(on, &when, Timestamp::from_millis(due))
        }
        (Errand::DeletionStopped(when), _) => farewell::stopped(on, &when),
        (Errand::AccountDeleted { at }, _) => farewell::done(Timestamp::from_millis(at)),
    };
    Ok(Some(words.to(to)))
}

async fn begin(on: &Foundation, to: &str, when: &Occasion) -> Result<Words, ServiceError> {
    Ok(Words {
        subject: "Finish signing up",
        says: vec![
            format!("Somebody asked for an account with this e-mail address {}.", when.in_words()),
            "Choose a name and a password to finish. The link holds for an hour, and once.".into(),
        ],
        way: Some(("Finish signing up", link(on, Purpose::SignUp, (to, None)).await?)),
        ends: IGNORE.into(),
    })
}

async fn invite(on: &Foundation, to: &str, by: &str) -> Result<Words, ServiceError> {
    Ok(Words {
        subject: "You are invited to the Daily Stile",
        says: vec![
            format!("{by} invites you to the newsroom of the Daily Stile."),
            "Choose a name and a password to begin. The link holds for a week, and once.".into(),
        ],
        way: Some(("Begin", link(on, Purpose::Invitation, (to, None)).await?)),
        ends: "If you expect no such letter, ignore it: nothing happens.".into(),
    })
}

fn exists(on: &Foundation, when: &Occasion) -> Words {
    Words {
        subject: "You have an account already",
        says: vec![
            format!(
                "Somebody asked for an account with this e-mail address {}. There is one already.",
                when.in_words()
            ),
            "Sign in with it. If you have forgotten its password, the page to sign in leads to a new one."
                .into(),
        ],
        way: Some(("Sign in", format!("{}{}", on.origin, paths::SIGN_IN))),
        ends: IGNORE.into(),
    }
}

async fn recover(
    on: &Foundation,
    (to, user): (&str, UserId),
    when: &Occasion,
) -> Result<Words, ServiceError> {
    Ok(Words {
        subject: "Choose a new password",
        says: vec![
            format!("Somebody asked for a new password for your account {}.", when.in_words()),
            "Choose one. The link holds for an hour, and once. Until then your password stays as it is."
                .into(),
        ],
        way: Some(("Choose a new password", link(on, Purpose::Recover, (to, Some(user))).await?)),
        ends: IGNORE.into(),
    })
}

fn nobody(on: &Foundation, when: &Occasion) -> Words {
    Words {
        subject: "There is no account with this address",
        says: vec![
            format!("Somebody asked for a new password for this address {}.", when.in_words()),
            "There is no account with it. You may have signed up with another address.".into(),
        ],
        way: Some(("Sign up", format!("{}{}", on.origin, paths::SIGN_UP))),
        ends: IGNORE.into(),
    }
}

fn changed(on: &Foundation, when: &Occasion) -> Words {
    Words {
        subject: "Your password was changed",
        says: vec![
            format!("The password of your account was changed {}.", when.in_words()),
            "Every session of yours has ended: sign in with the new password.".into(),
        ],
        way: Some((
            "It was not me: choose another one",
            format!("{}{}", on.origin, paths::RECOVERY),
        )),
        ends: "If it was you, there is nothing to do.".into(),
    }
}

async fn use_email(
    on: &Foundation,
    (to, user): (&str, UserId),
    when: &Occasion,
) -> Result<Words, ServiceError> {
    if people::accounts::of(&on.db, user).await?.is_none() {
        return Ok(not_used(when, "There is no such account any more."));
    }
    Ok(Words {
        subject: "Use this e-mail address",
        says: vec![
            format!("Somebody asked to use this e-mail address for their account {}.", when.in_words()),
            "If that was you, follow the link in a browser in which you are signed in. It holds for an hour, and once."
                .into(),
        ],
        way: Some(("Use this address", link(on, Purpose::Email, (to, Some(user))).await?)),
        ends: IGNORE.into(),
    })
}

fn not_used(when: &Occasion, why: &str) -> Words {
    Words {
        subject: "This e-mail address cannot be used",
        says: vec![
            format!(
                "Somebody asked to use this e-mail address for their account {}.",
                when.in_words()
            ),
            why.to_owned(),
        ],
        way: None,
        ends: IGNORE.into(),
    }
}

fn email_asked(on: &Foundation, when: &Occasion) -> Words {
    Words {
        subject: "Another e-mail address for your account",
        says: vec![
            format!("Somebody asked to use another e-mail address for your account {}.", when.in_words()),
            "Nothing has changed yet: a letter went to that address, and its link works only for who is signed in to your account."
                .into(),
        ],
        way: Some((
            "It was not me: choose another password",
            format!("{}{}", on.origin, paths::RECOVERY),
        )),
        ends: "With another password every session ends, and that link too. If it was you, there is nothing to do."
            .into(),
    }
}

fn former_email(when: &Occasion) -> Words {
    Words {
        subject: "Your e-mail address was changed",
        says: vec![
            format!("Your account was given another e-mail address {}.", when.in_words()),
            "This one is no longer used: no letter about your account goes to it after this one, and nobody signs in with it."
                .into(),
        ],
        way: None,
        ends: "If that was not you, write to the newsroom at once: an administrator can suspend the account."
            .into(),
    }
}

fn new_email(on: &Foundation, when: &Occasion) -> Words {
    Words {
        subject: "Your e-mail address was changed",
        says: vec![
            format!("Your account was given this e-mail address {}.", when.in_words()),
            "Sign in with it from now on; letters about your account go to it.".into(),
        ],
        way: Some(("Look at your account", format!("{}{}", on.origin, paths::ACCOUNT))),
        ends: "The address that you had before got a letter too.".into(),
    }
}

fn new_browser(on: &Foundation, when: &Occasion) -> Words {
    Words {
        subject: "A new sign-in to your account",
        says: vec![
            format!("Somebody signed in to your account {}.", when.in_words()),
            "You get this letter because we do not know that browser as yours.".into(),
        ],
        way: Some((
            "It was not me: choose another password",
            format!("{}{}", on.origin, paths::RECOVERY),
        )),
        ends: "With another password every session ends. If it was you, there is nothing to do."
            .into(),
    }
}

fn wrong_code(on: &Foundation, when: &Occasion) -> Words {
    Words {
        subject: "Somebody knows your password",
        says: vec![
            format!(
                "Somebody typed the right password of your account and then failed at the second factor {}.",
                when.in_words()
            ),
            "Without your second factor they did not get in.".into(),
        ],
        way: Some((
            "It was not me: choose another password",
            format!("{}{}", on.origin, paths::RECOVERY),
        )),
        ends: "If it was you, there is nothing to do.".into(),
    }
}
