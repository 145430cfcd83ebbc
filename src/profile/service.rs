//! What people change of what they show of themselves.

use bytes::Bytes;
use sha2::{Digest, Sha256};

use super::store::{self, Row};
use crate::{
    activity::{self, model::What},
    audit,
    authorization::Permission,
    call::{CallContext, Permit, ServiceError},
    files::{self, form::Part},
    paths,
    people::{self, model::checked_name, views::face::SIDE},
    server::{
        chance::hex,
        database::{self, Transaction},
        objects,
        pictures::Picture,
    },
    sessions::UserId,
};

/// After how many seconds another picture may arrive.
const TRY_AGAIN: u32 = 5;

/// Changes the caller's own name; the address of their page stays.
pub async fn rename(call: &CallContext, name: &str) -> Result<(), ServiceError> {
    let person = people::own::me(call).await?;
    let permit = call.authorize(Permission::UpdateProfile, &person)?;

    let name = checked_name(name).map_err(ServiceError::Invalid)?;
    let tx = database::begin(&call.on.db).await?;
    people::own::rename(&tx, person.id, &name).await?;
    changed(&tx, call, &permit, (person.id, &format!("{name}, until now {}", person.name))).await?;
    tx.commit().await?;
    call.lead_to(paths::PROFILE_SAVED);
    Ok(())
}

/// Takes a picture in, and gives it to the caller in the place of the one that they had.
///
/// That takes as long as its sender likes: whether they are still who they were, and what the policies say, is
/// asked again after it.
pub async fn add_picture(call: &CallContext, part: &mut Part<'_>) -> Result<(), ServiceError> {
    let person = people::own::me(call).await?;
    call.authorize(Permission::UpdateProfile, &person)?.unrecorded();
    let place = call.on.files.places.take(person.id.to_string());
    let _place = place.ok_or(ServiceError::Busy { seconds: TRY_AGAIN })?;
    let picture = files::portrait(&call.on.files, SIDE, part).await?;

    still_signed_in(call).await?;
    let permit = call.authorize(Permission::UpdateProfile, &people::own::me(call).await?)?;
    keep(call, permit, person.id, picture).await?;
    call.lead_to(paths::PROFILE_SAVED);
    Ok(())
}

/// Removes the caller's own picture. Its bytes are swept away later.
pub async fn remove_picture(call: &CallContext) -> Result<(), ServiceError> {
    let person = people::own::me(call).await?;
    let permit = call.authorize(Permission::UpdateProfile, &person)?;

    let tx = database::begin(&call.on.db).await?;
    people::own::keep_picture(&tx, person.id, None).await?;
    changed(&tx, call, &permit, (person.id, "removed the picture")).await?;
    tx.commit().await?;
    call.lead_to(paths::PROFILE_SAVED);
    Ok(())
}

/// A picture and where its bytes are, for whoever may know whose it is. One that is nobody's does not exist.
pub async fn find(call: &CallContext, number: i64) -> Result<Row, ServiceError> {
    people::own::pictured(call, number).await?;
    store::find(&call.on.db, number).await?.ok_or(ServiceError::NotFound)
}

/// Nothing, if the session in which the call began has not ended meanwhile.
async fn still_signed_in(call: &CallContext) -> Result<(), ServiceError> {
    let user = call.user()?;
    let sessions = call.on.sessions.list(user.id).await?;
    let is_live = sessions.iter().any(|session| session.handle == user.handle);
    if is_live { Ok(()) } else { Err(ServiceError::NotSignedIn) }
}

/// What fails here is swept away later.
async fn keep(
    call: &CallContext,
    permit: Permit,
    owner: UserId,
    Picture { bytes, media, .. }: Picture,
) -> Result<(), ServiceError> {
    let object = objects::fresh_name().map_err(ServiceError::failed)?;
    let number = store::announce(&call.on.db, &object, call.on.clock.now()).await?;
    let (size, digest) = (bytes.len(), digest(&bytes));
    call.on.files.objects.put(&object, bytes).await?;
    let tx = database::begin(&call.on.db).await?;
    store::keep(&tx, number, (media, size, &digest)).await?;
    people::own::keep_picture(&tx, owner, Some(number)).await?;
    changed(&tx, call, &permit, (owner, "another picture")).await?;
    Ok(tx.commit().await?)
}

fn digest(bytes: &Bytes) -> String {
    hex(&Sha256::digest(bytes))
}

/// Records it, and tells the owner.
async fn changed(
    tx: &Transaction,
    call: &CallContext,
    permit: &Permit,
    (owner, detail): (UserId, &str),
) -> Result<(), ServiceError> {
    audit::service::record(tx, call, permit, detail).await?;
    activity::service::note(tx, call, owner, What::ProfileChanged, detail).await
}
