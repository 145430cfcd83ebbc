//! What the audit hears of an article.

use super::model::Article;
use crate::{
    audit,
    authorization::Permission,
    call::{CallContext, ServiceError},
    server::database,
};

/// Records that the caller has used that permission on that article.
pub async fn record(
    tx: &database::Transaction,
    call: &CallContext,
    permission: Permission,
    article: &Article,
) -> Result<(), ServiceError> {
    let embargo = article.terms.embargo.map(|until| format!("until {until}"));
    let detail = match permission {
        Permission::EmbargoArticle => embargo.as_deref().unwrap_or("none"),
        Permission::HoldArticle => article.terms.hold_reason.as_deref().unwrap_or_default(),
        Permission::ReaddressArticle => article.slug.as_str(),
        Permission::CreditArticle => article.credit(),
        _ => article.note.as_deref().unwrap_or(&article.text.title),
    };
    audit::service::record(tx, call, permission, &article.id.to_string(), detail).await
}
