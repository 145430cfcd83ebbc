//! What a browser can ask of departments.

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::model::Department;
use crate::error::AppError;

/// All departments, in the order of the masthead. Public: they are the sections of the paper.
#[server(prefix = "/api", endpoint = "departments/list", input = GetUrl)]
pub async fn list_departments() -> Result<Vec<Department>, AppError> {
    use crate::{call::CallContext, departments::service};

    let call = CallContext::current().await?;
    call.answer(service::list(&call).await)
}
