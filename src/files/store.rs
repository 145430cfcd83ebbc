//! How files are kept, apart from their bytes.

use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, DbErr, ExprTrait, QueryOrder, QuerySelect,
    entity::prelude::*,
};

use super::model::{File, FileId};
use crate::{articles::model::ArticleId, sessions::UserId, timestamp::Timestamp};

/// A row of the table `files`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "files")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// None while it is on its way in, and once it is on its way out.
    pub article_id: Option<i64>,
    pub owner_id: i64,
    /// The name of its bytes.
    pub object: String,
    pub name: String,
    pub description: String,
    pub media: String,
    pub size: i64,
    pub width: Option<i64>,
    pub height: Option<i64>,
    /// SHA-256 of its bytes, in hexadecimal.
    pub digest: String,
    pub created_at: i64,
}

/// A row of the table `files`.
pub type Row = Model;

/// Rows of other tables are other features' business.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The file of this row.
    pub fn file(self) -> File {
        let side = |side: Option<i64>| side.and_then(|side| u32::try_from(side).ok());
        File {
            id: FileId::new(self.id),
            name: self.name,
            description: self.description,
            media: self.media,
            size: u64::try_from(self.size).unwrap_or_default(),
            pixels: side(self.width).zip(side(self.height)),
        }
    }
}

/// The file with that number.
pub async fn find(db: &impl ConnectionTrait, id: FileId) -> Result<Option<Row>, DbErr> {
    Entity::find_by_id(id.get()).one(db).await
}

/// The files of an article, the oldest first.
pub async fn of_article(db: &impl ConnectionTrait, article: ArticleId) -> Result<Vec<Row>, DbErr> {
    let files = Entity::find().filter(Column::ArticleId.eq(article.get()));
    files.order_by_asc(Column::Id).all(db).await
}

/// Somebody's files after that number which belong to an article.
pub async fn of_owner(
    db: &impl ConnectionTrait,
    owner: UserId,
    after: i64,
    most: u64,
) -> Result<Vec<Row>, DbErr> {
    let theirs = Entity::find().filter(Column::OwnerId.eq(owner.get()));
    let theirs = theirs.filter(Column::ArticleId.is_not_null()).filter(Column::Id.gt(after));
    theirs.order_by_asc(Column::Id).limit(most).all(db).await
}

/// How many files an article has.
pub async fn count_of_article(db: &impl ConnectionTrait, article: ArticleId) -> Result<u64, DbErr> {
    Entity::find().filter(Column::ArticleId.eq(article.get())).count(db).await
}

/// How many bytes somebody keeps here.
pub async fn bytes_of(db: &impl ConnectionTrait, owner: UserId) -> Result<u64, DbErr> {
    let sizes = Entity::find().select_only().column(Column::Size);
    let sizes = sizes.filter(Column::OwnerId.eq(owner.get()));
    let sizes: Vec<i64> = sizes.into_tuple().all(db).await?;
    Ok(sizes.into_iter().filter_map(|size| u64::try_from(size).ok()).sum())
}

/// Notes that an object is about to be written, so that it is found if nobody ever says that it was.
pub async fn announce(
    db: &impl ConnectionTrait,
    object: &str,
    owner: UserId,
    now: Timestamp,
) -> Result<FileId, DbErr> {
    let row = ActiveModel {
        id: NotSet,
        article_id: Set(None),
        owner_id: Set(owner.get()),
        object: Set(object.to_owned()),
        name: Set(String::new()),
        description: Set(String::new()),
        media: Set(String::new()),
        size: Set(0),
        width: Set(None),
        height: Set(None),
        digest: Set(String::new()),
        created_at: Set(now.millis()),
    };
    Ok(FileId::new(row.insert(db).await?.id))
}

/// Gives a file that was announced to its article.
///
/// Whether it was still there.
pub async fn attach(
    db: &impl ConnectionTrait,
    article: ArticleId,
    file: &File,
    digest: &str,
) -> Result<bool, DbErr> {
    let side = |side: Option<u32>| side.map(i64::from);
    let (width, height) = file.pixels.unzip();
    let attached = Entity::update_many()
        .col_expr(Column::ArticleId, Expr::value(article.get()))
        .col_expr(Column::Name, Expr::value(file.name.as_str()))
        .col_expr(Column::Description, Expr::value(file.description.as_str()))
        .col_expr(Column::Media, Expr::value(file.media.as_str()))
        .col_expr(Column::Size, Expr::value(i64::try_from(file.size).unwrap_or(i64::MAX)))
        .col_expr(Column::Width, Expr::value(side(width)))
        .col_expr(Column::Height, Expr::value(side(height)))
        .col_expr(Column::Digest, Expr::value(digest))
        .filter(Column::Id.eq(file.id.get()))
        .filter(Column::ArticleId.is_null())
        .exec(db)
        .await?;
    Ok(attached.rows_affected == 1)
}

/// Says anew what a file shows or is. Whether it still belongs to an article.
pub async fn describe(
    db: &impl ConnectionTrait,
    id: FileId,
    description: &str,
) -> Result<bool, DbErr> {
    let described = Entity::update_many()
        .col_expr(Column::Description, Expr::value(description))
        .filter(Column::Id.eq(id.get()))
        .filter(Column::ArticleId.is_not_null())
        .exec(db)
        .await?;
    Ok(described.rows_affected == 1)
}

/// Takes a file from its article. Whether it still belonged to one.
pub async fn detach(db: &impl ConnectionTrait, id: FileId) -> Result<bool, DbErr> {
    let detached = Entity::update_many()
        .col_expr(Column::ArticleId, Expr::value(None::<i64>))
        // It counts no longer against whoever kept it.
        .col_expr(Column::Size, Expr::value(0))
        .filter(Column::Id.eq(id.get()))
        .filter(Column::ArticleId.is_not_null())
        .exec(db)
        .await?;
    Ok(detached.rows_affected == 1)
}

/// Files after that number that belong to no article: removed ones, and those that were begun before that
/// moment and never arrived.
pub async fn left(
    db: &impl ConnectionTrait,
    after: i64,
    before: Timestamp,
    most: u64,
) -> Result<Vec<Row>, DbErr> {
    let is_removed = Column::Digest.ne("");
    let left = Entity::find().filter(Column::ArticleId.is_null()).filter(Column::Id.gt(after));
    let left = left.filter(is_removed.or(Column::CreatedAt.lt(before.millis())));
    left.order_by_asc(Column::Id).limit(most).all(db).await
}

/// Forgets a file that belongs to no article.
pub async fn forget(db: &impl ConnectionTrait, id: i64) -> Result<(), DbErr> {
    let left = Entity::delete_many().filter(Column::Id.eq(id));
    left.filter(Column::ArticleId.is_null()).exec(db).await?;
    Ok(())
}
