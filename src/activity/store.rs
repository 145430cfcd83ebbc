//! How it is kept what happened to accounts.

use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, DbErr, QueryOrder, QuerySelect,
    entity::prelude::*,
};

use super::model::{Event, What};
use crate::{
    sessions::{Place, UserId},
    timestamp::Timestamp,
};

/// A row of the table `activities`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "activities")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub user_id: i64,
    pub at: i64,
    pub what: String,
    pub detail: String,
    pub device: String,
    pub network: String,
}

/// Rows of other tables are other features' business.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What another version has kept in a word of its own is not told.
fn event(row: Model) -> Option<Event> {
    Some(Event {
        id: row.id,
        at: Timestamp::from_millis(row.at),
        what: What::named(&row.what)?,
        detail: row.detail,
        device: row.device,
        network: row.network,
    })
}

/// Keeps what happened.
pub async fn insert(
    db: &impl ConnectionTrait,
    user: UserId,
    at: Timestamp,
    what: What,
    (detail, place): (&str, &Place),
) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: NotSet,
        user_id: Set(user.get()),
        at: Set(at.millis()),
        what: Set(what.as_str().to_owned()),
        detail: Set(detail.to_owned()),
        device: Set(place.device.clone()),
        network: Set(place.network.clone()),
    };
    Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// The newest of what happened to that account, older than `before`.
pub async fn list(
    db: &impl ConnectionTrait,
    user: UserId,
    before: Option<i64>,
    most: u64,
) -> Result<Vec<Event>, DbErr> {
    let known = What::ALL.map(What::as_str);
    let mut found = Entity::find().filter(Column::UserId.eq(user.get()));
    found = found.filter(Column::What.is_in(known));
    if let Some(before) = before {
        found = found.filter(Column::Id.lt(before));
    }
    let rows = found.order_by_desc(Column::Id).limit(most).all(db).await?;
    Ok(rows.into_iter().filter_map(event).collect())
}

/// Forgets some of what happened before that moment, and says how many.
pub async fn forget(db: &impl ConnectionTrait, before: Timestamp, most: u64) -> Result<u64, DbErr> {
    let old = Entity::find().select_only().column(Column::Id);
    let old = old.filter(Column::At.lt(before.millis())).limit(most);
    let old: Vec<i64> = old.into_tuple().all(db).await?;
    Ok(Entity::delete_many().filter(Column::Id.is_in(old)).exec(db).await?.rows_affected)
}

/// Forgets what happened to that account.
pub async fn forget_of(db: &impl ConnectionTrait, user: UserId) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::UserId.eq(user.get())).exec(db).await?;
    Ok(())
}
