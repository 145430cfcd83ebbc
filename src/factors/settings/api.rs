//! What a browser can ask of second factors.

#![expect(missing_docs, reason = "`#[server]` makes a struct of the arguments, without docs")]

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::model::{Enrolment, Overview};
use crate::error::AppError;

/// What the caller has turned on.
#[server(prefix = "/api", endpoint = "factors/load", input = GetUrl)]
pub async fn load_factors() -> Result<Overview, AppError> {
    use super::service;
    use crate::call::CallContext;

    let call = CallContext::current().await?;
    call.answer(service::load(&call).await)
}

/// A seed for an authenticator app: a new one, or the one that a form has brought back.
#[server(prefix = "/api", endpoint = "factors/enrolment", input = GetUrl)]
pub async fn load_enrolment(sealed: Option<String>) -> Result<Enrolment, AppError> {
    use super::service;
    use crate::call::CallContext;

    let call = CallContext::current().await?;
    call.answer(service::enrolment(&call, sealed.as_deref()).await)
}

/// Adds an authenticator app by its first code, which a form that was interrupted has lost. The answer has the recovery codes that were made with it.
#[server(prefix = "/api", endpoint = "factors/add-app")]
pub async fn add_app(
    sealed: String,
    #[server(default)] code: String,
    #[server(default)] end_others: bool,
) -> Result<Vec<String>, AppError> {
    use super::service;
    use crate::call::CallContext;

    let call = CallContext::current().await?;
    call.answer(service::add_app(&call, &sealed, &code, end_others).await)
}

/// Sends the caller a code by which they turn codes by mail on.
#[server(prefix = "/api", endpoint = "factors/ask-for-code")]
pub async fn ask_for_code() -> Result<(), AppError> {
    use super::service;
    use crate::call::CallContext;

    let call = CallContext::current().await?;
    call.answer(service::ask_for_code(&call).await)
}

/// Turns codes by mail on. The answer has the recovery codes that were made with it.
#[server(prefix = "/api", endpoint = "factors/add-mail")]
pub async fn add_mail(
    #[server(default)] code: String,
    #[server(default)] end_others: bool,
) -> Result<Vec<String>, AppError> {
    use super::service;
    use crate::call::CallContext;

    let call = CallContext::current().await?;
    call.answer(service::add_mail(&call, &code, end_others).await)
}

/// Makes new recovery codes; the old ones are void.
#[server(prefix = "/api", endpoint = "factors/make-recovery-codes")]
pub async fn make_recovery_codes() -> Result<Vec<String>, AppError> {
    use super::service;
    use crate::call::CallContext;

    let call = CallContext::current().await?;
    call.answer(service::make_recovery_codes(&call).await)
}

/// Removes a factor; the last one only if the caller is sure.
#[server(prefix = "/api", endpoint = "factors/remove")]
pub async fn remove_factor(
    kind: String,
    #[server(default)] sure: bool,
    #[server(default)] end_others: bool,
) -> Result<(), AppError> {
    use super::service;
    use crate::call::CallContext;

    let call = CallContext::current().await?;
    call.answer(service::remove(&call, &kind, sure, end_others).await)
}
