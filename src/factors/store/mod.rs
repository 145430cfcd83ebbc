//! What is kept of second factors, and of the codes that stand in for one.

pub mod recovery_codes;

use sea_orm::{
    ActiveValue::{NotSet, Set},
    Condition, ConnectionTrait, DbErr, QueryOrder, SqlErr,
    entity::prelude::*,
};

use super::model::{Factor, Kind};
use crate::{sessions::UserId, timestamp::Timestamp};

/// A row of the table `factors`.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "factors")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub owner_id: i64,
    pub kind: String,
    /// The seed, sealed.
    pub secret: Option<String>,
    /// The step of the last code that counted.
    pub last_step: Option<i64>,
    pub created_at: i64,
    pub used_at: Option<i64>,
}

/// Rows of other tables are other features' business.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl std::fmt::Debug for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Model({}, {})", self.id, self.kind)
    }
}

impl Model {
    /// What may be shown of it.
    pub fn factor(&self) -> Option<Factor> {
        Some(Factor {
            kind: Kind::named(&self.kind)?,
            since: Timestamp::from_millis(self.created_at),
            used: self.used_at.map(Timestamp::from_millis),
        })
    }
}

/// A factor that is about to be kept.
pub struct NewFactor {
    /// Which.
    pub kind: Kind,
    /// Its seed, sealed.
    pub secret: Option<String>,
    /// The step of the code by which it was confirmed.
    pub last_step: Option<i64>,
}

/// The factors of that person.
pub async fn list(db: &impl ConnectionTrait, owner: UserId) -> Result<Vec<Model>, DbErr> {
    let of_owner = Entity::find().filter(Column::OwnerId.eq(owner.get()));
    of_owner.order_by_desc(Column::Kind).all(db).await
}

/// The factor of that kind.
pub async fn find(
    db: &impl ConnectionTrait,
    owner: UserId,
    kind: Kind,
) -> Result<Option<Model>, DbErr> {
    let of_owner = Entity::find().filter(Column::OwnerId.eq(owner.get()));
    of_owner.filter(Column::Kind.eq(kind.as_str())).one(db).await
}

/// Keeps a factor. Whether there was none of its kind.
pub async fn insert(
    db: &impl ConnectionTrait,
    owner: UserId,
    factor: NewFactor,
    now: Timestamp,
) -> Result<bool, DbErr> {
    let row = ActiveModel {
        id: NotSet,
        owner_id: Set(owner.get()),
        kind: Set(factor.kind.as_str().to_owned()),
        secret: Set(factor.secret),
        last_step: Set(factor.last_step),
        created_at: Set(now.millis()),
        used_at: Set(None),
    };
    match row.insert(db).await {
        Ok(_) => Ok(true),
        Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
            Ok(false)
        }
        Err(error) => Err(error),
    }
}

/// Uses a step up. Whether no code of it, or of a later one, has counted yet.
pub async fn use_step(
    db: &impl ConnectionTrait,
    id: i64,
    step: i64,
    now: Timestamp,
) -> Result<bool, DbErr> {
    let is_new = Condition::any().add(Column::LastStep.is_null()).add(Column::LastStep.lt(step));
    let used = Entity::update_many()
        .col_expr(Column::LastStep, Expr::value(step))
        .col_expr(Column::UsedAt, Expr::value(now.millis()))
        .filter(Column::Id.eq(id))
        .filter(is_new)
        .exec(db)
        .await?;
    Ok(used.rows_affected == 1)
}

/// Keeps the same seed, sealed anew.
pub async fn keep_secret(db: &impl ConnectionTrait, id: i64, sealed: String) -> Result<(), DbErr> {
    let row = Entity::update_many().col_expr(Column::Secret, Expr::value(sealed));
    row.filter(Column::Id.eq(id)).exec(db).await?;
    Ok(())
}

/// Notes when a factor was used.
pub async fn note_use(db: &impl ConnectionTrait, id: i64, now: Timestamp) -> Result<(), DbErr> {
    let row = Entity::update_many().col_expr(Column::UsedAt, Expr::value(now.millis()));
    row.filter(Column::Id.eq(id)).exec(db).await?;
    Ok(())
}

/// Removes a factor. Whether it was there.
pub async fn delete(db: &impl ConnectionTrait, owner: UserId, kind: Kind) -> Result<bool, DbErr> {
    let of_owner = Entity::delete_many().filter(Column::OwnerId.eq(owner.get()));
    let deleted = of_owner.filter(Column::Kind.eq(kind.as_str())).exec(db).await?;
    Ok(deleted.rows_affected == 1)
}

/// Removes the factors of that person that were added since then.
pub async fn forget_since(
    db: &impl ConnectionTrait,
    owner: UserId,
    since: Timestamp,
) -> Result<(), DbErr> {
    let of_owner = Entity::delete_many().filter(Column::OwnerId.eq(owner.get()));
    of_owner.filter(Column::CreatedAt.gte(since.millis())).exec(db).await?;
    Ok(())
}

/// Removes every factor of that person.
pub async fn forget_of(db: &impl ConnectionTrait, owner: UserId) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::OwnerId.eq(owner.get())).exec(db).await?;
    Ok(())
}
