//! Which accounts are to be deleted, and when.

use sea_orm::{
    ActiveValue::Set, ConnectionTrait, DbErr, QueryOrder, QuerySelect, entity::prelude::*,
    sea_query::OnConflict,
};

use crate::{server::database::Transaction, sessions::UserId, timestamp::Timestamp};

/// A row of the table `leavings`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "leavings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: i64,
    pub asked_at: i64,
    pub due_at: i64,
}

/// Rows of other tables are other features' business.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// When that account is due, if it is to be deleted.
pub async fn find(db: &impl ConnectionTrait, user: UserId) -> Result<Option<Timestamp>, DbErr> {
    let found = Entity::find_by_id(user.get()).one(db).await?;
    Ok(found.map(|row| Timestamp::from_millis(row.due_at)))
}

/// Keeps that the account is to be deleted. Whether that was not asked for already.
pub async fn insert(
    tx: &Transaction,
    user: UserId,
    (now, due): (Timestamp, Timestamp),
) -> Result<bool, DbErr> {
    let row = ActiveModel {
        user_id: Set(user.get()),
        asked_at: Set(now.millis()),
        due_at: Set(due.millis()),
    };
    let once = OnConflict::column(Column::UserId).do_nothing().to_owned();
    Ok(Entity::insert(row).on_conflict(once).exec_without_returning(tx).await? == 1)
}

/// Keeps the account. Whether it was to be deleted.
pub async fn delete(tx: &Transaction, user: UserId) -> Result<bool, DbErr> {
    Ok(Entity::delete_by_id(user.get()).exec(tx).await?.rows_affected == 1)
}

/// Accounts that are due, after that number.
pub async fn due(
    db: &impl ConnectionTrait,
    (after, now): (i64, Timestamp),
    most: u64,
) -> Result<Vec<UserId>, DbErr> {
    let due = Entity::find().filter(Column::DueAt.lte(now.millis()));
    let due = due.filter(Column::UserId.gt(after)).order_by_asc(Column::UserId);
    let rows = due.limit(most).all(db).await?;
    Ok(rows.into_iter().map(|row| UserId::new(row.user_id)).collect())
}

/// Takes an account that is due. Whether nobody else has, and its owner has not kept it.
pub async fn take(tx: &Transaction, user: UserId, now: Timestamp) -> Result<bool, DbErr> {
    let due = Entity::delete_by_id(user.get()).filter(Column::DueAt.lte(now.millis()));
    Ok(due.exec(tx).await?.rows_affected == 1)
}

/// Puts off an account that cannot go now.
pub async fn put_off(
    db: &impl ConnectionTrait,
    user: UserId,
    until: Timestamp,
) -> Result<(), DbErr> {
    let later = Entity::update_many().col_expr(Column::DueAt, Expr::value(until.millis()));
    later.filter(Column::UserId.eq(user.get())).exec(db).await?;
    Ok(())
}
