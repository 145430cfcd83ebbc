//! How people and their roles are kept.

pub mod profiles;
pub mod roles;
pub mod staff;

use std::collections::BTreeMap;

use sea_orm::{
    ActiveValue::{NotSet, Set},
    Condition, ConnectionTrait, DbErr, QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::ExprTrait as _,
};

use self::roles::rows;
use super::person::{NewPerson, Person};
use crate::{
    server::database::Transaction,
    sessions::{Role, UserId},
    slug::Slug,
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
    /// The readable part of the address of their page.
    pub slug: String,
    /// Milliseconds since 1970; since then nobody can be them.
    pub suspended_at: Option<i64>,
    /// The number of their picture.
    pub picture: Option<i64>,
    /// Whether whoever reads their mail can have chosen the password.
    pub password_by_letter: bool,
}

/// Rows of other tables are other features' business.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// The roles they hold.
    #[sea_orm(has_many = "rows::Entity")]
    Roles,
}

impl Related<rows::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Roles.def()
    }
}

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
            suspended: row.suspended_at.map(Timestamp::from_millis),
            picture: row.picture,
            password_by_letter: row.password_by_letter,
        }
    }
}

/// The person with that number.
pub async fn find(db: &impl ConnectionTrait, id: UserId) -> Result<Option<Person>, DbErr> {
    Ok(Entity::find_by_id(id.get()).one(db).await?.map(Person::from))
}

/// The person with that number and the roles they hold, read at once: every request asks for it.
pub async fn find_with_roles(
    db: &impl ConnectionTrait,
    id: UserId,
) -> Result<Option<(Person, Vec<Role>)>, DbErr> {
    let with_roles = Entity::find_by_id(id.get()).find_with_related(rows::Entity);
    let found = with_roles.all(db).await?.pop();
    Ok(found.map(|(person, held)| (person.into(), held.into_iter().map(Role::from).collect())))
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

/// The numbers of the first people whose name fits.
pub async fn with_name(
    db: &impl ConnectionTrait,
    fit: Condition,
    most: u64,
) -> Result<Vec<i64>, DbErr> {
    let ids = Entity::find().select_only().column(Column::Id).filter(fit);
    ids.order_by_asc(Column::Id).limit(most).into_tuple().all(db).await
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

/// The names of these people, with the addresses of their pages.
pub async fn bylines(
    db: &impl ConnectionTrait,
    ids: Vec<UserId>,
) -> Result<BTreeMap<UserId, (String, String)>, DbErr> {
    let rows: Vec<(i64, String, String)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::Name, Column::Slug])
        .filter(Column::Id.is_in(ids.into_iter().map(UserId::get)))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(id, name, slug)| (UserId::new(id), (name, slug))).collect())
}

/// Keeps a new person with their roles.
pub async fn insert(
    db: &impl ConnectionTrait,
    person: NewPerson,
    slug: &Slug,
    at: Timestamp,
) -> Result<UserId, DbErr> {
    let row = ActiveModel {
        id: NotSet,
        slug: Set(slug.to_string()),
        suspended_at: Set(None),
        picture: Set(None),
        email: Set(person.email.to_lowercase()),
        name: Set(person.name),
        password_hash: Set(person.password_hash),
        powers: Set(person.powers),
        version: Set(1),
        created_at: Set(at.millis()),
        password_by_letter: Set(false),
    };
    let id = row.insert(db).await?.id;
    let held = person.roles.into_iter().map(|role| rows::ActiveModel {
        id: NotSet,
        user_id: Set(id),
        role: Set(role.name),
        department_id: Set(role.department),
    });
    rows::Entity::insert_many(held).exec_without_returning(db).await?;
    Ok(UserId::new(id))
}

/// Keeps the hash of another password.
pub async fn keep_password(db: &impl ConnectionTrait, id: UserId, hash: &str) -> Result<(), DbErr> {
    let account = Entity::update_many().filter(Column::Id.eq(id.get()));
    account.col_expr(Column::PasswordHash, Expr::value(hash)).exec(db).await?;
    Ok(())
}

