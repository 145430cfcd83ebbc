//! What an administrator can ask of somebody's second factors.

#![expect(missing_docs, reason = "`#[server]` makes a struct of the arguments, without docs")]

use leptos::prelude::*;

use crate::{error::AppError, sessions::UserId};

/// Removes every second factor of the person.
#[server(prefix = "/api", endpoint = "people/reset-factors")]
pub async fn reset_factors(id: UserId) -> Result<(), AppError> {
    use super::service;
    use crate::call::CallContext;

    let call = CallContext::current().await?;
    call.answer(service::reset(&call, id).await)
}
