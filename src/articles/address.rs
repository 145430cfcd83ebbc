//! Finds every article an address of its own.

use super::{
    entry::{record, tell},
    former, found, kept,
    model::{Article, ArticleId},
    revisions, store,
};
use crate::{
    call::{CallContext, Permit, ServiceError},
    server::database,
    slug::Slug,
};

/// How often a new article looks for a free address.
const ATTEMPTS: usize = 32;

/// Keeps a new article under an address of its own.
///
/// PostgreSQL lets two writers find the same address free, and refuses the second: who was refused
/// looks again. As many as that at once are no coincidence.
pub async fn insert(
    call: &CallContext,
    permit: Permit,
    draft: Article,
) -> Result<Article, ServiceError> {
    for _ in 0..ATTEMPTS {
        let tx = database::begin(&call.on.db).await?;
        let wanted = Slug::from_title(&draft.text.title);
        let slug = free_slug(&tx, &wanted, ArticleId::NEW).await?;
        let draft = Article { slug, ..draft.clone() };
        if let Some(id) = store::insert(&tx, &draft, draft.changed_at).await? {
            let article = Article { id, ..draft };
            revisions::begin(&tx, &article).await?;
            record(&tx, call, &permit.about(id), &article).await?;
            tx.commit().await?;
            return Ok(article);
        }
    }
    Err(ServiceError::Busy { seconds: 1 })
}

/// Gives an article that address, or one like it that is free; the one before leads on to it.
pub async fn change(
    call: &CallContext,
    permit: Permit,
    article: Article,
    wanted: &Slug,
) -> Result<Slug, ServiceError> {
    let tx = database::begin(&call.on.db).await?;
    let slug = free_slug(&tx, wanted, article.id).await?;
    if slug == article.slug {
        return Ok(slug);
    }
    let (id, old) = (article.id, article.slug.clone());
    let article = Article { slug: slug.clone(), ..article };
    if !store::save(&tx, &article).await? {
        tx.rollback().await?;
        let now = found::find(call, id).await?;
        return Err(kept::stale(call, &now, article.version).await);
    }
    former::take_back(&tx, slug.as_str()).await?;
    former::leave(&tx, old.as_str(), id).await?;
    record(&tx, call, &permit, &article).await?;
    tx.commit().await?;
    // Open pages know it by the address before.
    tell(
        call,
        permit.permission(),
        &Article { slug: old, version: article.version + 1, ..article },
    )
    .await;
    Ok(slug)
}

/// That address or one like it, which no other article has or once had.
async fn free_slug(
    tx: &database::Transaction,
    wanted: &Slug,
    for_whom: ArticleId,
) -> Result<Slug, ServiceError> {
    if !is_of_another(tx, wanted, for_whom).await? {
        return Ok(wanted.clone());
    }
    // Of a thousand articles of one title, twenty are looked at.
    let (mut taken, mut free) = (1, 2);
    while is_of_another(tx, &wanted.numbered(free), for_whom).await? {
        (taken, free) = (free, free * 2);
    }
    while free - taken > 1 {
        let between = taken.midpoint(free);
        if is_of_another(tx, &wanted.numbered(between), for_whom).await? {
            taken = between;
        } else {
            free = between;
        }
    }
    Ok(wanted.numbered(free))
}

async fn is_of_another(
    tx: &database::Transaction,
    slug: &Slug,
    article: ArticleId,
) -> Result<bool, ServiceError> {
    let holder = match store::holder(tx, slug.as_str()).await? {
        Some(holder) => Some(holder),
        None => former::find(tx, slug.as_str()).await?,
    };
    Ok(holder.is_some_and(|holder| holder != article))
}
