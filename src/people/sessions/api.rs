//! What a browser can ask of sessions.

#![expect(missing_docs, reason = "`#[server]` makes a struct of the arguments, without docs")]

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::model::OpenSessions;
use crate::{
    error::AppError,
    sessions::{Handle, UserId},
};

/// The sessions that the person at that address has now.
#[server(prefix = "/api", endpoint = "people/sessions", input = GetUrl)]
pub async fn list_sessions(slug: String) -> Result<OpenSessions, AppError> {
    use super::service;
    use crate::call::CallContext;

    let call = CallContext::current().await?;
    call.answer(service::list(&call, &slug).await)
}

/// Ends one session of the person.
#[server(prefix = "/api", endpoint = "people/end-session")]
pub async fn end_session(id: UserId, handle: Handle) -> Result<(), AppError> {
    use super::service;
    use crate::call::CallContext;

    let call = CallContext::current().await?;
    call.answer(service::end(&call, id, &handle).await)
}

/// Ends every session of the person but the one that the caller uses.
#[server(prefix = "/api", endpoint = "people/end-sessions")]
pub async fn end_other_sessions(id: UserId) -> Result<(), AppError> {
    use super::service;
    use crate::call::CallContext;

    let call = CallContext::current().await?;
    call.answer(service::end_others(&call, id).await)
}
