//! Asking for a second factor, and taking it.

use crate::{
    activity::{self, model::What},
    call::{CallContext, ServiceError},
    factors,
    letters::{Errand, Occasion, service as letters},
    passkeys::asserting::{self, Asked, Purpose},
    paths,
    people::{self, person::Person},
    server::telemetry,
    sessions::{HalfWay, Level, UserId},
    sign_in::{
        session::{start_session_of, suspended_account},
        step_up::model::Ways,
    },
};

/// Asks whoever has just proved the password of that hash for the second factor.
pub fn ask(
    call: &CallContext,
    (user, hash): (UserId, &str),
    is_kept: bool,
    next: Option<&str>,
) -> Result<(), ServiceError> {
    let key = &call.on.key;
    let half_way = HalfWay::begun(user, is_kept, hash, (call.on.clock.now(), key));
    let cookie = half_way.and_then(|it| it.cookie(key)).ok_or(ServiceError::Busy { seconds: 1 })?;
    call.add_cookie(cookie);
    call.lead_to(&paths::second_factor_then(next.unwrap_or_default()));
    Ok(())
}

/// With what whoever has proved the password can prove the rest.
pub async fn ways(call: &CallContext) -> Result<Ways, ServiceError> {
    let held = factors::service::of(&call.on, half_way(call)?.user).await?;
    Ok(Ways::of(held))
}

/// Sends them a code.
pub async fn send_code(call: &CallContext, next: Option<&str>) -> Result<(), ServiceError> {
    let half_way = half_way(call)?;
    factors::service::send_code(call, half_way.user, &half_way.nonce).await?;
    call.lead_to(&paths::second_factor_sent(next.unwrap_or_default()));
    Ok(())
}

/// Starts the session of whoever proves the second factor, and leads to `next`.
///
/// Whoever changes the password meanwhile, or suspends the account, ends this too.
pub async fn finish(
    call: &CallContext,
    code: &str,
    next: Option<String>,
) -> Result<(), ServiceError> {
    let known = known(call).await?;
    let Known { half_way, person, .. } = &known;
    if let Err(error) = factors::service::prove(call, person.id, &half_way.nonce, code).await {
        if matches!(error, ServiceError::Invalid(_)) {
            tell_of_a_wrong_code(call, person).await;
        }
        return Err(error);
    }
    finish_as(call, known, next).await
}

/// What a device is to be asked, once the password was proved.
pub async fn ask_device(call: &CallContext) -> Result<String, ServiceError> {
    asserting::ask(call, asked(half_way(call)?)).await
}

/// Starts the session of whoever has that passkey, and leads to `next`.
pub async fn finish_with_passkey(
    call: &CallContext,
    credential: &str,
    next: Option<String>,
) -> Result<(), ServiceError> {
    let known = known(call).await?;
    asserting::prove(call, asked(&known.half_way), credential).await?;
    finish_as(call, known, next).await
}

fn asked(half_way: &HalfWay) -> Asked<'_> {
    let (owner, bound_to) = (Some(half_way.user), half_way.nonce.as_str());
    Asked { purpose: Purpose::SecondFactor, owner, bound_to }
}

async fn finish_as(
    call: &CallContext,
    known: Known,
    next: Option<String>,
) -> Result<(), ServiceError> {
    let Known { half_way, person, hash } = known;
    if person.suspended.is_some() {
        return Err(suspended_account());
    }
    if let Some(cookie) = HalfWay::forgotten() {
        call.add_cookie(cookie);
    }
    let id = (person.id, person.version);
    start_session_of(call, (id, &hash), (Level::Multi, half_way.is_kept), next).await
}

fn half_way(call: &CallContext) -> Result<&HalfWay, ServiceError> {
    call.half_way.as_ref().ok_or(ServiceError::NotSignedIn)
}

/// Who has proved a password, and that it is still theirs.
struct Known {
    half_way: HalfWay,
    person: Person,
    hash: String,
}

/// Whose password was proved, if it is still the same.
async fn known(call: &CallContext) -> Result<Known, ServiceError> {
    let half_way = half_way(call)?.clone();
    let person = people::accounts::of(&call.on.db, half_way.user).await?;
    let person = person.ok_or(ServiceError::NotSignedIn)?;
    let hash = person.password_hash.clone().filter(|hash| half_way.is_of(hash, &call.on.key));
    let hash = hash.ok_or(ServiceError::NotSignedIn)?;
    Ok(Known { half_way, person, hash })
}

/// Somebody knows the password and not the rest: its owner hears of it (ASVS 5.0, 6.3.5), unless it was their own
/// browser.
async fn tell_of_a_wrong_code(call: &CallContext, person: &Person) {
    activity::service::note_done(call, person.id, What::WrongCode, "").await;
    if call.device.as_ref().is_some_and(|device| device.is_of(person.id, &call.on.key)) {
        return;
    }
    let told = async {
        call.on.limits.notice(&person.email).await?;
        letters::tell(call, person.id, &Errand::WrongCode(Occasion::of(call))).await
    };
    if let Err(error) = told.await {
        let error = telemetry::with_causes(&error);
        tracing::warn!(error, user = %person.id, "nobody is told of a wrong code");
    }
}
