//! What is kept of passkeys: public keys, so that nothing here is a secret.

pub mod ceremonies;

use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, DbErr, QueryOrder, SqlErr,
    entity::prelude::*,
};

use super::model::Passkey;
use crate::{sessions::UserId, timestamp::Timestamp};

/// A row of the table `passkeys`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "passkeys")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub owner_id: i64,
    /// What devices call it, in base 64.
    pub credential_id: String,
    /// The public key, and what is known of the device.
    pub credential: String,
    pub name: String,
    pub created_at: i64,
    pub used_at: Option<i64>,
}

/// Rows of other tables are other features' business.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// What is shown of it.
    pub fn shown(self) -> Passkey {
        Passkey {
            id: self.id,
            name: self.name,
            since: Timestamp::from_millis(self.created_at),
            used: self.used_at.map(Timestamp::from_millis),
        }
    }
}

/// A passkey that is about to be kept.
pub struct NewPasskey {
    /// What devices call it, in base 64.
    pub credential_id: String,
    /// The public key, and what is known of the device.
    pub credential: String,
    /// What its owner calls it.
    pub name: String,
}

/// The passkeys of that person, the first one first.
pub async fn list(db: &impl ConnectionTrait, owner: UserId) -> Result<Vec<Model>, DbErr> {
    let of_owner = Entity::find().filter(Column::OwnerId.eq(owner.get()));
    of_owner.order_by_asc(Column::Id).all(db).await
}

/// The passkey that devices call so, whosever it is.
pub async fn called(
    db: &impl ConnectionTrait,
    credential_id: &str,
) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(Column::CredentialId.eq(credential_id)).one(db).await
}

/// Keeps a passkey. Whether nobody had it.
pub async fn insert(
    db: &impl ConnectionTrait,
    owner: UserId,
    passkey: NewPasskey,
    now: Timestamp,
) -> Result<bool, DbErr> {
    let row = ActiveModel {
        id: NotSet,
        owner_id: Set(owner.get()),
        credential_id: Set(passkey.credential_id),
        credential: Set(passkey.credential),
        name: Set(passkey.name),
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

/// Calls a passkey of that person otherwise. Whether it was there.
pub async fn rename(
    db: &impl ConnectionTrait,
    (owner, id): (UserId, i64),
    name: &str,
) -> Result<bool, DbErr> {
    let row = Entity::update_many().col_expr(Column::Name, Expr::value(name));
    let of_owner = row.filter(Column::OwnerId.eq(owner.get()));
    Ok(of_owner.filter(Column::Id.eq(id)).exec(db).await?.rows_affected == 1)
}

/// Removes a passkey of that person. Whether it was there.
pub async fn delete(db: &impl ConnectionTrait, (owner, id): (UserId, i64)) -> Result<bool, DbErr> {
    let of_owner = Entity::delete_many().filter(Column::OwnerId.eq(owner.get()));
    Ok(of_owner.filter(Column::Id.eq(id)).exec(db).await?.rows_affected == 1)
}

/// Notes that a passkey was used, with how its device counts now. Whether nobody has used it meanwhile whose
/// device counts otherwise.
pub async fn note_use(
    db: &impl ConnectionTrait,
    (id, before): (i64, &str),
    credential: &str,
    now: Timestamp,
) -> Result<bool, DbErr> {
    let used = Entity::update_many()
        .col_expr(Column::Credential, Expr::value(credential))
        .col_expr(Column::UsedAt, Expr::value(now.millis()))
        .filter(Column::Id.eq(id))
        .filter(Column::Credential.eq(before))
        .exec(db)
        .await?;
    Ok(used.rows_affected == 1)
}

/// Removes the passkeys of that person that were added since then. Whether any is left.
pub async fn forget_since(
    db: &impl ConnectionTrait,
    owner: UserId,
    since: Timestamp,
) -> Result<bool, DbErr> {
    let of_owner = Entity::delete_many().filter(Column::OwnerId.eq(owner.get()));
    of_owner.filter(Column::CreatedAt.gte(since.millis())).exec(db).await?;
    Ok(!list(db, owner).await?.is_empty())
}

/// Forgets every passkey of that person.
pub async fn forget_of(db: &impl ConnectionTrait, owner: UserId) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::OwnerId.eq(owner.get())).exec(db).await?;
    Ok(())
}
