//! What a browser can ask of files. They arrive and leave by addresses of their own.

#![expect(missing_docs, reason = "`#[server]` makes a struct of the arguments, without docs")]

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::model::{FileId, Files};
use crate::error::AppError;

/// The files of an article.
#[server(prefix = "/api", endpoint = "files/list", input = GetUrl)]
pub async fn list_files(slug: String) -> Result<Files, AppError> {
    use crate::{call::CallContext, files::service};

    let call = CallContext::current().await?;
    call.answer(service::list(&call, &slug).await)
}

/// Says anew what a file shows or is.
#[server(prefix = "/api", endpoint = "files/describe")]
pub async fn describe_file(id: FileId, description: String) -> Result<(), AppError> {
    use crate::{call::CallContext, files::service};

    let call = CallContext::current().await?;
    call.answer(service::describe(&call, id, &description).await)
}

/// Removes a file for good.
#[server(prefix = "/api", endpoint = "files/remove")]
pub async fn remove_file(id: FileId) -> Result<(), AppError> {
    use crate::{call::CallContext, files::service};

    let call = CallContext::current().await?;
    call.answer(service::remove(&call, id).await)
}
