//! What may be done with articles: find, authorize, change, save.

use super::{
    address,
    board::{Chosen, Desk},
    desk,
    entry::{record, tell},
    found,
    kept::{save_step, save_text, stale},
    lists, many,
    model::{Article, ArticleId, ArticlePage, Author, AuthorPage, Edition, Stage},
    scope::Scope,
    steps::{authorize_step, unless_changed},
    store::{self, Newest},
    terms::Terms,
    text::{ArticleText, checked_body, checked_note},
};
use crate::{
    authorization::Permission,
    call::{CallContext, ServiceError},
    departments, paths, people,
    server::{database, markdown},
    slug::Slug,
    ui::safe_html::SafeHtml,
};

pub use super::{
    discreet::discreet,
    found::{addresses, find, find_by_slug, find_to_read},
};

/// Articles on a page of the paper.
const EDITION_SIZE: u32 = 12;

/// The published articles, newest first: all, or one department's.
pub async fn edition(
    call: &CallContext,
    department: Option<String>,
    page: u32,
) -> Result<Edition, ServiceError> {
    let (department, description) = match department {
        None => (None, String::new()),
        Some(id) => {
            let (department, description) = departments::service::described(call, &id).await?;
            (Some(department), description)
        }
    };
    let scope = Scope {
        department: department.as_ref().map(|department| department.id.clone()),
        ..Scope::in_stage(Stage::Published)
    };
    let part = (page, EDITION_SIZE);
    let (stories, pages) =
        lists::page(call, Permission::ReadArticle, &scope, Newest::Published, part).await?;
    Ok(Edition { department, description, stories, pages })
}

/// Somebody whom the caller may know, and what they have published, newest first.
pub async fn author(call: &CallContext, slug: &str, page: u32) -> Result<AuthorPage, ServiceError> {
    let person = people::service::load(call, slug).await?;
    let published =
        Scope { authors: Some(vec![person.id.get()]), ..Scope::in_stage(Stage::Published) };
    let part = (page, EDITION_SIZE);
    let (stories, pages) =
        lists::page(call, Permission::ReadArticle, &published, Newest::Published, part).await?;
    let powers = people::service::powers(call, &person).await?;
    Ok(AuthorPage { person, powers, stories, pages })
}

/// One article with its text.
pub async fn load(call: &CallContext, slug: &str) -> Result<ArticlePage, ServiceError> {
    let article = found::find_by_slug(call, slug).await?;
    shown(call, article).await
}

/// One article, for whoever may change it.
pub async fn load_to_edit(call: &CallContext, slug: &str) -> Result<ArticlePage, ServiceError> {
    call.user()?;
    let article = found::find_by_slug(call, slug).await?;
    call.authorize(Permission::UpdateArticle, &article)?.unrecorded();
    shown(call, article).await
}

async fn shown(call: &CallContext, article: Article) -> Result<ArticlePage, ServiceError> {
    let html = markdown::render_apart(article.text.body.clone()).await;
    let html = html.map_err(ServiceError::failed)?;
    Ok(ArticlePage { article: discreet(call, article), html })
}

/// What a text looks like on its page, for whoever may save it there or begin it.
pub async fn preview(
    call: &CallContext,
    id: Option<ArticleId>,
    department: Option<String>,
    body: String,
) -> Result<SafeHtml, ServiceError> {
    if let Some(id) = id {
        call.authorize(Permission::UpdateArticle, &found::find(call, id).await?)?.unrecorded();
    } else {
        let draft = begun(call, &department.unwrap_or_default(), ArticleText::default()).await?;
        call.authorize(Permission::CreateArticle, &draft)?.unrecorded();
    }
    let body = checked_body(&body).map_err(ServiceError::Invalid)?;
    call.come_back();
    markdown::render_apart(body).await.map_err(ServiceError::failed)
}

/// What waits for the caller, and every article that they may read.
pub async fn desk(
    call: &CallContext,
    stage: Option<String>,
    page: u32,
) -> Result<Desk, ServiceError> {
    desk::load(call, stage.as_deref(), page).await
}

/// Begins a draft, and leads to its editor.
pub async fn create(
    call: &CallContext,
    department: String,
    text: ArticleText,
) -> Result<(), ServiceError> {
    let draft = begun(call, &department, text).await?;
    let permit = call.authorize(Permission::CreateArticle, &draft)?;

    let text = draft.text.clone().checked().map_err(ServiceError::Invalid)?;
    let draft = address::insert(call, permit, Article { text, ..draft }).await?;
    call.lead_to(&paths::edit(draft.slug.as_str()));
    Ok(())
}

