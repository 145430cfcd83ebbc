//! What the audit hears of an article.

use super::model::Article;
use crate::{
    audit,
    authorization::Permission,
    call::{CallContext, Permit, ServiceError},
    server::database,
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
