//! How articles are kept.

use sea_orm::{
    ActiveValue::{NotSet, Set},
    Condition, ConnectionTrait, DbErr, FromQueryResult, Order, QueryOrder, QuerySelect, QueryTrait,
    SqlErr,
    entity::prelude::*,
    sea_query::ExprTrait,
};

use super::model::{Article, ArticleId, Stage};
use crate::timestamp::Timestamp;

/// A row of the table `articles`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "articles")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub slug: String,
    pub title: String,
    pub standfirst: String,
    pub body: String,
    /// Counted when the body is saved, so that lists need not load it.
    pub words: i64,
    pub department_id: String,
    pub author_id: i64,
    pub stage: String,
    pub note: Option<String>,
    pub version: i64,
    pub created_at: i64,
    pub changed_at: i64,
    pub submitted_at: Option<i64>,
    pub published_at: Option<i64>,
    /// How many comments everybody reads.
    pub comments: i64,
    /// Before that moment no reader sees it.
    pub embargo: Option<i64>,
    pub held: bool,
    pub hold_reason: Option<String>,
    /// Names in the place of the author's.
    pub byline: Option<String>,
}

/// Rows of other tables are other features' business.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// A row as lists load it: without the body.
#[derive(Clone, Debug, FromQueryResult)]
pub struct ListRow {
    pub id: i64,
    pub slug: String,
    pub title: String,
    pub standfirst: String,
    pub words: i64,
    pub department_id: String,
    pub author_id: i64,
    pub stage: String,
    pub note: Option<String>,
    pub version: i64,
    pub changed_at: i64,
    pub submitted_at: Option<i64>,
    pub published_at: Option<i64>,
    pub comments: i64,
    pub embargo: Option<i64>,
    pub held: bool,
    pub byline: Option<String>,
}

const LIST_COLUMNS: [Column; 17] = [
    Column::Id,
    Column::Slug,
    Column::Title,
    Column::Standfirst,
    Column::Words,
    Column::DepartmentId,
    Column::AuthorId,
    Column::Stage,
    Column::Note,
    Column::Version,
    Column::ChangedAt,
    Column::SubmittedAt,
    Column::PublishedAt,
    Column::Comments,
    Column::Embargo,
    Column::Held,
    Column::Byline,
];

/// Numbers in one query.
const MOST_IDS: usize = 500;

/// In which order a list stands.
#[derive(Clone, Copy, Debug)]
pub enum Newest {
    /// By what readers saw last.
    Published,
    /// By what was changed last.
    Changed,
}

/// The article at that address.
pub async fn find_by_slug(db: &impl ConnectionTrait, slug: &str) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(Column::Slug.eq(slug)).one(db).await
}

/// The article with that number.
pub async fn find(db: &impl ConnectionTrait, id: ArticleId) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id.get()).one(db).await
}

/// The articles with these numbers, in any order.
pub async fn find_all(db: &impl ConnectionTrait, ids: Vec<i64>) -> Result<Vec<Model>, DbErr> {
    let mut all = Vec::with_capacity(ids.len());
    for ids in ids.chunks(MOST_IDS) {
        all.extend(Entity::find().filter(Column::Id.is_in(ids.to_vec())).all(db).await?);
    }
    Ok(all)
}

/// The article that has that address.
pub async fn holder(db: &impl ConnectionTrait, slug: &str) -> Result<Option<ArticleId>, DbErr> {
    let holder = Entity::find().select_only().column(Column::Id).filter(Column::Slug.eq(slug));
    let id: Option<i64> = holder.into_tuple().one(db).await?;
    Ok(id.map(ArticleId::new))
}

/// That part of the articles which fit the condition.
///
/// Which they are is read from an index alone, and then only they are read.
pub async fn list(
    db: &impl ConnectionTrait,
    condition: Condition,
    (newest, order): (Newest, Order),
    (offset, limit): (u64, u64),
) -> Result<Vec<ListRow>, DbErr> {
    let shown = sorted(Entity::find().select_only().column(Column::Id), newest, order.clone())
        .filter(condition)
        .offset(offset)
        .limit(limit)
        .into_query();
    sorted(Entity::find().select_only().columns(LIST_COLUMNS), newest, order)
        .filter(Column::Id.in_subquery(shown))
        .into_model()
        .all(db)
        .await
}

fn sorted(articles: Select<Entity>, newest: Newest, order: Order) -> Select<Entity> {
    let by = match newest {
        Newest::Published => Column::PublishedAt,
        Newest::Changed => Column::ChangedAt,
    };
    articles.order_by(by, order.clone()).order_by(Column::Id, order)
}

/// How many articles fit the condition: every one of them is looked at.
pub async fn count(db: &impl ConnectionTrait, condition: Condition) -> Result<u64, DbErr> {
    Entity::find().filter(condition).count(db).await
}

