//! How an account begins.

use crate::{
    audit,
    authorization::Permission,
    call::{CallContext, ServiceError},
    error::FieldErrors,
    letters::{
        Errand, Occasion,
        model::{Addressee, Purpose},
        service as letters,
    },
    paths,
    people::{self, facts::Anybody, model::checked_name, person::NewPerson},
    server::{database, link_token::LinkToken, passwords::PasswordError},
    sessions::Level,
    sign_in::service::start_session,
};

/// Asks for a letter to that address.
pub async fn ask(call: &CallContext, email: &str) -> Result<(), ServiceError> {
    letters::ask(call, email, Errand::SignUp).await?;
    call.lead_to(paths::SIGN_UP_SENT);
    Ok(())
}

/// Whose letter it is whose link was followed.
pub async fn addressee(call: &CallContext) -> Result<Addressee, ServiceError> {
    let link = letters::followed(call, Purpose::SignUp).await?;
    Ok(Addressee { email: link.map(|link| link.email) })
}

/// Makes the account of who has followed the link, and starts its first session.
///
/// Nothing is used up before all that was typed can be taken.
pub async fn finish(call: &CallContext, name: &str, password: String) -> Result<(), ServiceError> {
    let link = letters::followed(call, Purpose::SignUp).await?.ok_or(ServiceError::Expired)?;
    let mut wrong = FieldErrors::new();
    let name = checked_name(name).unwrap_or_else(|errors| {
        wrong.extend(errors);
        String::new()
    });
    let context = vec![name.clone(), link.email.clone()];
    let password = match call.on.passwords.check(password, context).await {
        Err(PasswordError::Weak(weakness)) => {
            wrong.insert("password".to_owned(), weakness.to_string());
            None
        }
        checked => Some(checked?),
    };
    let (Some(password), true) = (password, wrong.is_empty()) else {
        return Err(ServiceError::Invalid(wrong));
    };
    let hash = call.on.passwords.hash(password).await?;

    let person = NewPerson {
        email: link.email.clone(),
        name,
        password_hash: Some(hash),
        powers: String::new(),
        roles: Vec::new(),
    };
    let tx = database::begin(&call.on.db).await?;
    letters::use_up(&tx, &link).await?;
    if people::accounts::at(&tx, &link.email).await?.is_some() {
        return Err(ServiceError::Expired);
    }
    let (id, _) = people::service::enrol(&tx, person, call.on.clock.now()).await?;
    tx.commit().await?;
    if let Some(cookie) = LinkToken::forgotten() {
        call.add_cookie(cookie);
    }
    tracing::info!(user = %id, "signed up");
    start_session(call, (id, 1), (Level::Single, false), None).await
}

/// Sends somebody a letter with which they make an account; who has one already is told so by it.
pub async fn invite(call: &CallContext, email: &str) -> Result<(), ServiceError> {
    let permit = call.authorize(Permission::InvitePerson, &Anybody)?;

    let email = letters::address_to_write_to(call, email).await?;
    let by = call.user()?.name.clone();
    let invitation = Errand::Invite { when: Occasion::of(call), by };
    let tx = database::begin(&call.on.db).await?;
    letters::post(&tx, call, &email, &invitation).await?;
    audit::service::record(&tx, call, &permit, &email).await?;
    tx.commit().await?;
    call.on.mail.tell();
    call.lead_to(paths::INVITED);
    Ok(())
}
