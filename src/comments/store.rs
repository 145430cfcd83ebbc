//! How comments are kept.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{
    ActiveValue::{NotSet, Set, Unchanged},
    Condition, ConnectionTrait, DbErr, Order, QueryOrder, QuerySelect,
    entity::prelude::*,
};

use super::model::{Comment, CommentId, Commenter, Hidden};
use crate::{articles::model::ArticleId, sessions::UserId, timestamp::Timestamp};

/// A row of the table `comments`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "comments")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub article_id: i64,
    /// The comment that began its thread, which may be gone.
    pub thread_id: i64,
    pub author_id: i64,
    pub text: String,
    pub created_at: i64,
    pub editable_until: i64,
    pub edited_at: Option<i64>,
    pub hidden: bool,
    pub hidden_reason: Option<String>,
    pub hidden_at: Option<i64>,
    pub version: i64,
}

/// A row of the table `comments`.
pub type Row = Model;

/// Rows of other tables are other features' business.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The comment of this row.
    pub fn comment(self, names: &BTreeMap<UserId, String>) -> Comment {
        let author = UserId::new(self.author_id);
        Comment {
            id: CommentId::new(self.id),
            thread: CommentId::new(self.thread_id),
            author: Commenter { id: author, name: names.get(&author).cloned().unwrap_or_default() },
            text: self.text,
            at: Timestamp::from_millis(self.created_at),
            editable_until: Timestamp::from_millis(self.editable_until),
            edited_at: self.edited_at.map(Timestamp::from_millis),
            hidden: self.hidden.then(|| Hidden {
                reason: self.hidden_reason.unwrap_or_default(),
                at: Timestamp::from_millis(self.hidden_at.unwrap_or_default()),
            }),
            version: self.version,
        }
    }
}

/// About that article.
pub fn about(article: ArticleId) -> Condition {
    Condition::all().add(Column::ArticleId.eq(article.get()))
}

/// The comment with that number.
pub async fn find(db: &impl ConnectionTrait, id: CommentId) -> Result<Option<Row>, DbErr> {
    Entity::find_by_id(id.get()).one(db).await
}

/// The comments with these numbers.
pub async fn find_all(
    db: &impl ConnectionTrait,
    ids: BTreeSet<CommentId>,
) -> Result<Vec<Row>, DbErr> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids = ids.into_iter().map(CommentId::get);
    Entity::find().filter(Column::Id.is_in(ids)).all(db).await
}

/// That part of the comments which fit the condition: the newest thread first, each in its order.
pub async fn list(
    db: &impl ConnectionTrait,
    condition: Condition,
    offset: u64,
    limit: u64,
) -> Result<Vec<Row>, DbErr> {
    Entity::find()
        .filter(condition)
        .order_by(Column::ThreadId, Order::Desc)
        .order_by(Column::Id, Order::Asc)
        .offset(offset)
        .limit(limit)
        .all(db)
        .await
}

/// Somebody's comments after that number.
pub async fn of_author(
    db: &impl ConnectionTrait,
    author: UserId,
    after: i64,
    most: u64,
) -> Result<Vec<Row>, DbErr> {
    let theirs = Entity::find().filter(Column::AuthorId.eq(author.get()));
    theirs.filter(Column::Id.gt(after)).order_by_asc(Column::Id).limit(most).all(db).await
}

/// How many comments fit the condition.
pub async fn count(db: &impl ConnectionTrait, condition: Condition) -> Result<u64, DbErr> {
    Entity::find().filter(condition).count(db).await
}

/// Keeps a new comment, in that thread or in one of its own, and tells its number.
pub async fn insert(
    db: &impl ConnectionTrait,
    article: ArticleId,
    thread: Option<CommentId>,
    comment: &Comment,
) -> Result<CommentId, DbErr> {
    let id = row(article, thread.unwrap_or(CommentId::NEW), comment).insert(db).await?.id;
    if thread.is_none() {
        let own = ActiveModel { id: Unchanged(id), thread_id: Set(id), ..Default::default() };
        own.update(db).await?;
    }
    Ok(CommentId::new(id))
}

/// Keeps new comments, each in the thread that it names; [`begin_threads`] gives the others theirs.
pub async fn insert_all(
    db: &impl ConnectionTrait,
    comments: &[(ArticleId, Comment)],
) -> Result<(), DbErr> {
    let rows = comments.iter().map(|(article, comment)| row(*article, comment.thread, comment));
    Entity::insert_many(rows).exec_without_returning(db).await?;
    Ok(())
}

/// Gives every comment after that number a thread of its own, if it is in none.
pub async fn begin_threads(db: &impl ConnectionTrait, before: i64) -> Result<(), DbErr> {
    let own = Entity::update_many().col_expr(Column::ThreadId, Expr::col(Column::Id));
    let new = Column::ThreadId.eq(CommentId::NEW.get());
    own.filter(Column::Id.gt(before)).filter(new).exec(db).await?;
    Ok(())
}

/// The highest number yet; 0 without comments.
pub async fn highest_id(db: &impl ConnectionTrait) -> Result<i64, DbErr> {
    let highest: Option<Option<i64>> = Entity::find()
        .select_only()
        .column_as(Column::Id.max(), "highest")
        .into_tuple()
        .one(db)
        .await?;
    Ok(highest.flatten().unwrap_or_default())
}

/// The comments after that number.
pub async fn after(db: &impl ConnectionTrait, before: i64) -> Result<Vec<Row>, DbErr> {
    Entity::find().filter(Column::Id.gt(before)).all(db).await
}

/// Saves the comment as its next version, unless somebody else has changed it since it was read.
///
/// Whether it was saved.
pub async fn save(db: &impl ConnectionTrait, comment: &Comment) -> Result<bool, DbErr> {
    let next = ActiveModel { version: Set(comment.version + 1), ..changing(comment) };
    let saved = Entity::update_many()
        .set(next)
        .filter(Column::Id.eq(comment.id.get()))
        .filter(Column::Version.eq(comment.version))
        .exec(db)
        .await?;
    Ok(saved.rows_affected == 1)
}

/// Deletes the comment unless somebody else has changed it since it was read.
///
/// Whether it was deleted.
pub async fn delete(db: &impl ConnectionTrait, comment: &Comment) -> Result<bool, DbErr> {
    let deleted = Entity::delete_many()
        .filter(Column::Id.eq(comment.id.get()))
        .filter(Column::Version.eq(comment.version))
        .exec(db)
        .await?;
    Ok(deleted.rows_affected == 1)
}

/// A new comment.
fn row(article: ArticleId, thread: CommentId, comment: &Comment) -> ActiveModel {
    ActiveModel {
        id: NotSet,
        article_id: Set(article.get()),
        thread_id: Set(thread.get()),
        author_id: Set(comment.author.id.get()),
        created_at: Set(comment.at.millis()),
        editable_until: Set(comment.editable_until.millis()),
        version: Set(comment.version),
        ..changing(comment)
    }
}

/// What of a comment may change.
fn changing(comment: &Comment) -> ActiveModel {
    let hidden = comment.hidden.as_ref();
    ActiveModel {
        text: Set(comment.text.clone()),
        edited_at: Set(comment.edited_at.map(Timestamp::millis)),
        hidden: Set(hidden.is_some()),
        hidden_reason: Set(hidden.map(|hidden| hidden.reason.clone())),
        hidden_at: Set(hidden.map(|hidden| hidden.at.millis())),
        ..Default::default()
    }
}
