//! How a session begins and ends.

#![expect(missing_docs, reason = "`#[server]` makes a struct of the arguments, without docs")]

use leptos::prelude::*;

use crate::error::AppError;

/// Starts a session for whoever knows the password, and leads to `next`. The browser keeps it, if asked.
#[server(prefix = "/api", endpoint = "sign-in")]
pub async fn sign_in(
    email: String,
    password: String,
    #[server(default)] keep: bool,
    next: Option<String>,
) -> Result<(), AppError> {
    use crate::{call::CallContext, sign_in::service};

    let call = CallContext::current().await?;
    call.answer(service::sign_in(&call, &email, password, keep, next).await)
}

/// Ends the caller's session on the server, and leads to `next`.
#[server(prefix = "/api", endpoint = "sign-out")]
pub async fn sign_out(next: Option<String>) -> Result<(), AppError> {
    use crate::{call::CallContext, sign_in::service};

    let call = CallContext::current().await?;
    call.answer(service::sign_out(&call, next).await)
}
