//! Codes in letters: whose each is, what it is for, and until when. Of its digits only a signature is kept.

use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, DbErr,
    entity::prelude::*,
    sea_query::OnConflict,
};

use crate::{sessions::UserId, timestamp::Timestamp};

/// A row of the table `mail_codes`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mail_codes")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Whose letter it stood in.
    pub owner_id: i64,
    /// What it is for.
    pub bound_to: String,
    pub hash: String,
    pub expires_at: i64,
}

/// Rows of other tables are other features' business.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Keeps a code, in the place of an older one of that person for the same.
pub async fn put(
    db: &impl ConnectionTrait,
    (owner, bound_to): (UserId, &str),
    hash: String,
    expires: Timestamp,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: NotSet,
        owner_id: Set(owner.get()),
        bound_to: Set(bound_to.to_owned()),
        hash: Set(hash),
        expires_at: Set(expires.millis()),
    };
    let newer = OnConflict::columns([Column::OwnerId, Column::BoundTo])
        .update_columns([Column::Hash, Column::ExpiresAt])
        .to_owned();
    Entity::insert(row).on_conflict(newer).exec_without_returning(db).await?;
    Ok(())
}

/// Uses a code up. Whether it was that one, still held, and nobody else has.
pub async fn take(
    db: &impl ConnectionTrait,
    (owner, bound_to): (UserId, &str),
    hash: &str,
    now: Timestamp,
) -> Result<bool, DbErr> {
    let taken = Entity::delete_many()
        .filter(Column::OwnerId.eq(owner.get()))
        .filter(Column::BoundTo.eq(bound_to))
        .filter(Column::Hash.eq(hash))
        .filter(Column::ExpiresAt.gt(now.millis()))
        .exec(db)
        .await?;
    Ok(taken.rows_affected == 1)
}

/// Forgets every code of that person.
pub async fn forget_of(db: &impl ConnectionTrait, owner: UserId) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::OwnerId.eq(owner.get())).exec(db).await?;
    Ok(())
}

/// Forgets what holds no longer.
pub async fn forget_old(db: &impl ConnectionTrait, now: Timestamp) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::ExpiresAt.lte(now.millis())).exec(db).await?;
    Ok(())
}
