//! Who has that name.

use sea_orm::{
    ConnectionTrait, DbErr, QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{ExprTrait as _, Func, LikeExpr},
};

use super::store::{Column, Entity};

/// More people of one name are too many to tell apart.
const MOST_OF_A_NAME: u64 = 100;

/// The numbers of the people whose name has that part, in any case.
pub async fn named(db: &impl ConnectionTrait, part: &str) -> Result<Vec<i64>, DbErr> {
    let part = part.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let like = LikeExpr::new(format!("%{part}%")).escape('\\');
    Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Func::lower(Expr::col(Column::Name)).like(like))
        .order_by_asc(Column::Id)
        .limit(MOST_OF_A_NAME)
        .into_tuple()
        .all(db)
        .await
}
