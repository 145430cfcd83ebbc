//! What somebody has written, for who takes it home.

use sea_orm::{DbErr, QueryOrder, QuerySelect, entity::prelude::*, sea_query::Query};
use serde_json::{Value as Json, json};

use super::{revisions, store};
use crate::{
    call::{CallContext, ServiceError},
    sessions::UserId,
    timestamp::Timestamp,
};

/// Their articles after that number, with their texts as they stand.
pub async fn articles(
    call: &CallContext,
    author: UserId,
    after: i64,
    most: u64,
) -> Result<Vec<(i64, Json)>, ServiceError> {
    let rows = store::Entity::find()
        .filter(store::Column::AuthorId.eq(author.get()))
        .filter(store::Column::Id.gt(after))
        .order_by_asc(store::Column::Id)
        .limit(most)
        .all(&call.on.db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, article(row))).collect())
}

fn article(row: store::Model) -> Json {
    json!({
        "number": row.id,
        "address": row.slug,
        "department": row.department_id,
        "stage": row.stage,
        "title": row.title,
        "standfirst": row.standfirst,
        "body": row.body,
        "byline": row.byline,
        "begun": moment(row.created_at),
        "changed": moment(row.changed_at),
        "published": row.published_at.map(moment),
    })
}

/// The versions of their articles after that number which they saved themselves.
pub async fn versions(
    call: &CallContext,
    author: UserId,
    after: i64,
    most: u64,
) -> Result<Vec<(i64, Json)>, ServiceError> {
    let rows = own_versions(&call.on.db, author, after, most).await?;
    Ok(rows.into_iter().map(|row| (row.id, version(row))).collect())
}

async fn own_versions(
    db: &impl ConnectionTrait,
    author: UserId,
    after: i64,
    most: u64,
) -> Result<Vec<revisions::Model>, DbErr> {
    let mut own = Query::select();
    own.column(store::Column::Id).from(store::Entity);
    own.and_where(store::Column::AuthorId.eq(author.get()));
    revisions::Entity::find()
        .filter(revisions::Column::SavedBy.eq(author.get()))
        .filter(revisions::Column::ArticleId.in_subquery(own))
        .filter(revisions::Column::Id.gt(after))
        .order_by_asc(revisions::Column::Id)
        .limit(most)
        .all(db)
        .await
}

fn version(row: revisions::Model) -> Json {
    json!({
        "article": row.article_id,
        "version": row.version,
        "saved": moment(row.saved_at),
        "title": row.title,
        "standfirst": row.standfirst,
        "body": row.body,
    })
}

fn moment(millis: i64) -> String {
    Timestamp::from_millis(millis).to_string()
}
