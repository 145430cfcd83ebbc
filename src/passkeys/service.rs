//! Having passkeys: each is added, renamed and removed by who has lately proved who they are.

use std::ops::RangeInclusive;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use webauthn_rs::prelude::{Passkey, PasskeyRegistration, RegisterPublicKeyCredential};

use super::{
    asserting::{Asked, Purpose, wrong},
    ceremony,
    model::{Passkeys, checked_name},
    relying_party::{self, failed, user_handle},
    store::{self, NewPasskey},
};
use crate::{
    authorization::Permission,
    call::{CallContext, ServiceError},
    factors::{
        changing::{self, end, have_no_passkeys, have_passkeys, note, strengthen, weaken},
        facts::Owner,
        service::{ask_for_two, email, of},
    },
    letters::FactorChange,
    paths, people,
    server::database::{self, Transaction},
    sessions::UserId,
    timestamp::Timestamp,
};

/// More passkeys than anybody has devices.
const MOST: usize = 20;

/// How many bytes the id of a credential may have (WebAuthn Level 3, 7.1: no more than 1023).
const ID_LENGTHS: RangeInclusive<usize> = 1..=1023;

/// What the caller has.
pub async fn load(call: &CallContext) -> Result<Passkeys, ServiceError> {
    let me = call.user()?.id;
    let held = of(&call.on, me).await?;
    let rows = store::list(&call.on.db, me).await?;
    let list = rows.into_iter().map(store::Model::shown).collect();
    Ok(Passkeys { list, is_all: !(held.totp || held.mail) })
}

/// What a browser is to ask a device for, as `PublicKeyCredential.parseCreationOptionsFromJSON` reads it.
pub async fn ask(call: &CallContext) -> Result<String, ServiceError> {
    let me = Owner(call.user()?.id);
    call.authorize(Permission::ChangeFactors, &me)?.unrecorded();
    ask_for_two(call).await?;

    let has = store::list(&call.on.db, me.0).await?;
    if has.len() >= MOST {
        return Err(ServiceError::MovedOn { stage: "with as many as there may be".to_owned() });
    }
    let ids = has.iter().filter_map(|row| URL_SAFE_NO_PAD.decode(&row.credential_id).ok());
    let person = people::accounts::of(&call.on.db, me.0).await?.ok_or(ServiceError::NotFound)?;
    let (handle, ids) = (user_handle(&call.on, me.0), Some(ids.collect()));
    let device = relying_party::of(&call.on)?;
    let asked = device.start_passkey_registration(handle, &person.email, &person.name, ids);
    let (question, state) = asked.map_err(failed)?;
    let challenge = question.public_key.challenge.clone();
    ceremony::keep(&call.on, this_session(call, &me)?, &challenge, &state).await?;
    let mut options = serde_json::to_value(question.public_key).map_err(ServiceError::failed)?;
    // So that it signs in alone, where the device has room for that.
    options["authenticatorSelection"]["residentKey"] = "preferred".into();
    call.come_back();
    Ok(options.to_string())
}

/// Keeps the passkey that a device has made. The answer has the recovery codes that were made with it.
pub async fn add(
    call: &CallContext,
    credential: &str,
    end_others: bool,
) -> Result<Vec<String>, ServiceError> {
    let me = Owner(call.user()?.id);
    let permit = call.authorize(Permission::ChangeFactors, &me)?;
    ask_for_two(call).await?;

    let passkey = made(call, &me, credential).await?.ok_or_else(wrong)?;
    let credential = serde_json::to_string(&passkey).map_err(ServiceError::failed)?;
    let credential_id = URL_SAFE_NO_PAD.encode(passkey.cred_id());
    let name = checked_name(&call.place.device).unwrap_or_else(|_| "Passkey".to_owned());
    let new = NewPasskey { credential_id, credential, name };
    let to = email(call, me.0).await?;
    let tx = database::begin(&call.on.db).await?;
    people::service::lock(&tx, me.0).await?;
    if !store::insert(&tx, me.0, new, call.on.clock.now()).await? {
        return Err(wrong());
    }
    let codes = have_passkeys(&tx, call, me.0).await?;
    let change = (FactorChange::PasskeyAdded, "Passkey added");
    note(&tx, call, permit, (me.0, &to), change).await?;
    tx.commit().await?;
    call.on.mail.tell();
    end(call, me.0, end_others).await?;
    strengthen(call).await?;
    call.come_back();
    Ok(codes)
}

