//! Asking for a second factor, and taking it.

use crate::{
    activity::{self, model::What},
    call::{CallContext, ServiceError},
    factors::{self, model::Proved},
    letters::{Errand, Occasion, service as letters},
    passkeys::asserting::{self, Asked, Purpose},
    paths,
    people::{self, person::Person},
    server::telemetry,
    sessions::{Assurance, HalfWay, Level, UserId},
    sign_in::{
        session::{just_proved, start_session_of, suspended_account},
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
    let person = known(call).await?.person;
    let held = factors::service::of(&call.on, person.id).await?;
    Ok(Ways::of(held, person.password_by_letter))
}

/// Sends them a code.
pub async fn send_code(call: &CallContext, next: Option<&str>) -> Result<(), ServiceError> {
    let half_way = known(call).await?.half_way;
    factors::service::send_code(call, half_way.user, &half_way.nonce).await?;
    call.lead_to(&paths::second_factor_sent(next.unwrap_or_default()));
    Ok(())
}

/// Starts the session of whoever proves the second factor, and leads to `next`.
///
/// A password that was chosen by a letter and a code by mail are one factor, the mailbox (ASVS 5.0, 6.4.4): with
/// them somebody is signed in, and has proved nothing that counts where a proof is asked for.
///
/// Whoever changes the password meanwhile, or suspends the account, ends this too.
pub async fn finish(
    call: &CallContext,
    code: &str,
    next: Option<String>,
) -> Result<(), ServiceError> {
    let known = known(call).await?;
    let Known { half_way, person, .. } = &known;
    match factors::service::prove(call, person.id, &half_way.nonce, code).await {
        Ok(proved) => {
            let is_one = proved == Proved::Mail && person.password_by_letter;
            let assurance = if is_one { Assurance::STALE } else { just_proved(call, Level::Multi) };
            finish_as(call, known, (assurance, proved != Proved::Mail), next).await
        }
        Err(error) => {
            if factors::service::can_be_code(code) {
                tell_if_wrong(call, person, &error).await;
            }
            Err(error)
        }
    }
}

/// What a device is to be asked, once the password was proved.
pub async fn ask_device(call: &CallContext) -> Result<String, ServiceError> {
    asserting::ask(call, asked(&known(call).await?.half_way)).await
}

/// Starts the session of whoever has that passkey, and leads to `next`.
pub async fn finish_with_passkey(
    call: &CallContext,
    credential: &str,
    next: Option<String>,
) -> Result<(), ServiceError> {
    let known = known(call).await?;
    if let Err(error) = asserting::prove(call, asked(&known.half_way), credential).await {
        tell_if_wrong(call, &known.person, &error).await;
        return Err(error);
    }
    finish_as(call, known, (just_proved(call, Level::Multi), true), next).await
}

fn asked(half_way: &HalfWay) -> Asked<'_> {
    let (owner, bound_to) = (Some(half_way.user), half_way.nonce.as_str());
    Asked { purpose: Purpose::SecondFactor, owner, bound_to }
}

/// Starts their session. Whoever has proved something that does not come by mail is the owner of the account, and
/// knows the password.
async fn finish_as(
    call: &CallContext,
    known: Known,
    (assurance, is_owner): (Assurance, bool),
    next: Option<String>,
) -> Result<(), ServiceError> {
    let Known { half_way, person, hash } = known;
    if person.suspended.is_some() {
        return Err(suspended_account());
    }
    if is_owner && person.password_by_letter {
        people::passwords::note_owner(&call.on, person.id, &hash).await?;
    }
    if let Some(cookie) = HalfWay::forgotten() {
        call.add_cookie(cookie);
    }
    let id = (person.id, person.version);
    start_session_of(call, (id, &hash), (assurance, half_way.is_kept), next).await
}

/// Who has proved a password, and that it is still theirs.
struct Known {
    half_way: HalfWay,
    person: Person,
    hash: String,
}

/// Whose password was proved, if it is still the same.
async fn known(call: &CallContext) -> Result<Known, ServiceError> {
    let half_way = call.half_way.clone().ok_or(ServiceError::NotSignedIn)?;
    let person = people::accounts::of(&call.on.db, half_way.user).await?;
    let person = person.ok_or(ServiceError::NotSignedIn)?;
    let hash = person.password_hash.clone().filter(|hash| half_way.is_of(hash, &call.on.key));
    let hash = hash.ok_or(ServiceError::NotSignedIn)?;
    Ok(Known { half_way, person, hash })
}

/// Somebody knows the password and not the rest: its owner hears of it (ASVS 5.0, 6.3.5), unless it was their own
/// browser.
async fn tell_if_wrong(call: &CallContext, person: &Person, error: &ServiceError) {
    if !matches!(error, ServiceError::Invalid(_)) {
        return;
    }
    activity::service::note_done(call, person.id, What::WrongCode, "").await;
    if people::devices::with(call, person, Level::Multi).is_some() {
        return;
    }
    let told = async {
        call.on.limits.notice("wrong-code", &person.email).await?;
        letters::tell(call, person.id, &Errand::WrongCode(Occasion::of(call))).await
    };
    if let Err(error) = told.await {
        let error = telemetry::with_causes(&error);
        tracing::warn!(error, user = %person.id, "nobody is told of a wrong code");
    }
}