/// The draft that the caller would begin there.
async fn begun(
    call: &CallContext,
    department: &str,
    text: ArticleText,
) -> Result<Article, ServiceError> {
    let user = call.user()?;
    Ok(Article {
        id: ArticleId::NEW,
        slug: Slug::from_title(&text.title),
        text,
        department: departments::service::find(call, department).await?,
        author: Author {
            id: user.id,
            name: user.name.clone(),
            slug: Slug::of(&user.name, "person"),
        },
        stage: Stage::Draft,
        note: None,
        version: 1,
        changed_at: call.on.clock.now(),
        submitted_at: None,
        published_at: None,
        terms: Terms::default(),
    })
}

/// Saves an article's text over the version that the writer has read.
pub async fn update(
    call: &CallContext,
    id: ArticleId,
    version: i64,
    text: ArticleText,
    automatic: bool,
) -> Result<(), ServiceError> {
    let article = found::find(call, id).await?;
    let permit = call.authorize(Permission::UpdateArticle, &article)?;

    save_text(call, permit, article, version, (text, automatic)).await
}

/// Hands a draft in for review.
pub async fn submit(
    call: &CallContext,
    id: ArticleId,
    read: Option<i64>,
) -> Result<(), ServiceError> {
    let article = found::find(call, id).await?;
    let permit = authorize_step(call, Permission::SubmitArticle, &article, Stage::Draft)?;
    unless_changed(&article, read)?;

    let article = article.submit(call.on.clock.now())?;
    save_step(call, permit, article).await
}

/// Hands drafts in for review, each on its own.
pub async fn submit_many(call: &CallContext, chosen: Vec<Chosen>) -> Result<(), ServiceError> {
    many::each(call, chosen, |one| submit(call, one.id, Some(one.version))).await
}

/// Hands a submission back to its author.
pub async fn hand_back(
    call: &CallContext,
    id: ArticleId,
    read: Option<i64>,
    note: String,
) -> Result<(), ServiceError> {
    let article = found::find(call, id).await?;
    let permit = authorize_step(call, Permission::ReturnArticle, &article, Stage::InReview)?;
    unless_changed(&article, read)?;

    let note = checked_note(&note).map_err(ServiceError::Invalid)?;
    save_step(call, permit, article.hand_back(note)?).await
}

/// Puts a reviewed article on the front page.
pub async fn publish(
    call: &CallContext,
    id: ArticleId,
    read: Option<i64>,
) -> Result<(), ServiceError> {
    let article = found::find(call, id).await?;
    let permit = authorize_step(call, Permission::PublishArticle, &article, Stage::InReview)?;
    unless_changed(&article, read)?;

    let article = article.publish(call.on.clock.now())?;
    save_step(call, permit, article).await
}

/// Puts reviewed articles on the front page, each on its own.
pub async fn publish_many(call: &CallContext, chosen: Vec<Chosen>) -> Result<(), ServiceError> {
    many::each(call, chosen, |one| publish(call, one.id, Some(one.version))).await
}

/// Takes a published article back.
pub async fn retract(
    call: &CallContext,
    id: ArticleId,
    read: Option<i64>,
    note: String,
) -> Result<(), ServiceError> {
    let article = found::find(call, id).await?;
    let permit = authorize_step(call, Permission::RetractArticle, &article, Stage::Published)?;
    unless_changed(&article, read)?;

    let note = checked_note(&note).map_err(ServiceError::Invalid)?;
    save_step(call, permit, article.retract(note, call.on.clock.now())?).await
}

/// Throws a draft away, and leads to the desk.
pub async fn delete(
    call: &CallContext,
    id: ArticleId,
    read: Option<i64>,
) -> Result<(), ServiceError> {
    let article = found::find(call, id).await?;
    let permit = authorize_step(call, Permission::DeleteArticle, &article, Stage::Draft)?;
    unless_changed(&article, read)?;

    let article = article.discard()?;
    let tx = database::begin(&call.on.db).await?;
    if !store::delete(&tx, &article).await? {
        tx.rollback().await?;
        return Err(stale(call, &article, article.version).await);
    }
    record(&tx, call, &permit, &article).await?;
    tx.commit().await?;
    tell(call, permit.permission(), &Article { version: article.version + 1, ..article }).await;
    call.lead_to(paths::DESK);
    Ok(())
}

/// Nobody else changes the article until the transaction ends.
pub async fn lock(tx: &database::Transaction, id: ArticleId) -> Result<(), ServiceError> {
    Ok(database::lock(tx, "articles", id.get()).await?)
}

/// One more comment is read under the article, if it is still in that stage. Whether it is.
pub async fn count_comment(
    tx: &database::Transaction,
    article: &Article,
) -> Result<bool, ServiceError> {
    Ok(store::count_comment(tx, article).await?)
}

/// So many more comments are read under each of these articles, or fewer.
pub async fn count_comments(
    tx: &database::Transaction,
    ids: &[ArticleId],
    more: i64,
) -> Result<(), ServiceError> {
    Ok(store::count_comments(tx, ids, more).await?)
}
