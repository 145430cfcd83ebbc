//! What may be done with comments. Each is about an article: who may not read that, finds none.

use std::collections::BTreeMap;

use super::{
    model::{
        Comment, CommentId, Commenter, DISCUSSION, Discussion, Hidden, checked_reason, checked_text,
    },
    store::{self, Row},
    threads,
};
use crate::{
    articles::{
        self,
        model::{Article, ArticleId},
        text::ArticleText,
    },
    audit,
    authorization::Permission,
    call::{CallContext, Permit, ServiceError},
    people,
    server::database::{self, Transaction},
    sessions::UserId,
    timestamp::Timestamp,
    ui::pager::Pages,
};

/// Comments on a page.
const PAGE_SIZE: u32 = 30;

/// What people say about an article: the newest thread first.
pub async fn load(call: &CallContext, slug: &str, page: u32) -> Result<Discussion, ServiceError> {
    let article = articles::service::find_by_slug(call, slug).await?;
    let (comments, pages) = readable(call, article.id, page).await?;
    let threads = threads::of(call, comments).await?;
    let article = articles::service::discreet(call, article);
    let article = Article { text: ArticleText::default(), ..article };
    Ok(Discussion { article, threads, pages })
}

/// An article, and how many comments on it the caller may read.
pub async fn count(call: &CallContext, slug: &str) -> Result<(Article, u64), ServiceError> {
    let article = articles::service::find_by_slug(call, slug).await?;
    let (_, pages) = readable(call, article.id, 1).await?;
    Ok((article, pages.total))
}

/// Says something about an article.
pub async fn create(call: &CallContext, id: ArticleId, text: &str) -> Result<(), ServiceError> {
    let article = articles::service::find(call, id).await?;
    let permit = call.authorize(Permission::CommentArticle, &article)?;

    let text = checked_text(text).map_err(ServiceError::Invalid)?;
    add(call, permit, &article, (None, text)).await
}

/// Replies to a comment that is not hidden; a reply to a reply joins the same thread.
pub async fn reply(call: &CallContext, to: CommentId, text: &str) -> Result<(), ServiceError> {
    let (article, comment) = find(call, to).await?;
    let permit = call.authorize(Permission::CommentArticle, &article)?;
    if comment.hidden.is_some() {
        return Err(ServiceError::MovedOn { stage: "hidden".to_owned() });
    }

    let text = checked_text(text).map_err(ServiceError::Invalid)?;
    add(call, permit, &article, (Some(comment.thread), text)).await
}

/// Changes what a comment says.
pub async fn update(call: &CallContext, id: CommentId, text: &str) -> Result<(), ServiceError> {
    let (article, comment) = find(call, id).await?;
    let young = Comment { editable_until: Timestamp::from_millis(i64::MAX), ..comment.clone() };
    let permit =
        authorize(call, Permission::UpdateComment, (&comment, &young), "too old to be changed")?;

    let text = checked_text(text).map_err(ServiceError::Invalid)?;
    let changed = Comment { text, edited_at: Some(call.on.clock.now()), ..comment };
    save(call, permit, article.id, &changed, 0).await
}

/// Hides a comment from its readers.
pub async fn hide(call: &CallContext, id: CommentId, reason: &str) -> Result<(), ServiceError> {
    let (article, comment) = find(call, id).await?;
    let shown = Comment { hidden: None, ..comment.clone() };
    let permit = authorize(call, Permission::HideComment, (&comment, &shown), "hidden")?;

    let reason = checked_reason(reason).map_err(ServiceError::Invalid)?;
    let hidden = Some(Hidden { reason, at: call.on.clock.now() });
    save(call, permit, article.id, &Comment { hidden, ..comment }, -1).await
}

/// Shows a hidden comment again.
pub async fn restore(call: &CallContext, id: CommentId) -> Result<(), ServiceError> {
    let (article, comment) = find(call, id).await?;
    let hidden = Hidden { reason: String::new(), at: comment.at };
    let hidden = Comment { hidden: Some(hidden), ..comment.clone() };
    let permit =
        authorize(call, Permission::RestoreComment, (&comment, &hidden), "to be read again")?;

    save(call, permit, article.id, &Comment { hidden: None, ..comment }, 1).await
}

/// Deletes a comment for good. Replies to it stay.
pub async fn delete(call: &CallContext, id: CommentId) -> Result<(), ServiceError> {
    let (article, comment) = find(call, id).await?;
    let permit = call.authorize(Permission::DeleteComment, &comment)?;

    let tx = database::begin(&call.on.db).await?;
    if !store::delete(&tx, &comment).await? {
        return Err(ServiceError::MovedOn { stage: "another".into() });
    }
    let fewer = -i64::from(comment.hidden.is_none());
    articles::service::count_comments(&tx, &[article.id], fewer).await?;
    record(&tx, call, &permit, &comment).await?;
    tx.commit().await?;
    call.lead_to_part(DISCUSSION);
    Ok(())
}

