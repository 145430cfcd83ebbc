//! What others hear of a change to an article: the audit, and open pages.

use super::model::Article;
use crate::{
    audit,
    authorization::{Governed, Permission},
    call::{CallContext, Permit, ServiceError},
    server::{
        database,
        events::{Changed, News},
    },
};

/// Records that the caller has done with that article what they were permitted.
pub async fn record(
    tx: &database::Transaction,
    call: &CallContext,
    permit: &Permit,
    article: &Article,
) -> Result<(), ServiceError> {
    let embargo = article.terms.embargo.map(|until| format!("until {until}"));
    let detail = match permit.permission() {
        Permission::EmbargoArticle => embargo.as_deref().unwrap_or("none"),
        Permission::HoldArticle => article.terms.hold_reason.as_deref().unwrap_or_default(),
        Permission::ReaddressArticle => article.slug.as_str(),
        Permission::CreditArticle => article.credit(),
        _ => article.note.as_deref().unwrap_or(&article.text.title),
    };
    audit::service::record(tx, call, permit, detail).await
}

/// Tells open pages that the article is now as it stands here, once that is kept.
pub async fn tell(call: &CallContext, by: Permission, article: &Article) {
    let now = call.on.clock.now();
    let is_open = article.terms.embargo.is_none_or(|until| until <= now);
    // Who read it until now hears of the hold.
    let was_shown = is_open && (!article.terms.held || by == Permission::HoldArticle);
    let changed = Changed {
        thing: serde_json::to_string(&article.subject()).unwrap_or_default(),
        was_public: article.published_at.is_some() && was_shown,
        name: article.slug.to_string(),
        version: article.version,
    };
    call.on.events.tell(News::Changed(Box::new(changed))).await;
}
