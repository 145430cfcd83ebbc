//! One article, if the caller may know that it exists.

use std::collections::BTreeMap;

use super::{
    former,
    lists::{self, Names},
    model::{Article, ArticleId, Story},
    scope::Scope,
    store::{self, Newest},
};
use crate::{
    authorization::Permission,
    call::{CallContext, ServiceError},
    paths,
    sessions::UserId,
    slug::Slug,
};

/// The article that the caller wants to change. A visitor is told to sign in, whatever it is.
pub async fn find(call: &CallContext, id: ArticleId) -> Result<Article, ServiceError> {
    call.user()?;
    let row = store::find(&call.on.db, id).await?.ok_or(ServiceError::NotFound)?;
    readable(call, row).await
}

/// The article with that number, for whoever shows a part of it.
pub async fn find_to_read(call: &CallContext, id: ArticleId) -> Result<Article, ServiceError> {
    let row = store::find(&call.on.db, id).await?.ok_or(ServiceError::NotFound)?;
    readable(call, row).await
}

/// The article that has that address, or once had it.
pub async fn find_by_slug(call: &CallContext, slug: &str) -> Result<Article, ServiceError> {
    let slug = Slug::try_from(slug.to_owned()).map_err(|_| ServiceError::NotFound)?;
    let row = match store::find_by_slug(&call.on.db, slug.as_str()).await? {
        Some(row) => Some(row),
        None => formerly_at(call, &slug).await?,
    };
    readable(call, row.ok_or(ServiceError::NotFound)?).await
}

/// The article that once had that address.
async fn formerly_at(
    call: &CallContext,
    slug: &Slug,
) -> Result<Option<store::Model>, ServiceError> {
    match former::find(&call.on.db, slug.as_str()).await? {
        Some(id) => Ok(store::find(&call.on.db, id).await?),
        None => Ok(None),
    }
}

/// The addresses of those of these articles that the caller may read.
pub async fn addresses(
    call: &CallContext,
    ids: Vec<i64>,
) -> Result<BTreeMap<i64, String>, ServiceError> {
    let most = u32::try_from(ids.len()).unwrap_or(u32::MAX);
    let scope = Scope { ids: Some(ids), ..Scope::default() };
    let stories =
        lists::first(call, Permission::ReadArticle, &scope, Newest::Changed, most).await?;
    let address =
        |story: Story| (story.article.id.get(), paths::article(story.article.slug.as_str()));
    Ok(stories.into_iter().map(address).collect())
}

async fn readable(call: &CallContext, row: store::Model) -> Result<Article, ServiceError> {
    let names = Names::load(call, vec![UserId::new(row.author_id)]).await?;
    let article = names.article(row)?;
    // An article one may not read does not exist: its address must not give it away.
    match call.authorize_to_know(Permission::ReadArticle, &article) {
        Ok(()) => Ok(article),
        // What everybody could read once is known anyway.
        Err(_) if article.was_read(call.on.clock.now()) => Err(ServiceError::Gone),
        Err(unknown) => Err(unknown),
    }
}
