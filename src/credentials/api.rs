//! What a browser can ask of what somebody signs in with.

#![expect(missing_docs, reason = "`#[server]` makes a struct of the arguments, without docs")]

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::model::{Credentials, EmailLetter};
use crate::error::AppError;

/// What the caller signs in with.
#[server(prefix = "/api", endpoint = "credentials/load", input = GetUrl)]
pub async fn load_credentials() -> Result<Credentials, AppError> {
    use crate::{call::CallContext, credentials::service};

    let call = CallContext::current().await?;
    call.answer(service::load(&call).await)
}

/// Gives the caller another password, and ends their other sessions.
#[server(prefix = "/api", endpoint = "credentials/change-password")]
pub async fn change_password(
    #[server(default)] current_password: String,
    password: String,
) -> Result<(), AppError> {
    use crate::{call::CallContext, credentials::service};

    let call = CallContext::current().await?;
    call.answer(service::change_password(&call, current_password, password).await)
}

/// Sends a letter to the address that the caller wants to have.
#[server(prefix = "/api", endpoint = "credentials/change-email")]
pub async fn change_email(email: String) -> Result<(), AppError> {
    use crate::{call::CallContext, credentials::service};

    let call = CallContext::current().await?;
    call.answer(service::change_email(&call, &email).await)
}

/// To which address the letter went whose link this browser has followed.
#[server(prefix = "/api", endpoint = "credentials/letter", input = GetUrl)]
pub async fn load_email_letter() -> Result<EmailLetter, AppError> {
    use crate::{call::CallContext, credentials::service};

    let call = CallContext::current().await?;
    call.answer(service::letter(&call).await)
}

/// Gives the caller that address, whose letter they have read.
#[server(prefix = "/api", endpoint = "credentials/finish-email")]
pub async fn finish_email(address: String) -> Result<(), AppError> {
    use crate::{call::CallContext, credentials::service};

    let call = CallContext::current().await?;
    call.answer(service::finish_email(&call, &address).await)
}
