//! What was asked of browsers. Of the challenge only a hash is a name here.

use sea_orm::{ActiveValue::Set, ConnectionTrait, DbErr, Select, entity::prelude::*};

use crate::{sessions::UserId, timestamp::Timestamp};

/// A row of the table `ceremonies`.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ceremonies")]
pub struct Model {
    /// The SHA-256 of the challenge.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub purpose: String,
    pub owner_id: Option<i64>,
    /// The SHA-256 of what the answer is bound to.
    pub bound_to: String,
    /// What is compared with the answer.
    pub state: String,
    pub expires_at: i64,
}

/// Rows of other tables are other features' business.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl std::fmt::Debug for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Model({}, {})", self.id, self.purpose)
    }
}

/// For what something was asked, of whom, and where.
pub struct Bound {
    /// For what.
    pub purpose: &'static str,
    /// Of whom, if that is known.
    pub owner: Option<i64>,
    /// Where.
    pub to: String,
}

/// Keeps what was asked.
pub async fn put(
    db: &impl ConnectionTrait,
    id: String,
    bound: Bound,
    state: String,
    expires: Timestamp,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(id),
        purpose: Set(bound.purpose.to_owned()),
        owner_id: Set(bound.owner),
        bound_to: Set(bound.to),
        state: Set(state),
        expires_at: Set(expires.millis()),
    };
    Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// What was asked there, for that, and holds. Of two who take it, one gets it.
pub async fn take(
    db: &impl ConnectionTrait,
    id: &str,
    bound: Bound,
    now: Timestamp,
) -> Result<Option<String>, DbErr> {
    let Some(row) = asked(id, &bound).filter(Column::ExpiresAt.gt(now.millis())).one(db).await?
    else {
        return Ok(None);
    };
    let taken = Entity::delete_many().filter(Column::Id.eq(id)).exec(db).await?;
    Ok((taken.rows_affected == 1).then_some(row.state))
}

fn asked(id: &str, bound: &Bound) -> Select<Entity> {
    let there = Entity::find_by_id(id).filter(Column::BoundTo.eq(bound.to.as_str()));
    let for_that = there.filter(Column::Purpose.eq(bound.purpose));
    match bound.owner {
        Some(owner) => for_that.filter(Column::OwnerId.eq(owner)),
        None => for_that.filter(Column::OwnerId.is_null()),
    }
}

/// Forgets what nobody can answer any more.
pub async fn forget_old(db: &impl ConnectionTrait, now: Timestamp) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::ExpiresAt.lte(now.millis())).exec(db).await?;
    Ok(())
}

/// Forgets what was asked of that person.
pub async fn forget_of(db: &impl ConnectionTrait, owner: UserId) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::OwnerId.eq(owner.get())).exec(db).await?;
    Ok(())
}
