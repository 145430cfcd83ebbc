//! What a browser can ask that has proved a password, and no second factor yet.

#![expect(missing_docs, reason = "`#[server]` makes a struct of the arguments, without docs")]

use leptos::{prelude::*, server_fn::codec::GetUrl};

use crate::{error::AppError, sign_in::step_up::model::Ways};

/// With what whoever has proved the password can prove the rest.
#[server(prefix = "/api", endpoint = "sign-in/ways", input = GetUrl)]
pub async fn load_second_ways() -> Result<Ways, AppError> {
    use super::service;
    use crate::call::CallContext;

    let call = CallContext::current().await?;
    call.answer(service::ways(&call).await)
}

/// Sends them a code, which leads to `next`, if they have turned that on.
#[server(prefix = "/api", endpoint = "sign-in/send-code")]
pub async fn send_sign_in_code(next: Option<String>) -> Result<(), AppError> {
    use super::service;
    use crate::call::CallContext;

    let call = CallContext::current().await?;
    call.answer(service::send_code(&call, next.as_deref()).await)
}

/// Starts the session of whoever proves a second factor, and leads to `next`.
#[server(prefix = "/api", endpoint = "sign-in/finish")]
pub async fn finish_sign_in(code: String, next: Option<String>) -> Result<(), AppError> {
    use super::service;
    use crate::call::CallContext;

    let call = CallContext::current().await?;
    call.answer(service::finish(&call, &code, next).await)
}

/// What a device is to be asked, once its owner has proved the password.
#[server(prefix = "/api", endpoint = "sign-in/ask-second-passkey")]
pub async fn ask_second_passkey() -> Result<String, AppError> {
    use super::service;
    use crate::call::CallContext;

    let call = CallContext::current().await?;
    call.answer(service::ask_device(&call).await)
}

/// Starts the session of whoever has proved the password and has that passkey, and leads to `next`.
#[server(prefix = "/api", endpoint = "sign-in/finish-with-passkey")]
pub async fn finish_with_passkey(credential: String, next: Option<String>) -> Result<(), AppError> {
    use super::service;
    use crate::call::CallContext;

    let call = CallContext::current().await?;
    call.answer(service::finish_with_passkey(&call, &credential, next).await)
}
