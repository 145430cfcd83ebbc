//! What somebody has said, for who takes it home.

use serde_json::{Value as Json, json};

use super::store;
use crate::{
    call::{CallContext, ServiceError},
    sessions::UserId,
    timestamp::Timestamp,
};

/// Their comments after that number.
pub async fn comments(
    call: &CallContext,
    author: UserId,
    after: i64,
    most: u64,
) -> Result<Vec<(i64, Json)>, ServiceError> {
    let rows = store::of_author(&call.on.db, author, after, most).await?;
    Ok(rows.into_iter().map(|row| (row.id, comment(row))).collect())
}

fn comment(row: store::Row) -> Json {
    let moment = |millis| Timestamp::from_millis(millis).to_string();
    json!({
        "article": row.article_id,
        "text": row.text,
        "said": moment(row.created_at),
        "changed": row.edited_at.map(moment),
        "hidden": row.hidden,
    })
}
