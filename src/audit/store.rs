//! How audit entries are kept: they are only ever added.

use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, DbErr,
    entity::prelude::*,
};

use crate::{authorization::Permission, sessions::UserId, timestamp::Timestamp};

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
    pub request_id: String,
}

/// Rows of other tables are other features' business.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// One thing that somebody did.
pub struct Entry<'a> {
    pub at: Timestamp,
    pub user: Option<UserId>,
    pub permission: Permission,
    pub subject_id: &'a str,
    pub detail: &'a str,
    pub request_id: &'a str,
}

/// Adds an entry.
pub async fn insert(db: &impl ConnectionTrait, entry: Entry<'_>) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: NotSet,
        at: Set(entry.at.millis()),
        user_id: Set(entry.user.map(UserId::get)),
        permission: Set(entry.permission.cedar_action().to_owned()),
        subject: Set(entry.permission.subject().to_owned()),
        subject_id: Set(entry.subject_id.to_owned()),
        detail: Set(entry.detail.to_owned()),
        request_id: Set(entry.request_id.to_owned()),
    };
    Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}