/// Calls a passkey otherwise.
pub async fn rename(call: &CallContext, id: i64, name: &str) -> Result<(), ServiceError> {
    let me = Owner(call.user()?.id);
    call.authorize(Permission::ChangeFactors, &me)?.unrecorded();
    ask_for_two(call).await?;

    let name = checked_name(name).map_err(ServiceError::Invalid)?;
    if !store::rename(&call.on.db, (me.0, id), &name).await? {
        return Err(ServiceError::NotFound);
    }
    call.lead_to(paths::FACTORS);
    Ok(())
}

/// Removes a passkey. The last factor takes the recovery codes along, and only if the caller is sure.
pub async fn remove(
    call: &CallContext,
    id: i64,
    sure: bool,
    end_others: bool,
) -> Result<(), ServiceError> {
    let me = Owner(call.user()?.id);
    let permit = call.authorize(Permission::ChangeFactors, &me)?;
    ask_for_two(call).await?;

    let to = email(call, me.0).await?;
    let tx = database::begin(&call.on.db).await?;
    people::service::lock(&tx, me.0).await?;
    if !store::delete(&tx, (me.0, id)).await? {
        return Err(ServiceError::NotFound);
    }
    if store::list(&tx, me.0).await?.is_empty() {
        have_no_passkeys(&tx, me.0, sure).await?;
    }
    let change = (FactorChange::PasskeyRemoved, "Passkey removed");
    note(&tx, call, permit, (me.0, &to), change).await?;
    tx.commit().await?;
    call.on.mail.tell();
    end(call, me.0, end_others).await?;
    weaken(call, me.0).await?;
    call.lead_to(paths::FACTOR_REMOVED);
    Ok(())
}

/// Undoes what that person, or somebody else, has added to their account beside its password since then: passkeys,
/// other factors, recovery codes.
pub async fn undo(tx: &Transaction, user: UserId, since: Timestamp) -> Result<(), ServiceError> {
    let has_passkeys = store::forget_since(tx, user, since).await?;
    store::ceremonies::forget_of(tx, user).await?;
    changing::undo(tx, user, since, has_passkeys).await
}

/// Forgets every passkey of that person.
pub async fn forget(tx: &Transaction, user: UserId) -> Result<(), ServiceError> {
    store::forget_of(tx, user).await?;
    Ok(store::ceremonies::forget_of(tx, user).await?)
}

/// The passkey that a device says it has made, if this session has asked for it.
async fn made(
    call: &CallContext,
    me: &Owner,
    credential: &str,
) -> Result<Option<Passkey>, ServiceError> {
    let Some(said) = ceremony::read::<RegisterPublicKeyCredential>(credential) else {
        return Ok(None);
    };
    let (asked, client_data) = (this_session(call, me)?, &said.response.client_data_json);
    let state = ceremony::take::<PasskeyRegistration>(&call.on, asked, client_data).await?;
    let Some(state) = state else { return Ok(None) };
    let made = relying_party::of(&call.on)?.finish_passkey_registration(&said, &state);
    let made = made.inspect_err(|error| tracing::info!(%error, "a device made no passkey")).ok();
    Ok(made.filter(|passkey| ID_LENGTHS.contains(&passkey.cred_id().len())))
}

fn this_session<'a>(call: &'a CallContext, me: &Owner) -> Result<Asked<'a>, ServiceError> {
    let bound_to = call.user()?.handle.as_str();
    Ok(Asked { purpose: Purpose::Register, owner: Some(me.0), bound_to })
}
