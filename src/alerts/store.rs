//! How alerts are kept: what is alike once, with how often; and the newest only.

use sea_orm::{
    ActiveValue::{NotSet, Set},
    Condition, ConnectionTrait, DbErr, QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{ExprTrait, OnConflict},
};

use super::model::{Alert, Kind};
use crate::timestamp::Timestamp;

/// So many of a kind are kept: whoever makes alerts up fills nothing.
const MOST: u64 = 500;

/// A row of the table `alerts`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "alerts")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub kind: String,
    pub what: String,
    pub detail: String,
    pub first_at: i64,
    pub last_at: i64,
    pub times: i64,
    pub until: Option<i64>,
}

/// Alerts belong to nothing.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Nothing, if a later version has kept it.
    fn read(self) -> Option<Alert> {
        Some(Alert {
            id: self.id,
            kind: Kind::of(&self.kind)?,
            what: self.what,
            detail: self.detail,
            first_at: Timestamp::from_millis(self.first_at),
            last_at: Timestamp::from_millis(self.last_at),
            times: self.times,
            until: self.until.map(Timestamp::from_millis),
        })
    }
}

/// One more of its kind.
pub struct NewAlert {
    pub kind: Kind,
    pub what: String,
    pub detail: String,
    pub at: Timestamp,
    pub until: Option<Timestamp>,
}

/// Counts it with those that are alike.
pub async fn add(db: &impl ConnectionTrait, alert: NewAlert) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: NotSet,
        kind: Set(alert.kind.as_str().to_owned()),
        what: Set(alert.what),
        detail: Set(alert.detail),
        first_at: Set(alert.at.millis()),
        last_at: Set(alert.at.millis()),
        times: Set(1),
        until: Set(alert.until.map(Timestamp::millis)),
    };
    let once_more = Expr::col((Entity, Column::Times)).add(1);
    let alike = OnConflict::columns([Column::Kind, Column::What])
        .update_columns([Column::Detail, Column::LastAt, Column::Until])
        .value(Column::Times, once_more)
        .to_owned();
    Entity::insert(row).on_conflict(alike).exec_without_returning(db).await?;
    Ok(())
}

/// Forgets all but the newest of a kind: whoever makes reports up hides nothing else.
pub async fn make_room(db: &impl ConnectionTrait, kind: Kind) -> Result<(), DbErr> {
    let of_kind = Column::Kind.eq(kind.as_str());
    let first_too_many = Entity::find()
        .filter(of_kind.clone())
        .order_by_desc(Column::LastAt)
        .order_by_desc(Column::Id)
        .offset(MOST);
    if let Some(old) = first_too_many.one(db).await? {
        let older = Column::LastAt.lt(old.last_at);
        let as_old = Column::LastAt.eq(old.last_at).and(Column::Id.lte(old.id));
        Entity::delete_many().filter(of_kind).filter(older.or(as_old)).exec(db).await?;
    }
    Ok(())
}

/// Those for which that holds, the newest first.
pub async fn newest(db: &impl ConnectionTrait, condition: Condition) -> Result<Vec<Alert>, DbErr> {
    let newest = Entity::find().filter(condition).order_by_desc(Column::LastAt);
    let rows = newest.order_by_desc(Column::Id).limit(2 * MOST).all(db).await?;
    Ok(rows.into_iter().filter_map(Model::read).collect())
}
