//! The desk: what waits for the caller, and every article that they may read, by stage.

use super::{
    board::{Chosen, Column, Desk, Queue},
    lists,
    model::{Stage, Story},
    scope::Scope,
    store::Newest,
};
use crate::{
    authorization::Permission,
    call::{CallContext, ServiceError},
    departments::model::Department,
    sessions::UserId,
    ui::pager::Pages,
};

/// Articles on a page of one stage.
const PAGE_SIZE: u32 = 20;
/// Articles at the head of each stage, where all stages stand side by side.
const COLUMN_SIZE: u32 = 6;
/// What waits for one person is shown on one page, from which all of it can be chosen at once.
const WAITING_SIZE: u32 = Chosen::MOST;

/// The desk, with that stage as a whole, or the head of every stage.
pub async fn load(
    call: &CallContext,
    stage: Option<&str>,
    page: u32,
) -> Result<Desk, ServiceError> {
    let user = call.user()?.id;
    let stage = stage.and_then(Stage::named);
    let counts = lists::counts(call).await?;
    let (columns, pages) = match stage {
        Some(stage) => whole(call, stage, page).await?,
        None => (heads(call, &counts).await?, Pages::new(1, 0, PAGE_SIZE)),
    };
    Ok(Desk { waiting: waiting(call, user).await?, stage, counts, columns, pages })
}

/// One page of a stage.
async fn whole(
    call: &CallContext,
    stage: Stage,
    page: u32,
) -> Result<(Vec<Column>, Pages), ServiceError> {
    let (scope, part) = (Scope::in_stage(stage), (page, PAGE_SIZE));
    let (stories, pages) =
        lists::page(call, Permission::ReadArticle, &scope, newest(stage), part).await?;
    Ok((vec![Column { stage, stories }], pages))
}

/// The head of every stage; an empty one is not asked for.
async fn heads(call: &CallContext, counts: &[(Stage, u64)]) -> Result<Vec<Column>, ServiceError> {
    let mut columns = Vec::with_capacity(counts.len());
    for &(stage, count) in counts {
        let stories = if count == 0 {
            Vec::new()
        } else {
            let scope = Scope::in_stage(stage);
            let newest = newest(stage);
            lists::first(call, Permission::ReadArticle, &scope, newest, COLUMN_SIZE).await?
        };
        columns.push(Column { stage, stories });
    }
    Ok(columns)
}

/// A stage is sorted by what the desk says of its articles.
const fn newest(stage: Stage) -> Newest {
    match stage {
        Stage::Published => Newest::Published,
        Stage::Draft | Stage::InReview | Stage::Retracted => Newest::Changed,
    }
}

/// What the caller can publish, by department, and what was handed back to them.
async fn waiting(call: &CallContext, user: UserId) -> Result<Vec<Queue>, ServiceError> {
    let in_review = Scope::in_stage(Stage::InReview);
    let to_review = first(call, Permission::PublishArticle, &in_review, WAITING_SIZE).await?;
    let returned = Scope::returned_to(user);
    let returned = first(call, Permission::UpdateArticle, &returned, WAITING_SIZE).await?;
    let mut queues = by_department(to_review);
    if !returned.is_empty() {
        queues.push(Queue { review: None, stories: returned });
    }
    Ok(queues)
}

async fn first(
    call: &CallContext,
    permission: Permission,
    scope: &Scope,
    size: u32,
) -> Result<Vec<Story>, ServiceError> {
    lists::first(call, permission, scope, Newest::Changed, size).await
}

/// One queue for each department, in the order of their names.
fn by_department(stories: Vec<Story>) -> Vec<Queue> {
    let mut queues: Vec<(Department, Vec<Story>)> = Vec::new();
    for story in stories {
        let department = &story.article.department;
        match queues.iter_mut().find(|(queue, _)| queue == department) {
            Some((_, stories)) => stories.push(story),
            None => queues.push((department.clone(), vec![story])),
        }
    }
    queues.sort_by(|(one, _), (other, _)| one.name.cmp(&other.name));
    queues.into_iter().map(|(review, stories)| Queue { review: Some(review), stories }).collect()
}
