//! What a browser can decide about an article besides its text.
//!
//! Each act names the version that was read, so that nobody decides about another one.

#![expect(missing_docs, reason = "`#[server]` makes a struct of the arguments, without docs")]

use leptos::prelude::*;

use crate::{articles::model::ArticleId, error::AppError};

/// Keeps an article from its readers until a moment; an empty one ends the embargo.
#[server(prefix = "/api", endpoint = "articles/embargo")]
pub async fn embargo_article(
    id: ArticleId,
    version: Option<i64>,
    until: String,
) -> Result<(), AppError> {
    use crate::{articles::settings::service, call::CallContext};

    let call = CallContext::current().await?;
    call.answer(service::embargo(&call, id, version, until).await)
}

/// Puts an article under legal hold, with the reason.
#[server(prefix = "/api", endpoint = "articles/hold")]
pub async fn hold_article(
    id: ArticleId,
    version: Option<i64>,
    reason: String,
) -> Result<(), AppError> {
    use crate::{articles::settings::service, call::CallContext};

    let call = CallContext::current().await?;
    call.answer(service::hold(&call, id, version, reason).await)
}

/// Lifts the legal hold.
#[server(prefix = "/api", endpoint = "articles/release")]
pub async fn release_article(id: ArticleId, version: Option<i64>) -> Result<(), AppError> {
    use crate::{articles::settings::service, call::CallContext};

    let call = CallContext::current().await?;
    call.answer(service::release(&call, id, version).await)
}

/// Gives an article another address; an empty one is made from its headline.
#[server(prefix = "/api", endpoint = "articles/readdress")]
pub async fn readdress_article(
    id: ArticleId,
    version: Option<i64>,
    slug: String,
) -> Result<(), AppError> {
    use crate::{articles::settings::service, call::CallContext};

    let call = CallContext::current().await?;
    call.answer(service::readdress(&call, id, version, slug).await)
}

/// Says whose names stand under the headline; without any it is the author's.
#[server(prefix = "/api", endpoint = "articles/credit")]
pub async fn credit_article(
    id: ArticleId,
    version: Option<i64>,
    byline: String,
) -> Result<(), AppError> {
    use crate::{articles::settings::service, call::CallContext};

    let call = CallContext::current().await?;
    call.answer(service::credit(&call, id, version, byline).await)
}
