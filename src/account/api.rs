//! What a browser can ask about the person who looks.

#![expect(missing_docs, reason = "`#[server]` makes a struct of the arguments, without docs")]

use leptos::prelude::*;

use super::model::Theme;
use crate::error::AppError;

/// Remembers the theme in a cookie.
#[server(prefix = "/api", endpoint = "account/choose-theme")]
pub async fn choose_theme(theme: Theme) -> Result<(), AppError> {
    use crate::{account::service, call::CallContext};

    let call = CallContext::current().await?;
    call.answer(service::choose_theme(&call, theme))
}
