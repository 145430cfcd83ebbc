//! What the fence asks.

#![expect(missing_docs, reason = "`#[server]` makes a struct of the arguments, without docs")]

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::model::Fence;
use crate::error::AppError;

/// What the server knows about the caller's page. `PublishArticle:12 ReadHistory:12` are its controls.
#[server(prefix = "/api", endpoint = "development/fence", input = GetUrl)]
pub async fn load_fence(#[server(default)] controls: String) -> Result<Fence, AppError> {
    use super::service;
    use crate::call::CallContext;

    let call = CallContext::current().await?;
    call.answer(service::load(&call, &controls).await)
}
