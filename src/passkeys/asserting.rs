//! Proving that somebody has a passkey, and which: whatever is wrong, the answer is the same.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use webauthn_rs::prelude::{DiscoverableAuthentication, Passkey, PublicKeyCredential};

use super::{
    ceremony,
    relying_party::{self, failed, user_handle},
    store::{self, Model},
};
use crate::{
    call::{CallContext, Foundation, ServiceError},
    sessions::UserId,
};

pub use super::ceremony::{Asked, Purpose};

/// What somebody reads whose passkey does not count.
const WRONG: &str = "This passkey does not count here: try it again, or choose another way.";

/// What a browser is to ask its devices, as `PublicKeyCredential.parseRequestOptionsFromJSON` reads it.
///
/// Where it is not known of whom it is asked, it names no passkey: whoever reads it learns nothing.
///
/// # Errors
///
/// [`ServiceError::NotFound`], if they have none.
pub async fn ask(call: &CallContext, asked: Asked<'_>) -> Result<String, ServiceError> {
    let device = relying_party::of(&call.on)?;
    let (mut question, state) = device.start_discoverable_authentication().map_err(failed)?;
    let mut options = serde_json::to_value(&question.public_key).map_err(ServiceError::failed)?;
    if let Some(owner) = asked.owner {
        let known = store::list(&call.on.db, owner).await?;
        if known.is_empty() {
            return Err(ServiceError::NotFound);
        }
        let known = known
            .into_iter()
            .map(|row| serde_json::json!({ "type": "public-key", "id": row.credential_id }));
        options["allowCredentials"] = known.collect();
    }
    let challenge = std::mem::take(&mut question.public_key.challenge);
    ceremony::keep(&call.on, asked, &challenge, &state).await?;
    Ok(options.to_string())
}

/// Whose passkey has answered what was asked there, for that.
///
/// # Errors
///
/// [`ServiceError::Invalid`] with the field `credential`, whatever is wrong with it.
pub async fn prove(
    call: &CallContext,
    asked: Asked<'_>,
    credential: &str,
) -> Result<UserId, ServiceError> {
    let owner = answered(&call.on, asked, credential).await?;
    if let Some(user) = owner {
        tracing::info!(%user, purpose = ?asked.purpose, "proved a passkey");
    } else {
        tracing::info!(purpose = ?asked.purpose, "a passkey did not count");
    }
    owner.ok_or_else(wrong)
}

/// What somebody reads whose passkey does not count.
pub(super) fn wrong() -> ServiceError {
    ServiceError::Invalid([("credential".to_owned(), WRONG.to_owned())].into())
}

async fn answered(
    on: &Foundation,
    asked: Asked<'_>,
    credential: &str,
) -> Result<Option<UserId>, ServiceError> {
    let Some(said) = ceremony::read::<PublicKeyCredential>(credential) else { return Ok(None) };
    let client_data = &said.response.client_data_json;
    let Some(state) = ceremony::take(on, asked, client_data).await? else { return Ok(None) };
    let name = URL_SAFE_NO_PAD.encode(said.get_credential_id());
    let Some(row) = store::called(&on.db, &name).await? else { return Ok(None) };
    let owner = UserId::new(row.owner_id);
    if !is_of(on, asked, owner, said.get_user_unique_id()) {
        return Ok(None);
    }
    let Some(renewed) = verified(on, &said, state, &row)? else { return Ok(None) };
    let now = on.clock.now();
    let is_alone = store::note_use(&on.db, (row.id, &row.credential), &renewed, now).await?;
    Ok(is_alone.then_some(owner))
}

/// Whether it is theirs of whom it was asked, and the device says so too. One that was asked of nobody in
/// particular must.
fn is_of(on: &Foundation, asked: Asked<'_>, owner: UserId, handle: Option<&[u8]>) -> bool {
    let is_theirs = asked.owner.is_none_or(|it| it == owner);
    let is_said = match handle {
        Some(handle) => handle == user_handle(on, owner).as_bytes(),
        None => asked.owner.is_some(),
    };
    is_theirs && is_said
}

/// The passkey as it is kept now, if the device has signed what was asked, has verified its user, and counts
/// upwards.
fn verified(
    on: &Foundation,
    said: &PublicKeyCredential,
    state: DiscoverableAuthentication,
    row: &Model,
) -> Result<Option<String>, ServiceError> {
    let mut passkey: Passkey =
        serde_json::from_str(&row.credential).map_err(ServiceError::failed)?;
    let device = relying_party::of(on)?;
    let result = device.finish_discoverable_authentication_v2(said, state, &passkey);
    let result = match result.as_ref().map(|result| (result, result.user_verified())) {
        Ok((result, true)) => result,
        Ok((_, false)) => return Ok(None),
        Err(error) => {
            tracing::info!(%error, "the answer of a device was wrong");
            return Ok(None);
        }
    };
    passkey.update_credential(result);
    serde_json::to_string(&passkey).map(Some).map_err(ServiceError::failed)
}
