//! Turning second factors on and off.

use super::model::{Enrolment, Overview};
use crate::{
    authorization::Permission,
    call::{CallContext, Permit, ServiceError},
    factors::{
        changing::{codes_of_the_first, end, fresh_codes, note, strengthen, unless_last, weaken},
        enrolment,
        facts::Owner,
        model::Kind,
        seed::Seed,
        service::{ask_for_two, attempt, email, list, of, post_code, wrong},
        store::{self, NewFactor},
    },
    letters::{self, FactorChange},
    paths, people,
    server::database,
};

/// Who we are in the list of an app.
const ISSUER: &str = "The Daily Stile";

/// For what the code is by which codes by mail are turned on, in one session.
const TURNING_ON: &str = "turning codes by mail on";

/// What the caller has turned on.
pub async fn load(call: &CallContext) -> Result<Overview, ServiceError> {
    let me = call.user()?.id;
    let factors = list(&call.on, me).await?;
    let recovery_codes = of(&call.on, me).await?.recovery_codes;
    Ok(Overview { factors, recovery_codes, email: email(call, me).await? })
}

/// A seed for an authenticator app: the one that a form has brought back, or a new one. Nothing is kept of it.
pub async fn enrolment(
    call: &CallContext,
    sealed: Option<&str>,
) -> Result<Enrolment, ServiceError> {
    let user = call.user()?;
    let brought = sealed.and_then(|sealed| enrolment::open(call, user, sealed).zip(Some(sealed)));
    let (seed, sealed) = if let Some((seed, sealed)) = brought {
        (seed, sealed.to_owned())
    } else {
        let seed = Seed::fresh().map_err(ServiceError::failed)?;
        let sealed = enrolment::seal(call, user, &seed)?;
        (seed, sealed)
    };
    let address = seed.address(ISSUER, &email(call, user.id).await?);
    let drawn = address.and_then(|address| enrolment::drawn(&address));
    // An address that is too long for a QR code is typed.
    let (path, size) = drawn.unwrap_or_default();
    Ok(Enrolment { path, size, key: enrolment::in_groups(&seed.base32()), sealed })
}

/// Adds an authenticator app by its first code, which counts as used.
pub async fn add_app(
    call: &CallContext,
    sealed: &str,
    code: &str,
    end_others: bool,
) -> Result<Vec<String>, ServiceError> {
    let me = Owner(call.user()?.id);
    let permit = call.authorize(Permission::ChangeFactors, &me)?;
    ask_for_two(call).await?;

    let seed = enrolment::open(call, call.user()?, sealed).ok_or_else(too_late)?;
    let attempt = attempt(call, me.0).await?;
    let Some(step) = seed.first_step(code, call.on.clock.now()) else {
        attempt.failed().await;
        return Err(wrong());
    };
    attempt.give_back().await;
    let secret = seed.seal(&call.on.seals, me.0).map_err(ServiceError::failed)?;
    let factor = NewFactor { kind: Kind::Totp, secret: Some(secret), last_step: Some(step) };
    add(call, permit, &me, factor, end_others).await
}

/// Sends the caller a code by which they turn codes by mail on: in this session only.
pub async fn ask_for_code(call: &CallContext) -> Result<(), ServiceError> {
    let me = Owner(call.user()?.id);
    call.authorize(Permission::ChangeFactors, &me)?.unrecorded();
    ask_for_two(call).await?;

    post_code(call, me.0, &turning_on(call)?).await?;
    call.lead_to(paths::ADD_MAIL);
    Ok(())
}

/// Turns codes by mail on for who has read one.
pub async fn add_mail(
    call: &CallContext,
    code: &str,
    end_others: bool,
) -> Result<Vec<String>, ServiceError> {
    let me = Owner(call.user()?.id);
    let permit = call.authorize(Permission::ChangeFactors, &me)?;
    ask_for_two(call).await?;

    let attempt = attempt(call, me.0).await?;
    let code: String = code.chars().filter(char::is_ascii_digit).collect();
    if !letters::use_code(&call.on, me.0, &turning_on(call)?, &code).await? {
        attempt.failed().await;
        return Err(wrong());
    }
    attempt.give_back().await;
    let factor = NewFactor { kind: Kind::Mail, secret: None, last_step: None };
    add(call, permit, &me, factor, end_others).await
}

