//! What a browser can ask that has a passkey.

#![expect(missing_docs, reason = "`#[server]` makes a struct of the arguments, without docs")]

use leptos::prelude::*;

use crate::error::AppError;

/// What a device is to be asked, so that its owner signs in with nothing else. It says nothing about anybody.
#[server(prefix = "/api", endpoint = "sign-in/ask-passkey")]
pub async fn ask_to_sign_in() -> Result<String, AppError> {
    use super::service;
    use crate::call::CallContext;

    let call = CallContext::current().await?;
    call.answer(service::ask_alone(&call).await)
}

/// Starts a session for whoever has that passkey, and leads to `next`.
#[server(prefix = "/api", endpoint = "sign-in/passkey")]
pub async fn sign_in_with_passkey(
    credential: String,
    next: Option<String>,
) -> Result<(), AppError> {
    use super::service;
    use crate::call::CallContext;

    let call = CallContext::current().await?;
    call.answer(service::sign_in(&call, &credential, next).await)
}
