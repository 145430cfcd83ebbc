//! What an article has said, and the way back to it.

use tokio::task::spawn_blocking;

use super::{
    difference,
    model::{Against, Comparison, Difference, History, Revision},
};
use crate::{
    articles::{
        discreet::discreet,
        found, kept,
        model::{Article, ArticleId},
        revisions,
        text::ArticleText,
    },
    authorization::Permission,
    call::{CallContext, ServiceError},
    paths, people,
    sessions::UserId,
    timestamp::Timestamp,
};

/// What an article has said: the text of a version, or the newest, compared with the one before it, or
/// with the one that stands.
pub async fn load(
    call: &CallContext,
    slug: &str,
    version: Option<i64>,
    with_current: bool,
) -> Result<History, ServiceError> {
    let article = readable(call, slug).await?;
    let revisions = revisions(call, &article).await?;
    let place = match version {
        None => 0,
        Some(version) => {
            revisions.iter().position(|one| one.version == version).ok_or(ServiceError::NotFound)?
        }
    };
    let (chosen, newest) = (revisions[place].version, revisions[0].version);
    let before = revisions.get(place + 1).map(|before| before.version);
    let (against, from, to) = match before {
        _ if with_current => (Against::Current, Some(chosen), newest),
        Some(before) => (Against::Before, Some(before), chosen),
        None => (Against::Nothing, None, chosen),
    };
    let difference = compare(call, &article, from, to).await?;
    let article = discreet(call, article);
    Ok(History { article, revisions, comparison: Comparison { chosen, against, difference } })
}

/// Saves an earlier text as the next version, as if it had been typed.
pub async fn restore(
    call: &CallContext,
    id: ArticleId,
    version: i64,
    revision: i64,
) -> Result<(), ServiceError> {
    let article = found::find(call, id).await?;
    let permit = call
        .authorize(Permission::UpdateArticle, &article)?
        .and(call.authorize(Permission::ReadHistory, &article)?);

    let earlier = if revision == article.version {
        article.text.clone()
    } else {
        let earlier = revisions::find(&call.on.db, id, revision).await?;
        earlier.ok_or(ServiceError::NotFound)?.text()
    };
    let history = paths::history(article.slug.as_str());
    kept::save_text(call, permit, article, version, (earlier, false)).await?;
    call.lead_to(&history);
    Ok(())
}

/// The article, for whoever may look back at it.
async fn readable(call: &CallContext, slug: &str) -> Result<Article, ServiceError> {
    call.user()?;
    let article = found::find_by_slug(call, slug).await?;
    call.authorize(Permission::ReadHistory, &article)?.unrecorded();
    Ok(article)
}

/// Every revision, the newest first. An article that was never saved again has one text.
async fn revisions(call: &CallContext, article: &Article) -> Result<Vec<Revision>, ServiceError> {
    let rows = revisions::list(&call.on.db, article.id).await?;
    if rows.is_empty() {
        return Ok(vec![Revision {
            version: article.version,
            by: article.author.name.clone(),
            at: article.changed_at,
            words: i64::try_from(article.text.words()).unwrap_or(i64::MAX),
            automatic: false,
        }]);
    }
    let savers = rows.iter().map(|row| UserId::new(row.saved_by)).collect();
    let names = people::service::names(call, savers).await?;
    let revision = |row: revisions::ListRow| Revision {
        version: row.version,
        by: names.get(&UserId::new(row.saved_by)).cloned().unwrap_or_default(),
        at: Timestamp::from_millis(row.saved_at),
        words: row.words,
        automatic: row.automatic,
    };
    Ok(rows.into_iter().map(revision).collect())
}

async fn compare(
    call: &CallContext,
    article: &Article,
    from: Option<i64>,
    to: i64,
) -> Result<Difference, ServiceError> {
    let new = text(call, article, to).await?;
    let old = match from {
        Some(from) => text(call, article, from).await?,
        None => ArticleText::default(),
    };
    // Long texts take longer than answers to others may wait.
    let difference = spawn_blocking(move || difference::between(&old, &new)).await;
    difference.map_err(ServiceError::failed)
}

/// The text of that version; without revisions, the one that stands.
async fn text(
    call: &CallContext,
    article: &Article,
    version: i64,
) -> Result<ArticleText, ServiceError> {
    let revision = revisions::find(&call.on.db, article.id, version).await?;
    Ok(revision.map_or_else(|| article.text.clone(), revisions::Model::text))
}
