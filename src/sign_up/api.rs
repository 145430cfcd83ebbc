//! What a browser can ask of sign-up.

#![expect(missing_docs, reason = "`#[server]` makes a struct of the arguments, without docs")]

use leptos::{prelude::*, server_fn::codec::GetUrl};

use crate::{error::AppError, letters::model::Addressee};

/// Asks for a letter to that address. The answer is the same whether or not it has an account.
#[server(prefix = "/api", endpoint = "sign-up/ask")]
pub async fn ask_to_sign_up(email: String) -> Result<(), AppError> {
    use crate::{call::CallContext, sign_up::service};

    let call = CallContext::current().await?;
    call.answer(service::ask(&call, &email).await)
}

/// Whose letter it is whose link this browser has followed.
#[server(prefix = "/api", endpoint = "sign-up/letter", input = GetUrl)]
pub async fn load_sign_up() -> Result<Addressee, AppError> {
    use crate::{call::CallContext, sign_up::service};

    let call = CallContext::current().await?;
    call.answer(service::addressee(&call).await)
}

/// Makes the account of that address, and starts its first session.
#[server(prefix = "/api", endpoint = "sign-up/finish")]
pub async fn finish_sign_up(
    address: String,
    name: String,
    password: String,
) -> Result<(), AppError> {
    use crate::{call::CallContext, sign_up::service};

    let call = CallContext::current().await?;
    call.answer(service::finish(&call, &address, &name, password).await)
}

/// Sends somebody a letter with which they make an account.
#[server(prefix = "/api", endpoint = "sign-up/invite")]
pub async fn invite_person(email: String) -> Result<(), AppError> {
    use crate::{call::CallContext, sign_up::service};

    let call = CallContext::current().await?;
    call.answer(service::invite(&call, &email).await)
}
