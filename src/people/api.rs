//! What a browser can ask of people.

#![expect(missing_docs, reason = "`#[server]` makes a struct of the arguments, without docs")]

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::model::{Directory, Staff};
use crate::{error::AppError, sessions::UserId};

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

/// Who works in the department, as far as the caller may know them.
#[server(prefix = "/api", endpoint = "people/staff", input = GetUrl)]
pub async fn load_staff(department: String) -> Result<Staff, AppError> {
    use crate::{call::CallContext, people::service};

    let call = CallContext::current().await?;
    call.answer(service::staff(&call, &department).await)
}

/// Gives the person a role: `author@science`, or `moderator` where it holds everywhere.
#[server(prefix = "/api", endpoint = "people/give-role")]
pub async fn give_role(id: UserId, role: String) -> Result<(), AppError> {
    use crate::{call::CallContext, people::service};

    let call = CallContext::current().await?;
    call.answer(service::give(&call, id, &role).await)
}

/// Takes a role from the person.
#[server(prefix = "/api", endpoint = "people/take-role")]
pub async fn take_role(id: UserId, role: String) -> Result<(), AppError> {
    use crate::{call::CallContext, people::service};

    let call = CallContext::current().await?;
    call.answer(service::take(&call, id, &role).await)
}

/// Lets nobody be this person, until they are restored.
#[server(prefix = "/api", endpoint = "people/suspend")]
pub async fn suspend_person(id: UserId) -> Result<(), AppError> {
    use crate::{call::CallContext, people::service};

    let call = CallContext::current().await?;
    call.answer(service::suspend(&call, id).await)
}

/// Lets the person come back.
#[server(prefix = "/api", endpoint = "people/restore")]
pub async fn restore_person(id: UserId) -> Result<(), AppError> {
    use crate::{call::CallContext, people::service};

    let call = CallContext::current().await?;
    call.answer(service::restore(&call, id).await)
}

/// Changes the person's name.
#[server(prefix = "/api", endpoint = "people/rename")]
pub async fn rename_person(id: UserId, name: String) -> Result<(), AppError> {
    use crate::{call::CallContext, people::service};

    let call = CallContext::current().await?;
    call.answer(service::rename(&call, id, &name).await)
}