/// Keeps a new article, and tells its number; nothing if its address is taken.
pub async fn insert(
    db: &impl ConnectionTrait,
    article: &Article,
    created_at: Timestamp,
) -> Result<Option<ArticleId>, DbErr> {
    let row = ActiveModel { created_at: Set(created_at.millis()), ..values(article) };
    match row.insert(db).await {
        Ok(row) => Ok(Some(ArticleId::new(row.id))),
        Err(error) => match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Ok(None),
            _ => Err(error),
        },
    }
}

/// Keeps new articles, each with the moment when it was begun.
pub async fn insert_all(
    db: &impl ConnectionTrait,
    articles: &[(Article, Timestamp)],
) -> Result<(), DbErr> {
    let rows = articles.iter().map(|(article, created_at)| ActiveModel {
        created_at: Set(created_at.millis()),
        ..values(article)
    });
    Entity::insert_many(rows).exec_without_returning(db).await?;
    Ok(())
}

/// The highest number yet; 0 without articles.
pub async fn highest_id(db: &impl ConnectionTrait) -> Result<i64, DbErr> {
    let highest: Option<Option<i64>> = Entity::find()
        .select_only()
        .column_as(Column::Id.max(), "highest")
        .into_tuple()
        .one(db)
        .await?;
    Ok(highest.flatten().unwrap_or_default())
}

/// Saves the article as its next version, unless somebody else has changed it since it was read.
///
/// Whether it was saved.
pub async fn save(db: &impl ConnectionTrait, article: &Article) -> Result<bool, DbErr> {
    let next = ActiveModel { version: Set(article.version + 1), ..values(article) };
    let saved = Entity::update_many()
        .set(next)
        .filter(Column::Id.eq(article.id.get()))
        .filter(Column::Version.eq(article.version))
        .exec(db)
        .await?;
    Ok(saved.rows_affected == 1)
}

/// Adds to the number of comments that everybody reads under each of these.
pub async fn count_comments(
    db: &impl ConnectionTrait,
    ids: &[ArticleId],
    more: i64,
) -> Result<(), DbErr> {
    let more = Expr::col(Column::Comments).add(more);
    let ids = ids.iter().map(|id| id.get());
    let articles = Entity::update_many().filter(Column::Id.is_in(ids));
    articles.col_expr(Column::Comments, more).exec(db).await?;
    Ok(())
}

/// One more comment is read under the article, if it is still in that stage. Whether it is.
pub async fn count_comment(db: &impl ConnectionTrait, article: &Article) -> Result<bool, DbErr> {
    let counted = Entity::update_many()
        .filter(Column::Id.eq(article.id.get()))
        .filter(Column::Stage.eq(article.stage.as_str()))
        .col_expr(Column::Comments, Expr::col(Column::Comments).add(1))
        .exec(db)
        .await?;
    Ok(counted.rows_affected == 1)
}

/// The published articles after that number, and since when they are.
pub async fn published_after(
    db: &impl ConnectionTrait,
    before: i64,
) -> Result<Vec<(ArticleId, Timestamp)>, DbErr> {
    let published: Vec<(i64, Option<i64>)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::PublishedAt])
        .filter(Column::Id.gt(before))
        .filter(Column::Stage.eq(Stage::Published.as_str()))
        .into_tuple()
        .all(db)
        .await?;
    let since =
        |(id, at): (i64, Option<i64>)| Some((ArticleId::new(id), Timestamp::from_millis(at?)));
    Ok(published.into_iter().filter_map(since).collect())
}

/// Deletes the article unless somebody else has changed it since it was read.
///
/// Whether it was deleted.
pub async fn delete(db: &impl ConnectionTrait, article: &Article) -> Result<bool, DbErr> {
    let deleted = Entity::delete_many()
        .filter(Column::Id.eq(article.id.get()))
        .filter(Column::Version.eq(article.version))
        .exec(db)
        .await?;
    Ok(deleted.rows_affected == 1)
}

fn values(article: &Article) -> ActiveModel {
    ActiveModel {
        id: NotSet,
        slug: Set(article.slug.to_string()),
        title: Set(article.text.title.clone()),
        standfirst: Set(article.text.standfirst.clone()),
        body: Set(article.text.body.clone()),
        words: Set(i64::try_from(article.text.words()).unwrap_or(i64::MAX)),
        department_id: Set(article.department.id.clone()),
        author_id: Set(article.author.id.get()),
        stage: Set(article.stage.as_str().to_owned()),
        note: Set(article.note.clone()),
        version: Set(article.version),
        created_at: NotSet,
        changed_at: Set(article.changed_at.millis()),
        submitted_at: Set(article.submitted_at.map(Timestamp::millis)),
        published_at: Set(article.published_at.map(Timestamp::millis)),
        embargo: Set(article.terms.embargo.map(Timestamp::millis)),
        held: Set(article.terms.held),
        hold_reason: Set(article.terms.hold_reason.clone()),
        byline: Set(article.terms.byline.clone()),
        comments: NotSet,
    }
}
