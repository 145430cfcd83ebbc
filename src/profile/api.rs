//! What a browser can ask of a profile. Pictures arrive by an address of their own.

#![expect(missing_docs, reason = "`#[server]` makes a struct of the arguments, without docs")]

use leptos::prelude::*;

use crate::error::AppError;

/// Changes the caller's own name.
#[server(prefix = "/api", endpoint = "profile/rename")]
pub async fn rename_me(name: String) -> Result<(), AppError> {
    use crate::{call::CallContext, profile::service};

    let call = CallContext::current().await?;
    call.answer(service::rename(&call, &name).await)
}

/// Removes the caller's own picture.
#[server(prefix = "/api", endpoint = "profile/remove-picture")]
pub async fn remove_picture() -> Result<(), AppError> {
    use crate::{call::CallContext, profile::service};

    let call = CallContext::current().await?;
    call.answer(service::remove_picture(&call).await)
}
