//! Letters that wait to be carried.

use std::time::Duration;

use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, DbErr, ExprTrait, QueryOrder, QuerySelect,
    entity::prelude::*,
};

use crate::timestamp::Timestamp;

/// A row of the table `outbox`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub recipient: String,
    /// As JSON.
    pub errand: String,
    pub created_at: i64,
    pub due_at: i64,
    pub tries: i32,
}

/// Rows of other tables are other features' business.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Keeps a letter that waits.
pub async fn put(
    db: &impl ConnectionTrait,
    recipient: &str,
    errand: String,
    now: Timestamp,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: NotSet,
        recipient: Set(recipient.to_owned()),
        errand: Set(errand),
        created_at: Set(now.millis()),
        due_at: Set(now.millis()),
        tries: Set(0),
    };
    row.insert(db).await?;
    Ok(())
}

/// Letters that are due, those that have waited longest first.
pub async fn due(
    db: &impl ConnectionTrait,
    now: Timestamp,
    most: u64,
) -> Result<Vec<Model>, DbErr> {
    let due = Entity::find().filter(Column::DueAt.lte(now.millis()));
    due.order_by_asc(Column::DueAt).order_by_asc(Column::Id).limit(most).all(db).await
}

/// Takes a letter for that long, or puts it off. Whether nobody else has taken it.
pub async fn take(db: &impl ConnectionTrait, row: &Model, until: Timestamp) -> Result<bool, DbErr> {
    let taken = Entity::update_many()
        .col_expr(Column::DueAt, Expr::value(until.millis()))
        .col_expr(Column::Tries, Expr::col(Column::Tries).add(1))
        .filter(Column::Id.eq(row.id))
        .filter(Column::Tries.eq(row.tries))
        .exec(db)
        .await?;
    Ok(taken.rows_affected == 1)
}

/// How long ago the letter was asked for.
pub fn age(row: &Model, now: Timestamp) -> Duration {
    now.since(Timestamp::from_millis(row.created_at))
}

/// Forgets a letter.
pub async fn forget(db: &impl ConnectionTrait, id: i64) -> Result<(), DbErr> {
    Entity::delete_by_id(id).exec(db).await?;
    Ok(())
}

/// Forgets every letter to that address.
pub async fn forget_to(db: &impl ConnectionTrait, recipient: &str) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::Recipient.eq(recipient)).exec(db).await?;
    Ok(())
}
