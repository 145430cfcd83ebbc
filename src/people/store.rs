//! How people and their roles are kept.

use std::collections::BTreeMap;

use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, DbErr, QueryOrder, QuerySelect,
    entity::prelude::*,
};

use super::person::{NewPerson, Person};
use crate::{
    sessions::{Role, UserId},
    timestamp::Timestamp,
};

/// A row of the table `users`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
pub struct Model {
    /// The account's number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// In lower case.
    pub email: String,
    /// The name that others see.
    pub name: String,
    /// Of the password, as argon2 writes it; without one, nobody signs in with a password.
    pub password_hash: Option<String>,
    /// What they may do that others may not, in words.
    pub powers: String,
    /// Changes whenever something changes that policies may ask.
    pub version: i64,
    /// Milliseconds since 1970.
    pub created_at: i64,
}

/// Rows of other tables are other features' business.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<Model> for Person {
    fn from(row: Model) -> Self {
        Self {
            id: UserId::new(row.id),
            email: row.email,
            name: row.name,
            password_hash: row.password_hash,
            powers: row.powers,
            version: row.version,
        }
    }
}

/// The table `roles`.
mod roles {
    use sea_orm::entity::prelude::*;

    /// A role that somebody holds.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "roles")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub user_id: i64,
        pub role: String,
        pub department_id: Option<String>,
    }

    /// Rows of other tables are other features' business.
    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The person with that number.
pub async fn find(db: &impl ConnectionTrait, id: UserId) -> Result<Option<Person>, DbErr> {
    Ok(Entity::find_by_id(id.get()).one(db).await?.map(Person::from))
}

/// The person with that e-mail address, which is in lower case.
pub async fn find_by_email(
    db: &impl ConnectionTrait,
    email: &str,
) -> Result<Option<Person>, DbErr> {
    Ok(Entity::find().filter(Column::Email.eq(email)).one(db).await?.map(Person::from))
}

/// Everybody, in the order in which they came.
pub async fn list(db: &impl ConnectionTrait) -> Result<Vec<Person>, DbErr> {
    let rows = Entity::find().order_by_asc(Column::Id).all(db).await?;
    Ok(rows.into_iter().map(Person::from).collect())
}

/// How many people there are.
pub async fn count(db: &impl ConnectionTrait) -> Result<u64, DbErr> {
    Entity::find().count(db).await
}

/// The roles that somebody holds, sorted.
pub async fn roles(db: &impl ConnectionTrait, id: UserId) -> Result<Vec<Role>, DbErr> {
    let rows = roles::Entity::find()
        .filter(roles::Column::UserId.eq(id.get()))
        .order_by_asc(roles::Column::Role)
        .order_by_asc(roles::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| Role { name: row.role, department: row.department_id }).collect())
}

/// The names of these people.
pub async fn names(
    db: &impl ConnectionTrait,
    ids: Vec<UserId>,
) -> Result<BTreeMap<UserId, String>, DbErr> {
    let rows: Vec<(i64, String)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::Name])
        .filter(Column::Id.is_in(ids.into_iter().map(UserId::get)))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(id, name)| (UserId::new(id), name)).collect())
}

/// Keeps a new person with their roles.
pub async fn insert(
    db: &impl ConnectionTrait,
    person: NewPerson,
    at: Timestamp,
) -> Result<UserId, DbErr> {
    let row = ActiveModel {
        id: NotSet,
        email: Set(person.email.to_lowercase()),
        name: Set(person.name),
        password_hash: Set(person.password_hash),
        powers: Set(person.powers),
        version: Set(1),
        created_at: Set(at.millis()),
    };
    let id = row.insert(db).await?.id;
    let held = person.roles.into_iter().map(|role| roles::ActiveModel {
        id: NotSet,
        user_id: Set(id),
        role: Set(role.name),
        department_id: Set(role.department),
    });
    roles::Entity::insert_many(held).exec_without_returning(db).await?;
    Ok(UserId::new(id))
}
