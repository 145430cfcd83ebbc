//! People as others see them.

use sea_orm::{
    Condition, ConnectionTrait, DbErr, Order, QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{Func, NullOrdering, Query},
};

use super::roles::rows;
use crate::sessions::UserId;

/// A row of the view `people`: somebody as others see them.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "people")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub slug: String,
    pub name: String,
    pub email: String,
    pub suspended_at: Option<i64>,
    pub picture: Option<i64>,
    pub published_at: Option<i64>,
}

/// Rows of other tables are other features' business.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What a list of people is sorted by.
#[derive(Clone, Debug)]
pub struct Sorted {
    pub by: Column,
    pub order: Order,
}

/// Who holds such a role: of that name, in that department, or both.
pub fn holds(role: Option<&str>, department: Option<&str>) -> Condition {
    let mut held = Query::select();
    held.column(rows::Column::UserId).from(rows::Entity);
    held.and_where_option(role.map(|role| rows::Column::Role.eq(role)));
    held.and_where_option(department.map(|id| rows::Column::DepartmentId.eq(id)));
    Condition::all().add(Column::Id.in_subquery(held))
}

/// That part of the people who fit the condition.
pub async fn list(
    db: &impl ConnectionTrait,
    condition: Condition,
    Sorted { by, order }: Sorted,
    offset: u64,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let by = match by {
        Column::Name => Expr::expr(Func::lower(Expr::col((Entity, by)))),
        other => Expr::col((Entity, other)),
    };
    Entity::find()
        .filter(condition)
        .order_by_with_nulls(by, order, NullOrdering::Last)
        .order_by_asc(Column::Id)
        .offset(offset)
        .limit(limit)
        .all(db)
        .await
}

/// How many people fit the condition.
pub async fn count(db: &impl ConnectionTrait, fit: Condition) -> Result<u64, DbErr> {
    Entity::find().filter(fit).count(db).await
}

/// Those of these people who fit the condition.
pub async fn among(
    db: &impl ConnectionTrait,
    fit: Condition,
    ids: Vec<UserId>,
) -> Result<Vec<Model>, DbErr> {
    let ids = ids.into_iter().map(UserId::get);
    Entity::find().filter(fit).filter(Column::Id.is_in(ids)).all(db).await
}

/// The person at that address.
pub async fn find_at(db: &impl ConnectionTrait, slug: &str) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(Column::Slug.eq(slug)).one(db).await
}

/// The person with that number, as others see them.
pub async fn find(db: &impl ConnectionTrait, id: UserId) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id.get()).one(db).await
}

/// The person whose picture has that number.
pub async fn pictured(db: &impl ConnectionTrait, number: i64) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(Column::Picture.eq(number)).one(db).await
}
