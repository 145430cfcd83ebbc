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
    let detail = article.note.as_deref().unwrap_or(&article.text.title);
    audit::service::record(tx, call, permission, &article.id.to_string(), detail).await
}