/// Keeps whether whoever reads somebody's mail can have chosen the password of that hash, if it is still that.
pub async fn keep_by_letter(
    db: &impl ConnectionTrait,
    (id, hash): (UserId, &str),
    by_letter: bool,
) -> Result<(), DbErr> {
    let account = Entity::update_many().filter(Column::Id.eq(id.get()));
    let account = account.filter(Column::PasswordHash.eq(hash));
    account.col_expr(Column::PasswordByLetter, Expr::value(by_letter)).exec(db).await?;
    Ok(())
}

/// Keeps another e-mail address of somebody.
pub async fn keep_email(tx: &Transaction, id: UserId, email: &str) -> Result<(), DbErr> {
    let account = Entity::update_many().filter(Column::Id.eq(id.get()));
    account.col_expr(Column::Email, Expr::value(email)).exec(tx).await?;
    Ok(())
}

/// Marks somebody as suspended since then, or as not suspended. Whether they were not already.
pub async fn suspend(
    tx: &Transaction,
    id: UserId,
    since: Option<Timestamp>,
) -> Result<bool, DbErr> {
    let is_other = match since {
        Some(_) => Column::SuspendedAt.is_null(),
        None => Column::SuspendedAt.is_not_null(),
    };
    let changed = Entity::update_many()
        .col_expr(Column::SuspendedAt, Expr::value(since.map(Timestamp::millis)))
        .filter(Column::Id.eq(id.get()))
        .filter(is_other)
        .exec(tx)
        .await?;
    Ok(changed.rows_affected == 1)
}

/// Changes somebody's name.
pub async fn rename(tx: &Transaction, id: UserId, name: &str) -> Result<(), DbErr> {
    let named = Entity::update_many().col_expr(Column::Name, Expr::value(name));
    named.filter(Column::Id.eq(id.get())).exec(tx).await?;
    Ok(())
}

/// Keeps the number of somebody's picture, or that they have none.
pub async fn keep_picture(tx: &Transaction, id: UserId, number: Option<i64>) -> Result<(), DbErr> {
    let pictured = Entity::update_many().col_expr(Column::Picture, Expr::value(number));
    pictured.filter(Column::Id.eq(id.get())).exec(tx).await?;
    Ok(())
}

/// Leaves nothing of somebody but a name that is not theirs. The address that is kept is none.
pub async fn forget(
    tx: &Transaction,
    id: UserId,
    (name, slug): (&str, &str),
    now: Timestamp,
) -> Result<(), DbErr> {
    let forgotten = Entity::update_many()
        .col_expr(Column::Name, Expr::value(name))
        .col_expr(Column::Slug, Expr::value(slug))
        .col_expr(Column::Email, Expr::value(format!("former member {id}")))
        .col_expr(Column::PasswordHash, Expr::value(None::<String>))
        .col_expr(Column::Powers, Expr::value(""))
        .col_expr(Column::Picture, Expr::value(None::<i64>))
        .col_expr(Column::SuspendedAt, Expr::value(now.millis()));
    forgotten.filter(Column::Id.eq(id.get())).exec(tx).await?;
    Ok(())
}

/// Keeps the new hash where the old one is still that of their password.
pub async fn swap_password_hash(
    db: &impl ConnectionTrait,
    id: UserId,
    old: String,
    new: String,
) -> Result<(), DbErr> {
    let renewed = Entity::update_many().col_expr(Column::PasswordHash, Expr::value(new));
    let unchanged = renewed.filter(Column::Id.eq(id.get())).filter(Column::PasswordHash.eq(old));
    unchanged.exec(db).await?;
    Ok(())
}

/// Makes what was remembered of somebody's powers count no more.
pub async fn bump(tx: &Transaction, id: UserId) -> Result<(), DbErr> {
    let next = Expr::col(Column::Version).add(1);
    let bumped = Entity::update_many().col_expr(Column::Version, next);
    bumped.filter(Column::Id.eq(id.get())).exec(tx).await?;
    Ok(())
}

/// Whether somebody's page has that address.
pub async fn is_taken(db: &impl ConnectionTrait, slug: &str) -> Result<bool, DbErr> {
    Ok(Entity::find().filter(Column::Slug.eq(slug)).count(db).await? > 0)
}
