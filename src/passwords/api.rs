//! What a browser can ask of passwords.

#![expect(missing_docs, reason = "`#[server]` makes a struct of the arguments, without docs")]

use leptos::prelude::*;

use super::model::Strength;
use crate::error::AppError;

/// How good a password is that somebody is choosing. Nothing of it is kept.
#[server(prefix = "/api", endpoint = "passwords/weigh")]
pub async fn weigh_password(password: String) -> Result<Strength, AppError> {
    use crate::{call::CallContext, passwords::service};

    let call = CallContext::current().await?;
    call.answer(service::weigh(&call, password).await)
}
