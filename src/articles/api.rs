//! What a browser can ask of articles.

#![expect(missing_docs, reason = "`#[server]` makes a struct of the arguments, without docs")]

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::{
    board::{Chosen, Desk},
    model::{ArticleId, ArticlePage, AuthorPage, Edition},
};
use crate::{error::AppError, ui::safe_html::SafeHtml};

/// The published articles that the caller may read, newest first: all, or one department's.
#[server(prefix = "/api", endpoint = "articles/edition", input = GetUrl)]
pub async fn load_edition(department: Option<String>, page: u32) -> Result<Edition, AppError> {
    use crate::{articles::service, call::CallContext};

    let call = CallContext::current().await?;
    call.answer(service::edition(&call, department, page).await)
}

/// Somebody whom the caller may know, and what they have published, newest first.
#[server(prefix = "/api", endpoint = "articles/author", input = GetUrl)]
pub async fn load_author(slug: String, page: u32) -> Result<AuthorPage, AppError> {
    use crate::{articles::service, call::CallContext};

    let call = CallContext::current().await?;
    call.answer(service::author(&call, &slug, page).await)
}

/// One article with its text, ready to be shown.
#[server(prefix = "/api", endpoint = "articles/load", input = GetUrl)]
pub async fn load_article(slug: String) -> Result<ArticlePage, AppError> {
    use crate::{articles::service, call::CallContext};

    let call = CallContext::current().await?;
    call.answer(service::load(&call, &slug).await)
}

/// One article as its editor needs it; who may not change it is refused.
#[server(prefix = "/api", endpoint = "articles/load-to-edit", input = GetUrl)]
pub async fn load_to_edit(slug: String) -> Result<ArticlePage, AppError> {
    use crate::{articles::service, call::CallContext};

    let call = CallContext::current().await?;
    call.answer(service::load_to_edit(&call, &slug).await)
}

/// Every article that concerns the caller, last changed first.
#[server(prefix = "/api", endpoint = "articles/desk", input = GetUrl)]
pub async fn load_desk(stage: Option<String>, page: u32) -> Result<Desk, AppError> {
    use crate::{articles::service, call::CallContext};

    let call = CallContext::current().await?;
    call.answer(service::desk(&call, stage, page).await)
}

/// What a text looks like on its page, for whoever may save it there, or begin one in that department.
///
/// It changes nothing, and is a POST nevertheless: a text is longer than an address may be.
#[server(prefix = "/api", endpoint = "articles/preview")]
pub async fn preview_article(
    id: Option<ArticleId>,
    department: Option<String>,
    body: String,
) -> Result<SafeHtml, AppError> {
    use crate::{articles::service, call::CallContext};

    let call = CallContext::current().await?;
    call.answer(service::preview(&call, id, department, body).await)
}

/// Begins a draft, and leads to its editor.
#[server(prefix = "/api", endpoint = "articles/create")]
pub async fn create_article(
    department: String,
    title: String,
    standfirst: String,
    body: String,
) -> Result<(), AppError> {
    use crate::{
        articles::{service, text::ArticleText},
        call::CallContext,
    };

    let call = CallContext::current().await?;
    let text = ArticleText { title, standfirst, body };
    call.answer(service::create(&call, department, text).await)
}

/// Saves an article's text over the version that the writer has read; `automatic`, if the editor does so
/// by itself.
#[server(prefix = "/api", endpoint = "articles/update")]
pub async fn update_article(
    id: ArticleId,
    version: i64,
    title: String,
    standfirst: String,
    body: String,
    automatic: Option<bool>,
) -> Result<(), AppError> {
    use crate::{
        articles::{service, text::ArticleText},
        call::CallContext,
    };

    let call = CallContext::current().await?;
    let text = ArticleText { title, standfirst, body };
    let automatic = automatic.unwrap_or_default();
    call.answer(service::update(&call, id, version, text, automatic).await)
}

// A step may name the version that was read; then nothing happens to another one.

/// Hands a draft in for review.
#[server(prefix = "/api", endpoint = "articles/submit")]
pub async fn submit_article(id: ArticleId, version: Option<i64>) -> Result<(), AppError> {
    use crate::{articles::service, call::CallContext};

    let call = CallContext::current().await?;
    call.answer(service::submit(&call, id, version).await)
}

/// Hands drafts in for review, at most [`Chosen::MOST`]; each succeeds or fails on its own.
#[server(prefix = "/api", endpoint = "articles/submit-many")]
pub async fn submit_articles(#[server(default)] articles: Vec<Chosen>) -> Result<(), AppError> {
    use crate::{articles::service, call::CallContext};

    let call = CallContext::current().await?;
    call.answer(service::submit_many(&call, articles).await)
}

/// Hands a submission back to its author, with a note.
#[server(prefix = "/api", endpoint = "articles/return")]
pub async fn return_article(
    id: ArticleId,
    version: Option<i64>,
    note: String,
) -> Result<(), AppError> {
    use crate::{articles::service, call::CallContext};

    let call = CallContext::current().await?;
    call.answer(service::hand_back(&call, id, version, note).await)
}

/// Puts a reviewed article on the front page.
#[server(prefix = "/api", endpoint = "articles/publish")]
pub async fn publish_article(id: ArticleId, version: Option<i64>) -> Result<(), AppError> {
    use crate::{articles::service, call::CallContext};

    let call = CallContext::current().await?;
    call.answer(service::publish(&call, id, version).await)
}

/// Puts reviewed articles on the front page, at most [`Chosen::MOST`]; each succeeds or fails on its
/// own.
#[server(prefix = "/api", endpoint = "articles/publish-many")]
pub async fn publish_articles(#[server(default)] articles: Vec<Chosen>) -> Result<(), AppError> {
    use crate::{articles::service, call::CallContext};

    let call = CallContext::current().await?;
    call.answer(service::publish_many(&call, articles).await)
}

/// Takes a published article back, with a note.
#[server(prefix = "/api", endpoint = "articles/retract")]
pub async fn retract_article(
    id: ArticleId,
    version: Option<i64>,
    note: String,
) -> Result<(), AppError> {
    use crate::{articles::service, call::CallContext};

    let call = CallContext::current().await?;
    call.answer(service::retract(&call, id, version, note).await)
}

/// Throws a draft away, and leads to the desk.
#[server(prefix = "/api", endpoint = "articles/delete")]
pub async fn delete_article(id: ArticleId, version: Option<i64>) -> Result<(), AppError> {
    use crate::{articles::service, call::CallContext};

    let call = CallContext::current().await?;
    call.answer(service::delete(&call, id, version).await)
}