async fn add(
    call: &CallContext,
    permit: Permit,
    article: &Article,
    (thread, text): (Option<CommentId>, String),
) -> Result<(), ServiceError> {
    let user = call.user()?;
    let author = Commenter { id: user.id, name: user.name.clone() };
    let comment = Comment::begun(author, text, call.on.clock.now());
    let tx = database::begin(&call.on.db).await?;
    let new = store::insert(&tx, article.id, thread, &comment).await?;
    if !articles::service::count_comment(&tx, article).await? {
        tx.rollback().await?;
        let now = articles::service::find(call, article.id).await?;
        return Err(ServiceError::MovedOn { stage: now.stage.label().to_lowercase() });
    }
    audit::service::record(&tx, call, &permit, &comment.text).await?;
    tx.commit().await?;
    call.lead_to_part(&new.part());
    Ok(())
}

/// Saves a comment unless somebody else has changed it meanwhile; `more` of its kind are read then.
async fn save(
    call: &CallContext,
    permit: Permit,
    article: ArticleId,
    comment: &Comment,
    more: i64,
) -> Result<(), ServiceError> {
    let tx = database::begin(&call.on.db).await?;
    if !store::save(&tx, comment).await? {
        return Err(ServiceError::MovedOn { stage: "another".into() });
    }
    articles::service::count_comments(&tx, &[article], more).await?;
    record(&tx, call, &permit, comment).await?;
    tx.commit().await?;
    call.lead_to_part(&comment.id.part());
    Ok(())
}

async fn record(
    tx: &Transaction,
    call: &CallContext,
    permit: &Permit,
    comment: &Comment,
) -> Result<(), ServiceError> {
    let detail = comment.hidden.as_ref().map_or(&comment.text, |hidden| &hidden.reason);
    audit::service::record(tx, call, permit, detail).await
}

/// The number of the article that the comment is about, for whoever asks the policies about both.
pub async fn article_of(call: &CallContext, id: CommentId) -> Result<ArticleId, ServiceError> {
    let row = store::find(&call.on.db, id).await?.ok_or(ServiceError::NotFound)?;
    Ok(ArticleId::new(row.article_id))
}

/// The comment that the caller wants to change, and its article, if they may read both.
pub async fn find(call: &CallContext, id: CommentId) -> Result<(Article, Comment), ServiceError> {
    call.user()?;
    let row = store::find(&call.on.db, id).await?.ok_or(ServiceError::NotFound)?;
    let article = articles::service::find(call, ArticleId::new(row.article_id)).await?;
    let names = names(call, std::slice::from_ref(&row)).await?;
    let comment = row.comment(&names);
    call.authorize_to_know(Permission::ReadComment, &comment)?;
    Ok((article, comment))
}

/// Authorizes a change of a comment that is `now` so. Who could have made it, were it still as `before`,
/// is told that it has moved on: that is no refusal.
fn authorize(
    call: &CallContext,
    permission: Permission,
    (now, before): (&Comment, &Comment),
    stage: &str,
) -> Result<Permit, ServiceError> {
    if !call.may(permission, now) && call.may(permission, before) {
        return Err(ServiceError::MovedOn { stage: stage.to_owned() });
    }
    call.authorize(permission, now)
}

/// A page of the comments that the caller may read, exactly counted.
async fn readable(
    call: &CallContext,
    article: ArticleId,
    page: u32,
) -> Result<(Vec<Comment>, Pages), ServiceError> {
    let filter = call.filter::<Comment>(Permission::ReadComment);
    let condition = store::about(article).add(filter.condition);
    let db = &call.on.db;
    if filter.exact {
        let total = store::count(db, condition.clone()).await?;
        let pages = Pages::new(page, total, PAGE_SIZE);
        let rows = store::list(db, condition, pages.offset(PAGE_SIZE), PAGE_SIZE.into()).await?;
        return Ok((with_names(call, rows).await?, pages));
    }
    // The condition lets too much through: every comment is asked for on its own.
    let rows = store::list(db, condition, 0, i64::MAX.unsigned_abs()).await?;
    let mut all = with_names(call, rows).await?;
    all.retain(|comment| call.may(Permission::ReadComment, comment));
    let pages = Pages::new(page, all.len() as u64, PAGE_SIZE);
    let skipped = usize::try_from(pages.offset(PAGE_SIZE)).unwrap_or(usize::MAX);
    Ok((all.into_iter().skip(skipped).take(PAGE_SIZE as usize).collect(), pages))
}

async fn with_names(call: &CallContext, rows: Vec<Row>) -> Result<Vec<Comment>, ServiceError> {
    let names = names(call, &rows).await?;
    Ok(rows.into_iter().map(|row| row.comment(&names)).collect())
}

async fn names(call: &CallContext, rows: &[Row]) -> Result<BTreeMap<UserId, String>, ServiceError> {
    let authors = rows.iter().map(|row| UserId::new(row.author_id)).collect();
    people::service::names(call, authors).await
}
