//! What a browser can ask of departments.

#![expect(missing_docs, reason = "`#[server]` makes a struct of the arguments, without docs")]

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::model::{Department, Section};
use crate::{error::AppError, slug::Slug};

/// All departments, in the order of the masthead. Public: they are the sections of the paper.
#[server(prefix = "/api", endpoint = "departments/list", input = GetUrl)]
pub async fn list_departments() -> Result<Vec<Department>, AppError> {
    use crate::{call::CallContext, departments::service};

    let call = CallContext::current().await?;
    call.answer(service::list(&call).await)
}

/// All departments with what is said of them, for those who may found another one.
#[server(prefix = "/api", endpoint = "departments/sections", input = GetUrl)]
pub async fn list_sections() -> Result<Vec<Section>, AppError> {
    use crate::{call::CallContext, departments::service};

    let call = CallContext::current().await?;
    call.answer(service::sections(&call).await)
}

/// One department, for those who may change it.
#[server(prefix = "/api", endpoint = "departments/load", input = GetUrl)]
pub async fn load_section(id: String) -> Result<Section, AppError> {
    use crate::{call::CallContext, departments::service};

    let call = CallContext::current().await?;
    call.answer(service::load(&call, &id).await)
}

/// Founds a department, and leads to its page.
#[server(prefix = "/api", endpoint = "departments/create")]
pub async fn create_department(name: String, description: String) -> Result<(), AppError> {
    use crate::{
        call::CallContext,
        departments::{model::SectionText, service},
    };

    let call = CallContext::current().await?;
    call.answer(service::create(&call, SectionText { name, description }).await)
}

/// Changes what is said of a department, and leads to its page.
#[server(prefix = "/api", endpoint = "departments/update")]
pub async fn update_department(
    id: Slug,
    name: String,
    description: String,
) -> Result<(), AppError> {
    use crate::{
        call::CallContext,
        departments::{model::SectionText, service},
    };

    let call = CallContext::current().await?;
    call.answer(service::update(&call, id.as_str(), SectionText { name, description }).await)
}

/// Moves a department one place towards the beginning of the masthead, or towards its end.
#[server(prefix = "/api", endpoint = "departments/move")]
pub async fn move_department(id: Slug, up: bool) -> Result<(), AppError> {
    use crate::{call::CallContext, departments::service};

    let call = CallContext::current().await?;
    call.answer(service::shift(&call, id.as_str(), up).await)
}

/// Removes a department that nothing belongs to, and leads to the others.
#[server(prefix = "/api", endpoint = "departments/delete")]
pub async fn delete_department(id: Slug) -> Result<(), AppError> {
    use crate::{call::CallContext, departments::service};

    let call = CallContext::current().await?;
    call.answer(service::delete(&call, id.as_str()).await)
}
