//! How an account begins.

use crate::{
    audit,
    authorization::Permission,
    call::{CallContext, ServiceError},
    error::FieldErrors,
    letters::{
        Errand, Occasion,
        model::{Addressee, Link, Purpose},
        service as letters,
    },
    limits::Asker,
    paths,
    people::{self, facts::Anybody, model::checked_name, person::NewPerson},
    server::{
        database,
        link_token::LinkToken,
        passwords::{NewPassword, PasswordError},
    },
    sessions::UserId,
    sign_in::session::start_first_session,
};

/// After so many, whoever finishes is asked to try again.
const TRIES: usize = 10;

/// Asks for a letter to that address.
pub async fn ask(call: &CallContext, email: &str) -> Result<(), ServiceError> {
    letters::ask(call, email, Errand::SignUp).await?;
    call.lead_to(paths::SIGN_UP_SENT);
    Ok(())
}

/// Whose letter it is whose link was followed.
pub async fn addressee(call: &CallContext) -> Result<Addressee, ServiceError> {
    let link = letters::followed(call, Purpose::BEGINNINGS).await?;
    Ok(Addressee { email: link.map(|link| link.email), since: None })
}

/// Makes the account of who has followed the link to that address, and starts its first session.
///
/// Nothing is used up before all that was typed can be taken.
pub async fn finish(
    call: &CallContext,
    address: &str,
    name: &str,
    password: String,
) -> Result<(), ServiceError> {
    let link = letters::followed_from(call, Purpose::BEGINNINGS, address).await?;
    let (name, password) = checked(call, &link, name, password).await?;
    let hash = call.on.passwords.hash(password).await?;

    let person = NewPerson {
        email: link.email.clone(),
        name,
        password_hash: Some(hash),
        powers: String::new(),
        roles: Vec::new(),
    };
    let id = make(call, &link, person).await?;
    if let Some(cookie) = LinkToken::forgotten() {
        call.add_cookie(cookie);
    }
    tracing::info!(user = %id, "signed up");
    start_first_session(call, id).await
}

/// Name and password, if both can be taken.
async fn checked(
    call: &CallContext,
    link: &Link,
    name: &str,
    password: String,
) -> Result<(String, NewPassword), ServiceError> {
    let mut wrong = FieldErrors::new();
    let name = checked_name(name).unwrap_or_else(|errors| {
        wrong.extend(errors);
        String::new()
    });
    let context = vec![name.clone(), link.email.clone()];
    match call.on.passwords.check(password, context).await {
        Err(PasswordError::Weak(weakness)) => {
            wrong.insert("password".to_owned(), weakness.to_string());
        }
        Ok(password) if wrong.is_empty() => return Ok((name, password)),
        checked => drop(checked?),
    }
    Err(ServiceError::Invalid(wrong))
}

/// Keeps the account. Of two of one name who finish at once, the second looks for another address for their
/// page.
async fn make(call: &CallContext, link: &Link, person: NewPerson) -> Result<UserId, ServiceError> {
    let mut tries = 1;
    loop {
        match make_once(call, link, person.clone()).await {
            Err(ServiceError::Taken(_)) if tries < TRIES => tries += 1,
            made => return made,
        }
    }
}

async fn make_once(
    call: &CallContext,
    link: &Link,
    person: NewPerson,
) -> Result<UserId, ServiceError> {
    let tx = database::begin(&call.on.db).await?;
    letters::use_up(&tx, link).await?;
    if people::accounts::at(&tx, &link.email).await?.is_some() {
        return Err(ServiceError::Expired);
    }
    let (id, _) = people::service::enrol(&tx, person, call.on.clock.now()).await?;
    tx.commit().await?;
    Ok(id)
}

/// Sends somebody a letter with which they make an account; who has one already is told so by it.
pub async fn invite(call: &CallContext, email: &str) -> Result<(), ServiceError> {
    let permit = call.authorize(Permission::InvitePerson, &Anybody)?;

    let (id, by) = (call.user()?.id, call.user()?.name.clone());
    let email = letters::address_to_write_to(call, email, Asker::Inviter(id)).await?;
    let invitation = Errand::Invite { when: Occasion::of(call), by };
    let tx = database::begin(&call.on.db).await?;
    letters::post(&tx, call, &email, &invitation).await?;
    audit::service::record(&tx, call, &permit, &email).await?;
    tx.commit().await?;
    call.on.mail.tell();
    call.lead_to(paths::INVITED);
    Ok(())
}
