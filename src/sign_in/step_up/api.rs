//! What a browser can ask about proving again who one is.

#![expect(missing_docs, reason = "`#[server]` makes a struct of the arguments, without docs")]

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::model::Ways;
use crate::error::AppError;

/// With what the caller can prove who they are.
#[server(prefix = "/api", endpoint = "step-up/ways", input = GetUrl)]
pub async fn load_ways() -> Result<Ways, AppError> {
    use super::service;
    use crate::call::CallContext;

    let call = CallContext::current().await?;
    call.answer(service::ways(&call).await)
}

/// Sends the caller a code that counts for this session, if they have turned that on.
#[server(prefix = "/api", endpoint = "step-up/send-code")]
pub async fn send_proof_code() -> Result<(), AppError> {
    use super::service;
    use crate::call::CallContext;

    let call = CallContext::current().await?;
    call.answer(service::send_code(&call).await)
}

/// Takes a proof of who the caller is, and leads to `next`, or goes on with what was interrupted.
#[server(prefix = "/api", endpoint = "step-up/prove")]
pub async fn prove_again(
    #[server(default)] my_password: String,
    #[server(default)] my_code: String,
    next: Option<String>,
    interrupted: Option<String>,
) -> Result<(), AppError> {
    use super::service;
    use crate::call::CallContext;

    let call = CallContext::current().await?;
    // What was interrupted is the business of forms (`server::forms`).
    drop(interrupted);
    call.answer(service::prove(&call, my_password, &my_code, next).await)
}

/// What a device is to be asked, so that the caller proves again who they are.
#[server(prefix = "/api", endpoint = "step-up/ask-passkey")]
pub async fn ask_proof_passkey() -> Result<String, AppError> {
    use super::service;
    use crate::call::CallContext;

    let call = CallContext::current().await?;
    call.answer(service::ask_device(&call).await)
}

/// Takes a passkey as the proof of who the caller is, and leads to `next`, or goes on with what was interrupted.
#[server(prefix = "/api", endpoint = "step-up/prove-with-passkey")]
pub async fn prove_with_passkey(
    credential: String,
    next: Option<String>,
    interrupted: Option<String>,
) -> Result<(), AppError> {
    use super::service;
    use crate::call::CallContext;

    let call = CallContext::current().await?;
    // What was interrupted is the business of forms (`server::forms`).
    drop(interrupted);
    call.answer(service::prove_with_passkey(&call, &credential, next).await)
}
