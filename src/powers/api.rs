//! What a browser can ask about powers.

#![expect(missing_docs, reason = "`#[server]` makes a struct of the arguments, without docs")]

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::model::{Chart, Page, Why};
use crate::{error::AppError, ui::safe_html::SafeHtml};

/// One of both, drawn as the page that shows it.
#[server(prefix = "/api", endpoint = "powers/page", input = GetUrl)]
pub async fn load_page(
    page: Page,
    #[server(default)] person: String,
    #[server(default)] permission: String,
    #[server(default)] thing: String,
    #[server(default)] subject: String,
    #[server(default)] role: String,
) -> Result<SafeHtml, AppError> {
    use crate::{
        call::CallContext,
        powers::{
            model::{Question, Wanted},
            service,
        },
    };

    let call = CallContext::current().await?;
    let question = Question { person, permission: permission.clone(), thing };
    let wanted = Wanted { subject, permission, role };
    call.answer(service::page(&call, page, question, wanted).await)
}

/// Whether somebody may do something, and why, for those who may know it.
#[server(prefix = "/api", endpoint = "powers/why", input = GetUrl)]
pub async fn load_why(
    #[server(default)] person: String,
    #[server(default)] permission: String,
    #[server(default)] thing: String,
) -> Result<Why, AppError> {
    use crate::{
        call::CallContext,
        powers::{model::Question, service},
    };

    let call = CallContext::current().await?;
    call.answer(service::why(&call, Question { person, permission, thing }).await)
}

/// Who may do what, by role, for those who may know that of everybody.
#[server(prefix = "/api", endpoint = "powers/chart", input = GetUrl)]
pub async fn load_chart(
    #[server(default)] subject: String,
    #[server(default)] permission: String,
    #[server(default)] role: String,
) -> Result<Chart, AppError> {
    use crate::{
        call::CallContext,
        powers::{model::Wanted, service},
    };

    let call = CallContext::current().await?;
    call.answer(service::chart(&call, Wanted { subject, permission, role }).await)
}
