//! Lists of articles: what the caller may read, exactly counted, in full pages.

use std::collections::BTreeMap;

use sea_orm::Condition;

use super::{
    model::{Article, ArticleId, Author, Stage, Story},
    store::{self, ListRow, Newest},
    text::{ArticleText, minutes_for},
};
use crate::{
    authorization::Permission,
    call::{CallContext, ServiceError},
    departments::{self, model::Department},
    people,
    sessions::UserId,
    slug::Slug,
    timestamp::Timestamp,
    ui::pager::Pages,
};

/// Names of departments and authors, to put into articles.
pub struct Names {
    departments: BTreeMap<String, Department>,
    authors: BTreeMap<UserId, (String, String)>,
}

impl Names {
    /// The names for articles of these authors.
    pub async fn load(call: &CallContext, authors: Vec<UserId>) -> Result<Self, ServiceError> {
        let departments = departments::service::list(call).await?;
        Ok(Self {
            departments: departments.into_iter().map(|one| (one.id.clone(), one)).collect(),
            authors: people::service::bylines(call, authors).await?,
        })
    }

    fn department(&self, id: String) -> Department {
        let unnamed = |id: String| Department { name: id.clone(), id };
        self.departments.get(&id).cloned().unwrap_or_else(|| unnamed(id))
    }

    fn author(&self, id: i64) -> Result<Author, ServiceError> {
        let id = UserId::new(id);
        let (name, slug) = self.authors.get(&id).cloned().unwrap_or_default();
        Ok(Author { id, name, slug: Slug::try_from(slug).map_err(ServiceError::failed)? })
    }

    /// The article of a row.
    pub fn article(&self, row: store::Model) -> Result<Article, ServiceError> {
        Ok(Article {
            id: ArticleId::new(row.id),
            slug: Slug::try_from(row.slug).map_err(ServiceError::failed)?,
            text: ArticleText { title: row.title, standfirst: row.standfirst, body: row.body },
            department: self.department(row.department_id),
            author: self.author(row.author_id)?,
            stage: stage_of(&row.stage)?,
            note: row.note,
            version: row.version,
            changed_at: Timestamp::from_millis(row.changed_at),
            submitted_at: row.submitted_at.map(Timestamp::from_millis),
            published_at: row.published_at.map(Timestamp::from_millis),
        })
    }

    fn story(&self, row: ListRow) -> Result<Story, ServiceError> {
        let comments = u64::try_from(row.comments).unwrap_or_default();
        let minutes = minutes_for(usize::try_from(row.words).unwrap_or_default());
        let article = self.article(store::Model {
            id: row.id,
            slug: row.slug,
            title: row.title,
            standfirst: row.standfirst,
            body: String::new(),
            words: row.words,
            department_id: row.department_id,
            author_id: row.author_id,
            stage: row.stage,
            note: row.note,
            version: row.version,
            created_at: row.changed_at,
            changed_at: row.changed_at,
            submitted_at: row.submitted_at,
            published_at: row.published_at,
            comments: row.comments,
        })?;
        Ok(Story { article, minutes, comments })
    }
}

fn stage_of(name: &str) -> Result<Stage, ServiceError> {
    #[derive(Debug, thiserror::Error)]
    #[error("the database holds an unknown stage `{0}`")]
    struct UnknownStage(String);

    Stage::named(name).ok_or_else(|| ServiceError::failed(UnknownStage(name.to_owned())))
}

/// A page of the articles that fit the condition and that the caller may so treat.
pub async fn page(
    call: &CallContext,
    permission: Permission,
    scope: Condition,
    newest: Newest,
    (page, size): (u32, u32),
) -> Result<(Vec<Story>, Pages), ServiceError> {
    let filter = call.filter::<Article>(permission);
    let condition = scope.add(filter.condition);
    if !filter.exact {
        return checked_page(call, permission, condition, newest, (page, size)).await;
    }
    let pages = Pages::new(page, store::count(&call.on.db, condition.clone()).await?, size);
    let rows = store::list(&call.on.db, condition, newest, pages.offset(size), size.into()).await?;
    Ok((stories(call, rows).await?, pages))
}

/// The first articles of such a list, uncounted.
pub async fn first(
    call: &CallContext,
    permission: Permission,
    scope: Condition,
    newest: Newest,
    size: u32,
) -> Result<Vec<Story>, ServiceError> {
    let filter = call.filter::<Article>(permission);
    let condition = scope.add(filter.condition);
    if !filter.exact {
        return Ok(checked_page(call, permission, condition, newest, (1, size)).await?.0);
    }
    stories(call, store::list(&call.on.db, condition, newest, 0, size.into()).await?).await
}

/// How many articles of each stage the caller may read.
pub async fn counts(call: &CallContext) -> Result<Vec<(Stage, u64)>, ServiceError> {
    let filter = call.filter::<Article>(Permission::ReadArticle);
    let counted: BTreeMap<String, i64> = if filter.exact {
        store::count_by_stage(&call.on.db, filter.condition).await?.into_iter().collect()
    } else {
        let readable = readable(call, Permission::ReadArticle, filter.condition, Newest::Changed);
        readable.await?.iter().fold(BTreeMap::new(), |mut counted, story| {
            *counted.entry(story.article.stage.as_str().to_owned()).or_default() += 1;
            counted
        })
    };
    let count = |stage: Stage| counted.get(stage.as_str()).copied().unwrap_or_default();
    Ok(Stage::ALL.map(|stage| (stage, u64::try_from(count(stage)).unwrap_or_default())).into())
}

/// The same page where the condition lets too much through: every row is asked for on its own.
async fn checked_page(
    call: &CallContext,
    permission: Permission,
    condition: Condition,
    newest: Newest,
    (page, size): (u32, u32),
) -> Result<(Vec<Story>, Pages), ServiceError> {
    let all = readable(call, permission, condition, newest).await?;
    let pages = Pages::new(page, all.len() as u64, size);
    let skipped = (pages.page - 1) as usize * size as usize;
    Ok((all.into_iter().skip(skipped).take(size as usize).collect(), pages))
}

async fn readable(
    call: &CallContext,
    permission: Permission,
    condition: Condition,
    newest: Newest,
) -> Result<Vec<Story>, ServiceError> {
    let rows = store::list(&call.on.db, condition, newest, 0, i64::MAX.unsigned_abs()).await?;
    let mut stories = stories(call, rows).await?;
    stories.retain(|story| call.authorize(permission, &story.article).is_ok());
    Ok(stories)
}

async fn stories(call: &CallContext, rows: Vec<ListRow>) -> Result<Vec<Story>, ServiceError> {
    let authors = rows.iter().map(|row| UserId::new(row.author_id)).collect();
    let names = Names::load(call, authors).await?;
    rows.into_iter().map(|row| names.story(row)).collect()
}
