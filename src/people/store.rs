//! How people and their roles are kept.

use std::collections::BTreeMap;

use sea_orm::{
    ActiveValue::{NotSet, Set},
    Condition, ConnectionTrait, DbErr, Order, QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{ExprTrait as _, Func, LikeExpr, NullOrdering, Query},
};

use super::person::{NewPerson, Person};
use crate::{
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
            suspended: row.suspended_at.map(Timestamp::from_millis),
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

/// The view `people`.
pub mod profiles {
    use sea_orm::entity::prelude::*;

    /// Somebody as others see them.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "people")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub slug: String,
        pub name: String,
        pub email: String,
        pub suspended_at: Option<i64>,
        pub published_at: Option<i64>,
    }

    /// Rows of other tables are other features' business.
    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What a list of people is sorted by.
#[derive(Clone, Debug)]
pub struct Sorted {
    pub by: profiles::Column,
    pub order: Order,
}

/// With that word in their name, in upper or lower case.
pub fn has_in_name(word: &str) -> Condition {
    let mut pattern = String::from("%");
    for sign in word.to_lowercase().chars() {
        if matches!(sign, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(sign);
    }
    pattern.push('%');
    let name = Func::lower(Expr::col((profiles::Entity, profiles::Column::Name)));
    Condition::all().add(Expr::expr(name).like(LikeExpr::new(pattern).escape('\\')))
}

/// Who holds such a role: of that name, in that department, or both.
pub fn holds(role: Option<&str>, department: Option<&str>) -> Condition {
    let mut held = Query::select();
    held.column(roles::Column::UserId).from(roles::Entity);
    held.and_where_option(role.map(|role| roles::Column::Role.eq(role)));
    held.and_where_option(department.map(|id| roles::Column::DepartmentId.eq(id)));
    Condition::all().add(profiles::Column::Id.in_subquery(held))
}

/// That part of the people who fit the condition.
pub async fn list_profiles(
    db: &impl ConnectionTrait,
    condition: Condition,
    Sorted { by, order }: Sorted,
    offset: u64,
    limit: u64,
) -> Result<Vec<profiles::Model>, DbErr> {
    let by = match by {
        profiles::Column::Name => Expr::expr(Func::lower(Expr::col((profiles::Entity, by)))),
        other => Expr::col((profiles::Entity, other)),
    };
    profiles::Entity::find()
        .filter(condition)
        .order_by_with_nulls(by, order, NullOrdering::Last)
        .order_by_asc(profiles::Column::Id)
        .offset(offset)
        .limit(limit)
        .all(db)
        .await
}

/// How many people fit the condition.
pub async fn count_profiles(db: &impl ConnectionTrait, fit: Condition) -> Result<u64, DbErr> {
    profiles::Entity::find().filter(fit).count(db).await
}

/// The person at that address.
pub async fn find_profile(
    db: &impl ConnectionTrait,
    slug: &str,
) -> Result<Option<profiles::Model>, DbErr> {
    profiles::Entity::find().filter(profiles::Column::Slug.eq(slug)).one(db).await
}

/// Whether somebody's page has that address.
pub async fn is_taken(db: &impl ConnectionTrait, slug: &str) -> Result<bool, DbErr> {
    Ok(Entity::find().filter(Column::Slug.eq(slug)).count(db).await? > 0)
}

/// The roles that these people hold.
pub async fn roles_of(
    db: &impl ConnectionTrait,
    ids: Vec<i64>,
) -> Result<Vec<(UserId, Role)>, DbErr> {
    let rows = roles::Entity::find()
        .filter(roles::Column::UserId.is_in(ids))
        .order_by_asc(roles::Column::Id)
        .all(db)
        .await?;
    let held = |row: roles::Model| {
        (UserId::new(row.user_id), Role { name: row.role, department: row.department_id })
    };
    Ok(rows.into_iter().map(held).collect())
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
