//! Decides about an article besides its text: find, authorize, check, save.

use super::checked;
use crate::{
    articles::{address, found, kept, model::ArticleId, steps::unless_changed},
    authorization::Permission,
    call::{CallContext, ServiceError},
    paths,
    slug::Slug,
};

/// Keeps an article from its readers until a moment, or no longer.
pub async fn embargo(
    call: &CallContext,
    id: ArticleId,
    read: Option<i64>,
    until: String,
) -> Result<(), ServiceError> {
    let article = found::find(call, id).await?;
    let permit = call.authorize(Permission::EmbargoArticle, &article)?;
    unless_changed(&article, read)?;

    let now = call.on.clock.now();
    let until = checked::embargo(&until, now).map_err(ServiceError::Invalid)?;
    kept::save(call, permit, article.embargoed(until, now)).await
}

/// Puts an article under legal hold.
pub async fn hold(
    call: &CallContext,
    id: ArticleId,
    read: Option<i64>,
    reason: String,
) -> Result<(), ServiceError> {
    let article = found::find(call, id).await?;
    let permit = call.authorize(Permission::HoldArticle, &article)?;
    unless_changed(&article, read)?;

    let reason = checked::reason(&reason).map_err(ServiceError::Invalid)?;
    kept::save(call, permit, article.held(Some(reason))).await
}

/// Lifts the legal hold.
pub async fn release(
    call: &CallContext,
    id: ArticleId,
    read: Option<i64>,
) -> Result<(), ServiceError> {
    let article = found::find(call, id).await?;
    let permit = call.authorize(Permission::ReleaseArticle, &article)?;
    unless_changed(&article, read)?;

    kept::save(call, permit, article.held(None)).await
}

/// Gives an article another address, and leads there; the one before leads on to it.
pub async fn readdress(
    call: &CallContext,
    id: ArticleId,
    read: Option<i64>,
    slug: String,
) -> Result<(), ServiceError> {
    let article = found::find(call, id).await?;
    let permit = call.authorize(Permission::ReaddressArticle, &article)?;
    unless_changed(&article, read)?;

    let wanted = checked::slug(&slug).map_err(ServiceError::Invalid)?;
    let wanted = wanted.unwrap_or_else(|| Slug::from_title(&article.text.title));
    let slug = address::change(call, permit, article, &wanted).await?;
    call.lead_to(&paths::readdressed(slug.as_str(), wanted.as_str()));
    Ok(())
}

/// Says whose names stand under the headline.
pub async fn credit(
    call: &CallContext,
    id: ArticleId,
    read: Option<i64>,
    byline: String,
) -> Result<(), ServiceError> {
    let article = found::find(call, id).await?;
    let permit = call.authorize(Permission::CreditArticle, &article)?;
    unless_changed(&article, read)?;

    let byline = checked::byline(&byline).map_err(ServiceError::Invalid)?;
    kept::save(call, permit, article.credited(byline)).await
}
