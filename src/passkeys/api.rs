//! What a browser can ask of somebody's passkeys.

#![expect(missing_docs, reason = "`#[server]` makes a struct of the arguments, without docs")]

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::model::Passkeys;
use crate::error::AppError;

/// What the caller has.
#[server(prefix = "/api", endpoint = "passkeys/load", input = GetUrl)]
pub async fn load_passkeys() -> Result<Passkeys, AppError> {
    use super::service;
    use crate::call::CallContext;

    let call = CallContext::current().await?;
    call.answer(service::load(&call).await)
}

/// What a device is to be asked for, so that the caller has one passkey more.
#[server(prefix = "/api", endpoint = "passkeys/ask")]
pub async fn ask_for_passkey() -> Result<String, AppError> {
    use super::service;
    use crate::call::CallContext;

    let call = CallContext::current().await?;
    call.answer(service::ask(&call).await)
}

/// Keeps the passkey that a device has made. The answer has the recovery codes that were made with it.
#[server(prefix = "/api", endpoint = "passkeys/add")]
pub async fn add_passkey(
    credential: String,
    #[server(default)] end_others: bool,
) -> Result<Vec<String>, AppError> {
    use super::service;
    use crate::call::CallContext;

    let call = CallContext::current().await?;
    call.answer(service::add(&call, &credential, end_others).await)
}

/// Calls a passkey otherwise.
#[server(prefix = "/api", endpoint = "passkeys/rename")]
pub async fn rename_passkey(id: i64, name: String) -> Result<(), AppError> {
    use super::service;
    use crate::call::CallContext;

    let call = CallContext::current().await?;
    call.answer(service::rename(&call, id, &name).await)
}

/// Removes a passkey; the last factor only if the caller is sure.
#[server(prefix = "/api", endpoint = "passkeys/remove")]
pub async fn remove_passkey(
    id: i64,
    #[server(default)] sure: bool,
    #[server(default)] end_others: bool,
) -> Result<(), AppError> {
    use super::service;
    use crate::call::CallContext;

    let call = CallContext::current().await?;
    call.answer(service::remove(&call, id, sure, end_others).await)
}
