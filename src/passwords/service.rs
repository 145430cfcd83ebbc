//! How good a password is.

use super::model::Strength;
use crate::{
    call::{CallContext, ServiceError},
    letters::{model::Purpose, service as letters},
};

/// How good the password would be for whoever is choosing it.
pub async fn weigh(call: &CallContext, password: String) -> Result<Strength, ServiceError> {
    let mut known: Vec<String> =
        call.principal.user().map(|user| user.name.clone()).into_iter().collect();
    let purposes = [Purpose::BEGINNINGS, &[Purpose::Recover]].concat();
    known.extend(letters::followed(call, &purposes).await?.map(|link| link.email));
    let strength = call.on.passwords.strength(password, known).await?;
    Ok(Strength { score: strength.score, advice: strength.advice })
}
