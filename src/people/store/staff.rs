//! Who works in a department.

use sea_orm::{
    Condition, ConnectionTrait, DbErr, Order, QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{CaseStatement, ExprTrait as _, Func, Query},
};

use super::{
    profiles::{Column, Entity, Model, holds},
    roles::rows,
};

/// The first of the people who fit the condition and hold one of the roles there.
///
/// They come in the order of the roles, then by name; who holds several counts by the first.
pub async fn list(
    db: &impl ConnectionTrait,
    fit: Condition,
    department: &str,
    roles: &[&str],
    most: u64,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(fit)
        .filter(holds(None, Some(department)))
        .order_by(rank(department, roles), Order::Asc)
        .order_by(Func::lower(Expr::col((Entity, Column::Name))), Order::Asc)
        .order_by_asc(Column::Id)
        .limit(most)
        .all(db)
        .await
}

/// The place of the first role that somebody holds there.
fn rank(department: &str, roles: &[&str]) -> Expr {
    let mut place = CaseStatement::new();
    for (at, role) in (0..).zip(roles) {
        let at: i32 = at;
        place = place.case(Expr::col((rows::Entity, rows::Column::Role)).eq(*role), at);
    }
    let mut first = Query::select();
    first
        .expr(Func::min(place))
        .from(rows::Entity)
        .and_where(rows::Column::DepartmentId.eq(department))
        .and_where(Expr::col((rows::Entity, rows::Column::UserId)).equals((Entity, Column::Id)));
    first.into()
}
