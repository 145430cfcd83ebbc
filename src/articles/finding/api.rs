//! What a browser can ask when it looks for articles.

#![expect(missing_docs, reason = "`#[server]` makes a struct of the arguments, without docs")]

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::model::Found;
use crate::error::AppError;

/// The articles that the caller may read and that have all of this.
#[server(prefix = "/api", endpoint = "articles/search", input = GetUrl)]
pub async fn load_search(
    q: Option<String>,
    department: Option<String>,
    author: Option<String>,
    stage: Option<String>,
    from: Option<String>,
    until: Option<String>,
    page: u32,
) -> Result<Found, AppError> {
    use crate::{
        articles::finding::{model::Question, service},
        call::CallContext,
    };

    let call = CallContext::current().await?;
    let [q, department, author, stage, from, until] =
        [q, department, author, stage, from, until].map(Option::unwrap_or_default);
    let question = Question { q, department, author, stage, from, until };
    call.answer(service::search(&call, question, page).await)
}
