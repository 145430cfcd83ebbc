//! What a browser can ask of people.

#![expect(missing_docs, reason = "`#[server]` makes a struct of the arguments, without docs")]

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::model::Directory;
use crate::error::AppError;

/// The people whom the caller may know, as far as they fit what is asked for.
#[server(prefix = "/api", endpoint = "people/directory", input = GetUrl)]
pub async fn load_directory(
    words: String,
    role: String,
    department: String,
    order: String,
    page: u32,
) -> Result<Directory, AppError> {
    use crate::{
        call::CallContext,
        people::{model::Wanted, service},
    };

    let call = CallContext::current().await?;
    let wanted = Wanted { words, role, department, order };
    call.answer(service::directory(&call, &wanted, page).await)
}
