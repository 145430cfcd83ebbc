//! Finds every new article an address of its own.

use super::{entry::record, model::Article, revisions, store};
use crate::{
    authorization::Permission,
    call::{CallContext, ServiceError},
    server::database,
    slug::Slug,
};

/// How often a new article looks for a free address.
const ATTEMPTS: usize = 32;

/// Keeps a new article under an address of its own.
///
/// PostgreSQL lets two writers find the same address free, and refuses the second: who was refused
/// looks again. As many as that at once are no coincidence.
pub async fn insert(call: &CallContext, draft: Article) -> Result<Article, ServiceError> {
    for _ in 0..ATTEMPTS {
        let tx = database::begin(&call.on.db).await?;
        let slug = free_slug(&tx, &draft.text.title).await?;
        let draft = Article { slug, ..draft.clone() };
        if let Some(id) = store::insert(&tx, &draft, draft.changed_at).await? {
            let article = Article { id, ..draft };
            revisions::begin(&tx, &article).await?;
            record(&tx, call, Permission::CreateArticle, &article).await?;
            tx.commit().await?;
            return Ok(article);
        }
    }
    Err(ServiceError::Busy { seconds: 1 })
}

async fn free_slug(tx: &database::Transaction, title: &str) -> Result<Slug, ServiceError> {
    let plain = Slug::from_title(title);
    let mut slug = plain.clone();
    let mut number = 2;
    while store::is_taken(tx, slug.as_str()).await? {
        slug = plain.numbered(number);
        number += 1;
    }
    Ok(slug)
}
