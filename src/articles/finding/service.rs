//! What may be found: what the caller may read.

use std::{cmp::Reverse, collections::BTreeMap, time::Duration};

use super::{
    excerpt::{around, marked},
    model::{Excerpt, Found, Hit, Question},
    store::{self, Candidate},
    words::Words,
};
use crate::{
    articles::{
        lists,
        model::{Article, Stage, Story},
        scope::Scope,
        store::Newest,
    },
    authorization::{Permission, Value},
    call::{CallContext, ServiceError},
    departments,
    error::FieldErrors,
    people,
    server::markdown,
    timestamp::Timestamp,
    typed,
    ui::pager::Pages,
};

/// Articles on a page.
const SIZE: u32 = 20;
/// Of more articles than these, the newest are shown: nobody reads fifty pages. Counting half a million
/// takes longer than most people wait, so it is done for those who ask for it.
const MOST: u64 = 1_000;
/// People of one name who are looked for.
const MOST_AUTHORS: u64 = 100;
/// Characters of a name.
const MOST_CHARACTERS: usize = 100;
const DAY: Duration = Duration::from_hours(24);

/// The articles that the caller may read and that fit the question.
pub async fn search(
    call: &CallContext,
    question: Question,
    counts_all: bool,
    page: u32,
) -> Result<Found, ServiceError> {
    let stages = stages(call);
    let mut found = Found {
        errors: FieldErrors::new(),
        stages,
        hits: Vec::new(),
        pages: Pages::new(1, 0, SIZE),
        is_more: false,
        counted: None,
        question,
    };
    let mut errors = FieldErrors::new();
    let words = Words::of(&found.question.q);
    let words = words.map_err(|error| errors.insert("q".to_owned(), error)).unwrap_or_default();
    let scope = scope(call, &found, &mut errors).await?;
    if !errors.is_empty() || found.question.is_empty() {
        return Ok(Found { errors, ..found });
    }
    if words.is_empty() && scope.is_tallied() {
        return listed(call, &scope, page, found).await;
    }
    let mut candidates = candidates(call, &words, &scope).await?;
    found.is_more = candidates.len() as u64 > MOST;
    candidates.truncate(usize::try_from(MOST).unwrap_or_default());
    if found.is_more && counts_all {
        found.counted = Some(count(call, &words, &scope).await?);
    }
    if !found.is_more {
        candidates.sort_by_cached_key(|one| Reverse(words.weight(&one.title, &one.standfirst)));
    }
    found.pages = Pages::new(page, candidates.len() as u64, SIZE);
    let before = usize::try_from(found.pages.offset(SIZE)).unwrap_or_default();
    let shown = candidates.into_iter().skip(before).take(SIZE as usize);
    found.hits = hits(call, shown.map(|one| one.id).collect(), &words).await?;
    Ok(found)
}

/// All that is in the scope: a list as every other, counted by the tallies.
async fn listed(
    call: &CallContext,
    scope: &Scope,
    page: u32,
    found: Found,
) -> Result<Found, ServiceError> {
    let newest = match scope.stage {
        Some(Stage::Published | Stage::Retracted) => Newest::Published,
        Some(Stage::Draft | Stage::InReview) | None => Newest::Changed,
    };
    let part = (page, SIZE);
    let (stories, pages) = lists::page(call, Permission::ReadArticle, scope, newest, part).await?;
    let hits = stories.into_iter().map(plain).collect();
    Ok(Found { hits, pages, ..found })
}

/// How many articles the caller may read, of those in the scope that have the words.
async fn count(call: &CallContext, words: &Words, scope: &Scope) -> Result<u64, ServiceError> {
    let filter = lists::filter(call, Permission::ReadArticle, scope);
    if filter.exact {
        return Ok(store::count(&call.on.db, words, scope, filter.condition).await?);
    }
    Ok(candidates(call, words, scope).await?.len() as u64)
}

