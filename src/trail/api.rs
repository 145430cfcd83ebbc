//! What a browser can ask of the audit trail.

#![expect(missing_docs, reason = "`#[server]` makes a struct of the arguments, without docs")]

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::model::{Question, Trail};
use crate::error::AppError;

/// The newest entries that the caller may read and that fit the question, older than `before`.
#[server(prefix = "/api", endpoint = "audit/list", input = GetUrl)]
pub async fn list_entries(
    #[server(flatten)] question: Question,
    before: Option<i64>,
) -> Result<Trail, AppError> {
    use crate::{call::CallContext, trail::service};

    let call = CallContext::current().await?;
    call.answer(service::list(&call, question, before).await)
}
