//! What a page asks where its rules do not know.

#![expect(missing_docs, reason = "`#[server]` makes a struct of the arguments, without docs")]

use leptos::{prelude::*, server_fn::codec::GetUrl};

use crate::{
    authorization::{Answer, Permission, Subject},
    error::AppError,
    ui::ask::{Asked, ask},
};

/// Whether the caller may do this to the thing of that id, both as rules name them.
///
/// What does not exist, and what nobody has heard of, is refused like everything else.
#[server(prefix = "/api", endpoint = "may", input = GetUrl)]
pub async fn load_answer(action: String, subject: String, id: String) -> Result<Answer, AppError> {
    use crate::{call::CallContext, permissions::service};

    let call = CallContext::current().await?;
    call.answer(service::answer(&call, &action, &subject, &id).await)
}

/// Asks the server, for `<Can>`.
#[must_use]
pub fn ask_about(permission: Permission, on: Signal<Subject>) -> Asked<Answer> {
    ask(move || LoadAnswer {
        action: permission.action().to_owned(),
        subject: permission.subject().to_owned(),
        id: on.with(|on| on.id.clone()),
    })
}
