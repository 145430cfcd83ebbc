//! Articles as the seed plants them: as they are, asking nobody.

use super::{
    model::{Article, ArticleId},
    store,
};
use crate::{
    call::{Foundation, ServiceError},
    server::database::Transaction,
    timestamp::Timestamp,
};

/// Rows in one statement: PostgreSQL takes 65,535 values and SQLite half as many.
const ROWS: usize = 500;

/// Adds an article as it is.
pub async fn plant(
    tx: &Transaction,
    article: &Article,
    written_at: Timestamp,
) -> Result<ArticleId, ServiceError> {
    store::insert(tx, article, written_at).await?.ok_or(ServiceError::Busy { seconds: 1 })
}

/// Adds articles as they are, each with the moment when it was begun.
///
/// Those that everybody reads, and since when.
pub async fn plant_all(
    tx: &Transaction,
    articles: &[(Article, Timestamp)],
) -> Result<Vec<(ArticleId, Timestamp)>, ServiceError> {
    let before = store::highest_id(tx).await?;
    for rows in articles.chunks(ROWS) {
        store::insert_all(tx, rows).await?;
    }
    Ok(store::published_after(tx, before).await?)
}

/// The highest number of an article yet; 0 without articles.
pub async fn highest_number(on: &Foundation) -> Result<i64, ServiceError> {
    Ok(store::highest_id(&on.db).await?)
}
