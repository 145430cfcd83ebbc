//! What a browser can ask when it looks for articles.

#![expect(missing_docs, reason = "`#[server]` makes a struct of the arguments, without docs")]

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::model::{Found, Question};
use crate::error::AppError;

/// The articles that the caller may read and that have all of this; `count=all` counts them all.
#[server(prefix = "/api", endpoint = "articles/search", input = GetUrl)]
pub async fn load_search(
    #[server(flatten)] question: Question,
    count: Option<String>,
    page: u32,
) -> Result<Found, AppError> {
    use crate::{articles::finding::service, call::CallContext};

    let call = CallContext::current().await?;
    let counts_all = count.as_deref() == Some("all");
    call.answer(service::search(&call, question, counts_all, page).await)
}
