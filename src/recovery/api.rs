//! What a browser can ask of recovery.

#![expect(missing_docs, reason = "`#[server]` makes a struct of the arguments, without docs")]

use leptos::{prelude::*, server_fn::codec::GetUrl};

use crate::{error::AppError, letters::model::Addressee};

/// Asks for a letter to that address. The answer is the same whether or not it has an account.
#[server(prefix = "/api", endpoint = "recovery/ask")]
pub async fn ask_to_recover(email: String) -> Result<(), AppError> {
    use crate::{call::CallContext, recovery::service};

    let call = CallContext::current().await?;
    call.answer(service::ask(&call, &email).await)
}

/// Whose letter it is whose link this browser has followed.
#[server(prefix = "/api", endpoint = "recovery/letter", input = GetUrl)]
pub async fn load_recovery() -> Result<Addressee, AppError> {
    use crate::{call::CallContext, recovery::service};

    let call = CallContext::current().await?;
    call.answer(service::addressee(&call).await)
}

/// Gives the account of that address a new password, ends its sessions, and leads to where one begins.
#[server(prefix = "/api", endpoint = "recovery/finish")]
pub async fn finish_recovery(address: String, password: String) -> Result<(), AppError> {
    use crate::{call::CallContext, recovery::service};

    let call = CallContext::current().await?;
    call.answer(service::finish(&call, &address, password).await)
}
