//! How good a password is.

use super::model::Strength;
use crate::{
    call::{CallContext, ServiceError},
    letters::{model::Purpose, service as letters},
    people,
};

/// How good the password would be for whoever is choosing it.
pub async fn weigh(call: &CallContext, password: String) -> Result<Strength, ServiceError> {
    let mut known = Vec::new();
    if let Some(user) = call.principal.user() {
        let owner = people::accounts::of(&call.on.db, user.id).await?;
        known.extend(owner.into_iter().flat_map(|owner| [owner.name, owner.email]));
    }
    let purposes = [Purpose::BEGINNINGS, &[Purpose::Recover]].concat();
    known.extend(letters::followed(call, &purposes).await?.map(|link| link.email));
    let strength = call.on.passwords.strength(password, known).await?;
    Ok(Strength { score: strength.score, advice: strength.advice })
}
