//! Which files somebody keeps here, for who takes home what is theirs.

use serde_json::{Value as Json, json};

use super::store;
use crate::{
    call::{CallContext, ServiceError},
    sessions::UserId,
    timestamp::Timestamp,
};

/// Their files after that number, without the bytes.
pub async fn files(
    call: &CallContext,
    owner: UserId,
    after: i64,
    most: u64,
) -> Result<Vec<(i64, Json)>, ServiceError> {
    let rows = store::of_owner(&call.on.db, owner, after, most).await?;
    Ok(rows.into_iter().map(|row| (row.id, file(row))).collect())
}

fn file(row: store::Row) -> Json {
    json!({
        "number": row.id,
        "article": row.article_id,
        "name": row.name,
        "description": row.description,
        "media": row.media,
        "bytes": row.size,
        "sent": Timestamp::from_millis(row.created_at).to_string(),
    })
}
