//! Earlier texts of articles: every save keeps one.

use std::time::Duration;

use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, DbErr, FromQueryResult, QueryOrder, QuerySelect,
    entity::prelude::*,
};

use super::{
    model::{Article, ArticleId},
    text::ArticleText,
};
use crate::sessions::UserId;

/// What is saved without being asked within this time is one revision: nobody looks for what they had
/// typed a minute ago.
const ONE_SITTING: Duration = Duration::from_mins(5);

/// Revisions of one draft. The oldest go first: with texts of the greatest length these are 48 MB.
const MOST: u64 = 200;

/// A row of the table `article_revisions`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "article_revisions")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub article_id: i64,
    /// The first version of the article whose text this row held.
    pub since_version: i64,
    /// The version of the article that brought the text as it stands here.
    pub version: i64,
    pub title: String,
    pub standfirst: String,
    pub body: String,
    pub words: i64,
    pub saved_by: i64,
    pub begun_at: i64,
    pub saved_at: i64,
    /// Whether the editor saved it by itself.
    pub automatic: bool,
}

/// Rows of other tables are other features' business.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The text.
    pub fn text(self) -> ArticleText {
        ArticleText { title: self.title, standfirst: self.standfirst, body: self.body }
    }
}

/// A revision without its text, as lists load it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct ListRow {
    pub version: i64,
    pub words: i64,
    pub saved_by: i64,
    pub saved_at: i64,
    pub automatic: bool,
}

/// Keeps the text of a new article.
pub async fn begin(db: &impl ConnectionTrait, article: &Article) -> Result<(), DbErr> {
    insert(db, article, article.author.id, false).await
}

/// Keeps the text that `after` has and `before` had not.
pub async fn keep(
    db: &impl ConnectionTrait,
    before: &Article,
    after: &Article,
    by: UserId,
    automatic: bool,
) -> Result<(), DbErr> {
    if before.text == after.text {
        return Ok(());
    }
    let last = of(before.id).order_by_desc(Column::Version).one(db).await?;
    if last.is_none() {
        insert(db, before, before.author.id, false).await?;
    }
    let goes_on = |last: &Model| {
        let begun = Duration::from_millis(
            u64::try_from(after.changed_at.millis() - last.begun_at).unwrap_or(u64::MAX),
        );
        let is_next = last.automatic && last.version == before.version;
        is_next && last.saved_by == by.get() && begun < ONE_SITTING
    };
    if let Some(last) = last.filter(|last| automatic && goes_on(last)) {
        return go_on(db, last.id, after).await;
    }
    insert(db, after, by, automatic).await?;
    // What readers may have read, or a court may ask for, is kept.
    if after.published_at.is_some() || after.terms.held {
        return Ok(());
    }
    forget_the_oldest(db, after.id).await
}

/// The text that the article had in that version, if that is still known.
pub async fn text_in(
    db: &impl ConnectionTrait,
    article: ArticleId,
    version: i64,
) -> Result<Option<ArticleText>, DbErr> {
    let row = of(article)
        .filter(Column::SinceVersion.lte(version))
        .order_by_desc(Column::SinceVersion)
        .one(db)
        .await?;
    Ok(row.filter(|row| row.version <= version).map(Model::text))
}

/// Who saved the text that stands now.
pub async fn last_by(
    db: &impl ConnectionTrait,
    article: ArticleId,
) -> Result<Option<UserId>, DbErr> {
    let last = of(article).order_by_desc(Column::Version).one(db).await?;
    Ok(last.map(|last| UserId::new(last.saved_by)))
}

/// The revision of that version.
pub async fn find(
    db: &impl ConnectionTrait,
    article: ArticleId,
    version: i64,
) -> Result<Option<Model>, DbErr> {
    of(article).filter(Column::Version.eq(version)).one(db).await
}

/// Every revision, the newest first.
pub async fn list(db: &impl ConnectionTrait, article: ArticleId) -> Result<Vec<ListRow>, DbErr> {
    of(article)
        .select_only()
        .columns([
            Column::Version,
            Column::Words,
            Column::SavedBy,
            Column::SavedAt,
            Column::Automatic,
        ])
        .order_by_desc(Column::Version)
        .into_model()
        .all(db)
        .await
}

fn of(article: ArticleId) -> Select<Entity> {
    Entity::find().filter(Column::ArticleId.eq(article.get()))
}

async fn insert(
    db: &impl ConnectionTrait,
    article: &Article,
    by: UserId,
    automatic: bool,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        article_id: Set(article.id.get()),
        since_version: Set(article.version),
        saved_by: Set(by.get()),
        begun_at: Set(article.changed_at.millis()),
        automatic: Set(automatic),
        ..values(article)
    };
    Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Puts the text in the place of what was saved in the same sitting.
async fn go_on(db: &impl ConnectionTrait, id: i64, article: &Article) -> Result<(), DbErr> {
    Entity::update_many().set(values(article)).filter(Column::Id.eq(id)).exec(db).await?;
    Ok(())
}

async fn forget_the_oldest(db: &impl ConnectionTrait, article: ArticleId) -> Result<(), DbErr> {
    let newest_to_forget: Option<i64> = of(article)
        .select_only()
        .column(Column::Version)
        .order_by_desc(Column::Version)
        .offset(MOST)
        .limit(1)
        .into_tuple()
        .one(db)
        .await?;
    if let Some(version) = newest_to_forget {
        Entity::delete_many()
            .filter(Column::ArticleId.eq(article.get()))
            .filter(Column::Version.lte(version))
            .exec(db)
            .await?;
    }
    Ok(())
}

fn values(article: &Article) -> ActiveModel {
    ActiveModel {
        id: NotSet,
        article_id: NotSet,
        since_version: NotSet,
        version: Set(article.version),
        title: Set(article.text.title.clone()),
        standfirst: Set(article.text.standfirst.clone()),
        body: Set(article.text.body.clone()),
        words: Set(i64::try_from(article.text.words()).unwrap_or(i64::MAX)),
        saved_by: NotSet,
        begun_at: NotSet,
        saved_at: Set(article.changed_at.millis()),
        automatic: NotSet,
    }
}
