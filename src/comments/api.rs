//! What a browser can ask of comments.

#![expect(missing_docs, reason = "`#[server]` makes a struct of the arguments, without docs")]

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::model::{CommentId, Discussion};
use crate::{articles::model::ArticleId, error::AppError};

/// What people say about an article, as far as the caller may read it.
#[server(prefix = "/api", endpoint = "comments/load", input = GetUrl)]
pub async fn load_discussion(slug: String, page: u32) -> Result<Discussion, AppError> {
    use crate::{call::CallContext, comments::service};

    let call = CallContext::current().await?;
    call.answer(service::load(&call, &slug, page).await)
}

/// Says something about an article.
#[server(prefix = "/api", endpoint = "comments/create")]
pub async fn create_comment(id: ArticleId, text: String) -> Result<(), AppError> {
    use crate::{call::CallContext, comments::service};

    let call = CallContext::current().await?;
    call.answer(service::create(&call, id, &text).await)
}

/// Replies to a comment.
#[server(prefix = "/api", endpoint = "comments/reply")]
pub async fn reply_to_comment(id: CommentId, text: String) -> Result<(), AppError> {
    use crate::{call::CallContext, comments::service};

    let call = CallContext::current().await?;
    call.answer(service::reply(&call, id, &text).await)
}

/// Changes what a comment says.
#[server(prefix = "/api", endpoint = "comments/update")]
pub async fn update_comment(id: CommentId, text: String) -> Result<(), AppError> {
    use crate::{call::CallContext, comments::service};

    let call = CallContext::current().await?;
    call.answer(service::update(&call, id, &text).await)
}

/// Hides a comment from its readers, with a reason.
#[server(prefix = "/api", endpoint = "comments/hide")]
pub async fn hide_comment(id: CommentId, reason: String) -> Result<(), AppError> {
    use crate::{call::CallContext, comments::service};

    let call = CallContext::current().await?;
    call.answer(service::hide(&call, id, &reason).await)
}

/// Shows a hidden comment again.
#[server(prefix = "/api", endpoint = "comments/restore")]
pub async fn restore_comment(id: CommentId) -> Result<(), AppError> {
    use crate::{call::CallContext, comments::service};

    let call = CallContext::current().await?;
    call.answer(service::restore(&call, id).await)
}

/// Deletes a comment for good.
#[server(prefix = "/api", endpoint = "comments/delete")]
pub async fn delete_comment(id: CommentId) -> Result<(), AppError> {
    use crate::{call::CallContext, comments::service};

    let call = CallContext::current().await?;
    call.answer(service::delete(&call, id).await)
}
