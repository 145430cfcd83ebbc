//! Whom one can be, and becoming them.

#![expect(missing_docs, reason = "`#[server]` makes a struct of the arguments, without docs")]

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::model::Somebody;
use crate::error::AppError;

/// The seeded people. Public: anybody who can reach a development server can be them.
#[server(prefix = "/api", endpoint = "development/people", input = GetUrl)]
pub async fn list_people() -> Result<Vec<Somebody>, AppError> {
    use super::service;
    use crate::call::CallContext;

    let call = CallContext::current().await?;
    call.answer(service::list(&call).await)
}

/// Takes the caller's word that it is them, and leads to `next`, or goes on with what was interrupted.
#[server(prefix = "/api", endpoint = "development/prove")]
pub async fn prove_by_click(
    next: Option<String>,
    interrupted: Option<String>,
) -> Result<(), AppError> {
    use super::service;
    use crate::call::CallContext;

    let call = CallContext::current().await?;
    drop(interrupted);
    call.answer(service::prove(&call, next).await)
}

/// Lets the caller's last proof be an hour old, so that the next act that asks for a fresh one does.
#[server(prefix = "/api", endpoint = "development/forget-proof")]
pub async fn forget_proof() -> Result<(), AppError> {
    use super::service;
    use crate::call::CallContext;

    let call = CallContext::current().await?;
    call.answer(service::forget_proof(&call).await)
}

/// Starts a session as that person, and leads to `next`.
#[server(prefix = "/api", endpoint = "development/be-person")]
pub async fn be_person(handle: String, next: Option<String>) -> Result<(), AppError> {
    use super::service;
    use crate::call::CallContext;

    let call = CallContext::current().await?;
    call.answer(service::be(&call, &handle, next).await)
}
