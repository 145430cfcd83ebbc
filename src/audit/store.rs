//! How audit entries are kept: they are only ever added.

use sea_orm::{
    ActiveValue::{NotSet, Set},
    Condition, ConnectionTrait, DbErr, QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{ExprTrait, Query, SelectStatement},
};

use super::entry::{Kept, Outcome};
use crate::{
    authorization::Permission, server::database::Transaction, sessions::UserId,
    timestamp::Timestamp,
};

/// A row of the table `audit_entries`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_entries")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub at: i64,
    pub user_id: Option<i64>,
    pub permission: String,
    pub subject: String,
    pub subject_id: String,
    pub detail: String,
    pub outcome: String,
    pub policies: String,
    pub network: String,
    pub request_id: String,
}

/// Rows of other tables are other features' business.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<Model> for Kept {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            at: Timestamp::from_millis(row.at),
            user: row.user_id.map(UserId::new),
            permission: row.permission,
            subject: row.subject,
            subject_id: row.subject_id,
            detail: row.detail,
            outcome: row.outcome,
            policies: serde_json::from_str(&row.policies).unwrap_or_default(),
            network: row.network,
            request_id: row.request_id,
        }
    }
}

/// One thing that somebody did, or was refused.
pub struct NewEntry<'a> {
    pub at: Timestamp,
    pub user: Option<UserId>,
    pub permission: Permission,
    pub subject_id: &'a str,
    pub detail: &'a str,
    pub outcome: Outcome,
    pub policies: &'a [String],
    pub network: &'a str,
    pub request_id: &'a str,
}

/// Whether nothing of somebody's powers has changed since that version; nothing will until the
/// transaction ends.
pub async fn stays_current(tx: &Transaction, id: UserId, version: i64) -> Result<bool, DbErr> {
    let mut as_known = as_known(id, version);
    Ok(tx.query_one(as_known.lock_shared()).await?.is_some())
}

/// Whether nothing of somebody's powers has changed since that version.
pub async fn is_current(
    db: &impl ConnectionTrait,
    id: UserId,
    version: i64,
) -> Result<bool, DbErr> {
    Ok(db.query_one(&as_known(id, version)).await?.is_some())
}

/// Finds somebody who is as they were. The table is that of `people`, who record here what they do.
fn as_known(id: UserId, version: i64) -> SelectStatement {
    let mut as_known = Query::select();
    as_known
        .expr(Expr::val(1))
        .from("users")
        .and_where(Expr::col("id").eq(id.get()))
        .and_where(Expr::col("version").eq(version))
        .and_where(Expr::col("suspended_at").is_null());
    as_known
}

/// Adds an entry.
pub async fn insert(db: &impl ConnectionTrait, entry: NewEntry<'_>) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: NotSet,
        at: Set(entry.at.millis()),
        user_id: Set(entry.user.map(UserId::get)),
        permission: Set(entry.permission.cedar_action().to_owned()),
        subject: Set(entry.permission.subject().to_owned()),
        subject_id: Set(entry.subject_id.to_owned()),
        detail: Set(entry.detail.to_owned()),
        outcome: Set(entry.outcome.as_str().to_owned()),
        policies: Set(serde_json::json!(entry.policies).to_string()),
        network: Set(entry.network.to_owned()),
        request_id: Set(entry.request_id.to_owned()),
    };
    Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// The newest entries for which that holds, of those that are older than `before`.
pub async fn list(
    db: &impl ConnectionTrait,
    condition: Condition,
    before: Option<i64>,
    most: u64,
) -> Result<Vec<Kept>, DbErr> {
    let rows = Entity::find()
        .filter(condition.add_option(before.map(|id| Column::Id.lt(id))))
        .order_by_desc(Column::Id)
        .limit(most)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Kept::from).collect())
}
