//! What a browser can ask about alerts.

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::model::Noticed;
use crate::error::AppError;

/// The alerts that the caller may read, the newest first.
#[server(prefix = "/api", endpoint = "alerts/list", input = GetUrl)]
pub async fn list_alerts() -> Result<Noticed, AppError> {
    use crate::{alerts::service, call::CallContext};

    let call = CallContext::current().await?;
    call.answer(service::list(&call).await)
}