/// Makes new recovery codes for who has a factor; the old ones are void.
pub async fn make_recovery_codes(call: &CallContext) -> Result<Vec<String>, ServiceError> {
    let me = Owner(call.user()?.id);
    let permit = call.authorize(Permission::ChangeFactors, &me)?;
    ask_for_two(call).await?;

    let to = email(call, me.0).await?;
    let tx = database::begin(&call.on.db).await?;
    people::service::lock(&tx, me.0).await?;
    if store::list(&tx, me.0).await?.is_empty() {
        return Err(ServiceError::MovedOn { stage: "without a second factor".to_owned() });
    }
    let codes = fresh_codes(&tx, call, me.0).await?;
    let change = (FactorChange::CodesMade, "New recovery codes");
    note(&tx, call, permit, (me.0, &to), change).await?;
    tx.commit().await?;
    call.on.mail.tell();
    call.come_back();
    Ok(codes)
}

/// Removes a factor. The last one takes the recovery codes along, and only if the caller is sure.
pub async fn remove(
    call: &CallContext,
    kind: &str,
    sure: bool,
    end_others: bool,
) -> Result<(), ServiceError> {
    let me = Owner(call.user()?.id);
    let permit = call.authorize(Permission::ChangeFactors, &me)?;
    ask_for_two(call).await?;

    let kind = Kind::named(kind).ok_or(ServiceError::NotFound)?;
    let change = match kind {
        Kind::Totp => (FactorChange::AppRemoved, "Authenticator app removed"),
        Kind::Mail => (FactorChange::MailRemoved, "Codes by mail turned off"),
        // They are removed one by one.
        Kind::Passkey => return Err(ServiceError::NotFound),
    };
    let to = email(call, me.0).await?;
    let tx = database::begin(&call.on.db).await?;
    people::service::lock(&tx, me.0).await?;
    if !store::delete(&tx, me.0, kind).await? {
        return Err(ServiceError::NotFound);
    }
    unless_last(&tx, me.0, sure).await?;
    note(&tx, call, permit, (me.0, &to), change).await?;
    tx.commit().await?;
    call.on.mail.tell();
    end(call, me.0, end_others).await?;
    weaken(call, me.0).await?;
    call.lead_to(paths::FACTOR_REMOVED);
    Ok(())
}

/// Keeps a factor, and makes recovery codes where there are none.
async fn add(
    call: &CallContext,
    permit: Permit,
    me: &Owner,
    factor: NewFactor,
    end_others: bool,
) -> Result<Vec<String>, ServiceError> {
    let change = match factor.kind {
        Kind::Totp => (FactorChange::AppAdded, "Authenticator app added"),
        Kind::Mail => (FactorChange::MailAdded, "Codes by mail turned on"),
        Kind::Passkey => (FactorChange::PasskeyAdded, "Passkey added"),
    };
    let to = email(call, me.0).await?;
    let tx = database::begin(&call.on.db).await?;
    people::service::lock(&tx, me.0).await?;
    if !store::insert(&tx, me.0, factor, call.on.clock.now()).await? {
        return Err(ServiceError::MovedOn { stage: "with one of that kind".to_owned() });
    }
    let codes = codes_of_the_first(&tx, call, me.0).await?;
    note(&tx, call, permit, (me.0, &to), change).await?;
    tx.commit().await?;
    call.on.mail.tell();
    end(call, me.0, end_others).await?;
    strengthen(call).await?;
    call.come_back();
    Ok(codes)
}

fn turning_on(call: &CallContext) -> Result<String, ServiceError> {
    Ok(format!("{TURNING_ON} {}", call.user()?.handle.as_str()))
}

fn too_late() -> ServiceError {
    let words = "This QR code is too old: scan the one that is here now, and type its code.";
    ServiceError::Invalid([("code".to_owned(), words.to_owned())].into())
}
