//! How pictures of people are kept, apart from their bytes.

use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, DbErr, ExprTrait, QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::Query,
};

use crate::{server::database::Transaction, timestamp::Timestamp};

/// A row of the table `portraits`. Whose it is stands with its owner, who has one at most.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "portraits")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The name of its bytes.
    pub object: String,
    pub media: String,
    pub size: i64,
    /// SHA-256 of its bytes, in hexadecimal; empty while it is on its way in.
    pub digest: String,
    pub created_at: i64,
}

/// A row of the table `portraits`.
pub type Row = Model;

/// Rows of other tables are other features' business.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The picture with that number.
pub async fn find(db: &impl ConnectionTrait, number: i64) -> Result<Option<Row>, DbErr> {
    Entity::find_by_id(number).one(db).await
}

/// Notes that an object is about to be written, so that it is found if nobody ever says that it was.
pub async fn announce(
    db: &impl ConnectionTrait,
    object: &str,
    now: Timestamp,
) -> Result<i64, DbErr> {
    let row = ActiveModel {
        id: NotSet,
        object: Set(object.to_owned()),
        media: Set(String::new()),
        size: Set(0),
        digest: Set(String::new()),
        created_at: Set(now.millis()),
    };
    Ok(row.insert(db).await?.id)
}

/// Keeps what has arrived.
pub async fn keep(
    tx: &Transaction,
    number: i64,
    (media, size, digest): (&str, usize, &str),
) -> Result<(), DbErr> {
    let kept = Entity::update_many()
        .col_expr(Column::Media, Expr::value(media))
        .col_expr(Column::Size, Expr::value(i64::try_from(size).unwrap_or(i64::MAX)))
        .col_expr(Column::Digest, Expr::value(digest));
    kept.filter(Column::Id.eq(number)).exec(tx).await?;
    Ok(())
}

/// Pictures after that number that are nobody's: replaced and removed ones, and those that were begun before
/// that moment and never arrived.
pub async fn left(
    db: &impl ConnectionTrait,
    after: i64,
    before: Timestamp,
    most: u64,
) -> Result<Vec<Row>, DbErr> {
    let picture = || Expr::col("picture");
    let mut shown = Query::select();
    shown.expr(picture()).from("users").and_where(picture().is_not_null());
    let has_arrived = Column::Digest.ne("");
    let left =
        Entity::find().filter(Column::Id.not_in_subquery(shown)).filter(Column::Id.gt(after));
    let left = left.filter(has_arrived.or(Column::CreatedAt.lt(before.millis())));
    left.order_by_asc(Column::Id).limit(most).all(db).await
}

/// Forgets a picture.
pub async fn forget(db: &impl ConnectionTrait, number: i64) -> Result<(), DbErr> {
    Entity::delete_by_id(number).exec(db).await?;
    Ok(())
}
