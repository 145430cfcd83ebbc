//! Saves articles, unless they have changed since they were read.

use super::{
    entry::{record, tell},
    found::find,
    model::{Article, Stage},
    revisions, store,
    text::ArticleText,
};
use crate::{
    call::{CallContext, Permit, ServiceError},
    server::database,
};

/// Saves another text as the article's next version, and keeps it as a revision; `automatic` is what
/// nobody asked for.
pub async fn save_text(
    call: &CallContext,
    permit: Permit,
    article: Article,
    read: i64,
    (text, automatic): (ArticleText, bool),
) -> Result<(), ServiceError> {
    let by = call.user()?.id;
    let text = text.checked().map_err(ServiceError::Invalid)?;
    if article.version != read {
        return Err(stale(call, &article, read).await);
    }
    // Whatever the form says: what others may have read is not replaced.
    let automatic = automatic && article.stage == Stage::Draft && !article.terms.held;
    let changed_at = call.on.clock.now();
    let changed = Article { text, changed_at, ..article.clone() };
    let tx = database::begin(&call.on.db).await?;
    if !store::save(&tx, &changed).await? {
        tx.rollback().await?;
        return Err(stale(call, &find(call, article.id).await?, read).await);
    }
    let changed = Article { version: article.version + 1, ..changed };
    revisions::keep(&tx, &article, &changed, by, automatic).await?;
    record(&tx, call, &permit, &changed).await?;
    tx.commit().await?;
    tell(call, permit.permission(), &changed).await;
    Ok(())
}

/// Saves an article in its next stage: that is news.
pub async fn save_step(
    call: &CallContext,
    permit: Permit,
    article: Article,
) -> Result<(), ServiceError> {
    save(call, permit, Article { changed_at: call.on.clock.now(), ..article }).await
}

/// Saves an article as its next version, unless somebody else has changed it meanwhile.
pub async fn save(
    call: &CallContext,
    permit: Permit,
    article: Article,
) -> Result<(), ServiceError> {
    let tx = database::begin(&call.on.db).await?;
    if !store::save(&tx, &article).await? {
        tx.rollback().await?;
        return Err(stale(call, &find(call, article.id).await?, article.version).await);
    }
    record(&tx, call, &permit, &article).await?;
    tx.commit().await?;
    tell(call, permit.permission(), &Article { version: article.version + 1, ..article }).await;
    Ok(())
}

/// It was changed meanwhile: this is how it stood when it was read, and how it stands.
pub async fn stale(call: &CallContext, now: &Article, read: i64) -> ServiceError {
    match both(call, now, read).await {
        Ok(stale) | Err(stale) => stale,
    }
}

async fn both(call: &CallContext, now: &Article, read: i64) -> Result<ServiceError, ServiceError> {
    let (db, user) = (&call.on.db, call.user()?.id);
    let base = revisions::text_in(db, now.id, read).await?;
    Ok(ServiceError::Stale {
        base: base.map(|base| base.fields()).unwrap_or_default(),
        theirs: now.text.fields(),
        version: now.version,
        own: revisions::last_by(db, now.id).await? == Some(user),
    })
}
