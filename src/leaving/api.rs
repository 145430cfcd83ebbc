//! What a browser can ask of the end of an account.

#![expect(missing_docs, reason = "`#[server]` makes a struct of the arguments, without docs")]

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::model::Leaving;
use crate::error::AppError;

/// Whether the caller's account is to be deleted, and whether it could be.
#[server(prefix = "/api", endpoint = "leaving/load", input = GetUrl)]
pub async fn load_leaving() -> Result<Leaving, AppError> {
    use crate::{call::CallContext, leaving::service};

    let call = CallContext::current().await?;
    call.answer(service::load(&call).await)
}

/// Has the caller's account deleted, once the time to think it over has passed. They type its address.
#[server(prefix = "/api", endpoint = "leaving/ask")]
pub async fn ask_to_leave(email: String) -> Result<(), AppError> {
    use crate::{call::CallContext, leaving::service};

    let call = CallContext::current().await?;
    call.answer(service::ask(&call, &email).await)
}

/// Keeps the caller's account.
#[server(prefix = "/api", endpoint = "leaving/stop")]
pub async fn stop_leaving() -> Result<(), AppError> {
    use crate::{call::CallContext, leaving::service};

    let call = CallContext::current().await?;
    call.answer(service::stop(&call).await)
}
