//! Lists of articles: what the caller may read, exactly counted, in full pages.

use std::collections::BTreeMap;

use sea_orm::{
    Condition, Order,
    sea_query::{Expr, ExprTrait},
};

use super::{
    discreet::discreet,
    model::{Article, ArticleId, Author, Stage, Story},
    scope::Scope,
    store::{self, ListRow, Newest},
    tallies::{self, Tally},
    terms::Terms,
    text::{ArticleText, minutes_for},
};
use crate::{
    authorization::{Filter, Permission},
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
            terms: Terms {
                embargo: row.embargo.map(Timestamp::from_millis),
                held: row.held,
                hold_reason: row.hold_reason,
                byline: row.byline,
            },
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
            embargo: row.embargo,
            held: row.held,
            hold_reason: None,
            byline: row.byline,
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

/// The part `page` of a list, `size` on each page.
type Part = (u32, u32);

/// A page of the articles in that scope that the caller may so treat, exactly counted.
pub async fn page(
    call: &CallContext,
    permission: Permission,
    scope: &Scope,
    newest: Newest,
    (page, size): Part,
) -> Result<(Vec<Story>, Pages), ServiceError> {
    let filter = filter(call, permission, scope);
    if !filter.exact {
        return checked_page(call, permission, filter.condition, newest, (page, size)).await;
    }
    let total = count(call, permission, scope, &filter.condition).await?;
    let pages = Pages::new(page, total, size);
    let rows = rows(call, filter.condition, newest, (pages, size)).await?;
    Ok((shown(call, stories(call, rows).await?), pages))
}

/// The first articles of such a list, uncounted.
pub async fn first(
    call: &CallContext,
    permission: Permission,
    scope: &Scope,
    newest: Newest,
    size: u32,
) -> Result<Vec<Story>, ServiceError> {
    let filter = filter(call, permission, scope);
    if !filter.exact {
        let part = (1, size);
        return Ok(checked_page(call, permission, filter.condition, newest, part).await?.0);
    }
    let order = (newest, Order::Desc);
    let rows = store::list(&call.on.db, filter.condition, order, (0, size.into())).await?;
    Ok(shown(call, stories(call, rows).await?))
}

/// The rows of a page, read from the nearer end of the list.
async fn rows(
    call: &CallContext,
    condition: Condition,
    newest: Newest,
    (pages, size): (Pages, u32),
) -> Result<Vec<ListRow>, ServiceError> {
    let before = pages.offset(size);
    let shown = Ord::min(size.into(), pages.total.saturating_sub(before));
    let after = pages.total.saturating_sub(before + shown);
    let db = &call.on.db;
    if before <= after {
        return Ok(store::list(db, condition, (newest, Order::Desc), (before, shown)).await?);
    }
    let mut rows = store::list(db, condition, (newest, Order::Asc), (after, shown)).await?;
    rows.reverse();
    Ok(rows)
}

/// How many articles of each stage the caller may read.
pub async fn counts(call: &CallContext) -> Result<Vec<(Stage, u64)>, ServiceError> {
    let mut counts = Vec::new();
    let tallied = call.filter::<Tally>(Permission::ReadArticle);
    if tallied.exact {
        let counted = tallies::by_stage(&call.on.db, tallied.condition).await?;
        let counted: BTreeMap<String, i64> = counted.into_iter().collect();
        for stage in Stage::ALL {
            let count = counted.get(stage.as_str()).copied().unwrap_or_default();
            counts.push((stage, u64::try_from(count).unwrap_or_default()));
        }
        return Ok(counts);
    }
    for stage in Stage::ALL {
        let scope = Scope::in_stage(stage);
        let filter = filter(call, Permission::ReadArticle, &scope);
        let count = if filter.exact {
            store::count(&call.on.db, filter.condition).await?
        } else {
            let all = readable(call, Permission::ReadArticle, filter.condition, Newest::Changed);
            all.await?.len() as u64
        };
        counts.push((stage, count));
    }
    Ok(counts)
}

/// How many articles are in that scope: from the tallies, if they know all that the policies ask.
async fn count(
    call: &CallContext,
    permission: Permission,
    scope: &Scope,
    condition: &Condition,
) -> Result<u64, ServiceError> {
    let tallied = call.filter_among::<Tally>(permission, &scope.known());
    let db = &call.on.db;
    Ok(if tallied.exact && scope.is_tallied() {
        tallies::count(db, scope.condition::<Tally>().add(tallied.condition)).await?
    } else {
        store::count(db, condition.clone()).await?
    })
}

/// The articles in that scope that the caller may so treat.
///
/// Alternatives are checked row by row, in the order of the list: most of what a list is about may be
/// read, and a database that looked for each alternative on its own would sort all it finds.
pub fn filter(call: &CallContext, permission: Permission, scope: &Scope) -> Filter {
    let filter = call.filter_among::<Article>(permission, &scope.known());
    let checked = Expr::from(filter.condition).is(Expr::custom_keyword("TRUE"));
    Filter { condition: scope.condition::<Article>().add(checked), ..filter }
}

/// The same page where the condition lets too much through: every row is asked for on its own.
async fn checked_page(
    call: &CallContext,
    permission: Permission,
    condition: Condition,
    newest: Newest,
    (page, size): Part,
) -> Result<(Vec<Story>, Pages), ServiceError> {
    let all = readable(call, permission, condition, newest).await?;
    let pages = Pages::new(page, all.len() as u64, size);
    let skipped = (pages.page - 1) as usize * size as usize;
    let part = all.into_iter().skip(skipped).take(size as usize).collect();
    Ok((shown(call, part), pages))
}

async fn readable(
    call: &CallContext,
    permission: Permission,
    condition: Condition,
    newest: Newest,
) -> Result<Vec<Story>, ServiceError> {
    let all = (0, i64::MAX.unsigned_abs());
    let rows = store::list(&call.on.db, condition, (newest, Order::Desc), all).await?;
    let mut stories = stories(call, rows).await?;
    stories.retain(|story| call.may(permission, &story.article));
    Ok(stories)
}

/// The articles of a list as the caller may see them.
pub fn shown(call: &CallContext, stories: Vec<Story>) -> Vec<Story> {
    let discreet = |story: Story| Story { article: discreet(call, story.article), ..story };
    stories.into_iter().map(discreet).collect()
}

/// These articles with their texts, in any order; nobody is asked.
pub async fn whole(call: &CallContext, ids: Vec<i64>) -> Result<Vec<Story>, ServiceError> {
    let rows = store::find_all(&call.on.db, ids).await?;
    let authors = rows.iter().map(|row| UserId::new(row.author_id)).collect();
    let names = Names::load(call, authors).await?;
    let story = |row: store::Model| {
        let comments = u64::try_from(row.comments).unwrap_or_default();
        let article = names.article(row)?;
        Ok(Story { minutes: article.text.minutes(), article, comments })
    };
    rows.into_iter().map(story).collect()
}

async fn stories(call: &CallContext, rows: Vec<ListRow>) -> Result<Vec<Story>, ServiceError> {
    let authors = rows.iter().map(|row| UserId::new(row.author_id)).collect();
    let names = Names::load(call, authors).await?;
    rows.into_iter().map(|row| names.story(row)).collect()
}
