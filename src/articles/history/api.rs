//! What a browser can ask of an article's earlier texts.

#![expect(missing_docs, reason = "`#[server]` makes a struct of the arguments, without docs")]

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::model::History;
use crate::{articles::model::ArticleId, error::AppError};

/// What an article has said: one of its texts compared with the one before it, or with the one that
/// stands.
#[server(prefix = "/api", endpoint = "articles/history", input = GetUrl)]
pub async fn load_history(
    slug: String,
    version: Option<i64>,
    with_current: Option<bool>,
) -> Result<History, AppError> {
    use crate::{articles::history::service, call::CallContext};

    let call = CallContext::current().await?;
    let with_current = with_current.unwrap_or_default();
    call.answer(service::load(&call, &slug, version, with_current).await)
}

/// Saves an earlier text over the version that the caller has read, and leads to the history.
#[server(prefix = "/api", endpoint = "articles/restore")]
pub async fn restore_article(id: ArticleId, version: i64, revision: i64) -> Result<(), AppError> {
    use crate::{articles::history::service, call::CallContext};

    let call = CallContext::current().await?;
    call.answer(service::restore(&call, id, version, revision).await)
}
