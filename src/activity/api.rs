//! What a browser can ask of activity.

#![expect(missing_docs, reason = "`#[server]` makes a struct of the arguments, without docs")]

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::model::Activity;
use crate::error::AppError;

/// What happened to the caller's own account, the newest first, older than `before`.
#[server(prefix = "/api", endpoint = "activity/list", input = GetUrl)]
pub async fn list_activity(before: Option<i64>) -> Result<Activity, AppError> {
    use crate::{activity::service, call::CallContext};

    let call = CallContext::current().await?;
    call.answer(service::list(&call, before).await)
}
