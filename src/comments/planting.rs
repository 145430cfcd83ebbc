//! Comments as the seed plants them: as they are, asking nobody.

use std::collections::BTreeMap;

use super::{
    model::{Comment, CommentId},
    store,
};
use crate::{
    articles::{self, model::ArticleId},
    call::ServiceError,
    server::database::Transaction,
    timestamp::Timestamp,
};

/// Rows in one statement: PostgreSQL takes 65,535 values and SQLite half as many.
const ROWS: usize = 500;

/// A comment that was planted: where, and when it was written.
#[derive(Clone, Copy, Debug)]
pub struct Planted {
    /// The article.
    pub article: ArticleId,
    /// The comment.
    pub id: CommentId,
    /// When it was written.
    pub at: Timestamp,
}

/// Adds a comment as it is.
pub async fn plant(
    tx: &Transaction,
    article: ArticleId,
    comment: &Comment,
) -> Result<CommentId, ServiceError> {
    let reply_to = (comment.thread != CommentId::NEW).then_some(comment.thread);
    let id = store::insert(tx, article, reply_to, comment).await?;
    let more = i64::from(comment.hidden.is_none());
    articles::service::count_comments(tx, &[article], more).await?;
    Ok(id)
}

/// Adds comments that everybody reads as they are: a reply in its thread, every other in one of its own.
pub async fn plant_all(
    tx: &Transaction,
    comments: &[(ArticleId, Comment)],
) -> Result<Vec<Planted>, ServiceError> {
    let before = store::highest_id(tx).await?;
    for rows in comments.chunks(ROWS) {
        store::insert_all(tx, rows).await?;
    }
    store::begin_threads(tx, before).await?;
    let mut more: BTreeMap<ArticleId, i64> = BTreeMap::new();
    for (article, _) in comments {
        *more.entry(*article).or_default() += 1;
    }
    let mut articles: BTreeMap<i64, Vec<ArticleId>> = BTreeMap::new();
    for (article, more) in more {
        articles.entry(more).or_default().push(article);
    }
    for (more, articles) in articles {
        for articles in articles.chunks(ROWS) {
            articles::service::count_comments(tx, articles, more).await?;
        }
    }
    let planted = |row: store::Row| Planted {
        article: ArticleId::new(row.article_id),
        id: CommentId::new(row.id),
        at: Timestamp::from_millis(row.created_at),
    };
    Ok(store::after(tx, before).await?.into_iter().map(planted).collect())
}
