//! Recovery codes: of each only its hash.

use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, DbErr,
    entity::prelude::*,
};

use crate::{sessions::UserId, timestamp::Timestamp};

/// A row of the table `recovery_codes`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "recovery_codes")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub owner_id: i64,
    pub hash: String,
    pub created_at: i64,
}

/// Rows of other tables are other features' business.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// How many that person has.
pub async fn count(db: &impl ConnectionTrait, owner: UserId) -> Result<u64, DbErr> {
    Entity::find().filter(Column::OwnerId.eq(owner.get())).count(db).await
}

/// Keeps these in the place of all that there were.
pub async fn replace(
    db: &impl ConnectionTrait,
    owner: UserId,
    hashes: Vec<String>,
    now: Timestamp,
) -> Result<(), DbErr> {
    forget_of(db, owner).await?;
    let rows = hashes.into_iter().map(|hash| ActiveModel {
        id: NotSet,
        owner_id: Set(owner.get()),
        hash: Set(hash),
        created_at: Set(now.millis()),
    });
    Entity::insert_many(rows).exec_without_returning(db).await?;
    Ok(())
}

/// Uses one up. Whether it was one, and nobody else has.
pub async fn take(db: &impl ConnectionTrait, owner: UserId, hash: &str) -> Result<bool, DbErr> {
    let of_owner = Entity::delete_many().filter(Column::OwnerId.eq(owner.get()));
    let taken = of_owner.filter(Column::Hash.eq(hash)).exec(db).await?;
    Ok(taken.rows_affected == 1)
}

/// Forgets those of that person that were made since then.
pub async fn forget_since(
    db: &impl ConnectionTrait,
    owner: UserId,
    since: Timestamp,
) -> Result<(), DbErr> {
    let of_owner = Entity::delete_many().filter(Column::OwnerId.eq(owner.get()));
    of_owner.filter(Column::CreatedAt.gte(since.millis())).exec(db).await?;
    Ok(())
}

/// Forgets all of that person.
pub async fn forget_of(db: &impl ConnectionTrait, owner: UserId) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::OwnerId.eq(owner.get())).exec(db).await?;
    Ok(())
}