/// The newest of these, and one more than are shown.
async fn candidates(
    call: &CallContext,
    words: &Words,
    scope: &Scope,
) -> Result<Vec<Candidate>, ServiceError> {
    let filter = lists::filter(call, Permission::ReadArticle, scope);
    let db = &call.on.db;
    if filter.exact {
        return Ok(store::newest(db, words, scope, filter.condition, MOST + 1).await?);
    }
    // The condition lets too much through: every article is asked for on its own.
    let all = i64::MAX.unsigned_abs();
    let mut candidates = store::newest(db, words, scope, filter.condition, all).await?;
    let ids = candidates.iter().map(|one| one.id).collect();
    let mut readable: Vec<i64> = Vec::new();
    for Story { article, .. } in lists::whole(call, ids).await? {
        if call.may(Permission::ReadArticle, &article) {
            readable.push(article.id.get());
        }
    }
    readable.sort_unstable();
    candidates.retain(|one| readable.binary_search(&one.id).is_ok());
    Ok(candidates)
}

/// These articles in this order, with what they say of the words.
async fn hits(call: &CallContext, ids: Vec<i64>, words: &Words) -> Result<Vec<Hit>, ServiceError> {
    let stories = lists::shown(call, lists::whole(call, ids.clone()).await?);
    let mut stories: BTreeMap<i64, Story> =
        stories.into_iter().map(|story| (story.article.id.get(), story)).collect();
    let hit = |mut story: Story| {
        let said = std::mem::take(&mut story.article.text.body);
        let text = &story.article.text;
        let says = around(&text.standfirst, words);
        let says = says.or_else(|| around(&markdown::plain(&said), words));
        Hit {
            title: marked(&text.title, words),
            says: says.unwrap_or_else(|| marked(&text.standfirst, words)),
            story,
        }
    };
    Ok(ids.iter().filter_map(|id| stories.remove(id)).map(hit).collect())
}

/// An article that was found without a word.
fn plain(story: Story) -> Hit {
    let whole = |text: &str| Excerpt(vec![(text.to_owned(), false)]);
    Hit {
        title: whole(&story.article.text.title),
        says: whole(&story.article.text.standfirst),
        story,
    }
}

/// The stages in which the caller may read something.
fn stages(call: &CallContext) -> Vec<Stage> {
    let reads = |stage: &Stage| {
        let known = [("stage", Value::Text(stage.as_str().to_owned()))];
        !call.filter_among::<Article>(Permission::ReadArticle, &known).is_nothing
    };
    Stage::ALL.into_iter().filter(reads).collect()
}

/// What the question says beside its words, and what is wrong with it.
async fn scope(
    call: &CallContext,
    found: &Found,
    errors: &mut FieldErrors,
) -> Result<Scope, ServiceError> {
    let Question { department, author, stage, from, until, .. } = &found.question;
    let mut scope = Scope::default();
    let mut wrong = |field: &str, error: &str| {
        errors.insert(field.to_owned(), error.to_owned());
    };
    if !department.is_empty() {
        match departments::service::find(call, department).await {
            Ok(department) => scope.department = Some(department.id),
            Err(ServiceError::NotFound) => wrong("department", "There is no such department."),
            Err(error) => return Err(error),
        }
    }
    if !author.is_empty() {
        match typed::at_most(author, MOST_CHARACTERS) {
            Some(error) => wrong("author", &error),
            None => scope.authors = Some(people::service::named(call, author, MOST_AUTHORS).await?),
        }
    }
    if !stage.is_empty() {
        scope.stage = Stage::named(stage);
        if scope.stage.is_none() {
            wrong("stage", "There is no such stage.");
        }
    }
    let mut day = |field: &str, text: &str| {
        let day = Timestamp::of_day(text);
        if day.is_none() && !text.is_empty() {
            wrong(field, "Type a day as year, month and day: 2026-11-22.");
        }
        day
    };
    let (first, last) = (day("from", from), day("until", until));
    if first.zip(last).is_some_and(|(first, last)| first > last) {
        wrong("until", "The last day is before the first one.");
    }
    if first.is_some() || last.is_some() {
        let end = last.map_or(call.on.clock.now(), |last| last.plus(DAY));
        scope.published = Some((first.unwrap_or(Timestamp::from_millis(0)), end));
    }
    // Only what was published has a date; and who reads nothing else is asked for nothing else.
    let is_dated = scope.published.is_some() || found.stages == [Stage::Published];
    if is_dated && scope.stage.is_none() {
        scope.stage = Some(Stage::Published);
    }
    Ok(scope)
}
