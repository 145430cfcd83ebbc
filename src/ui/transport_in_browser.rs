//! How questions and forms reach the server, in the browser: by `fetch`.

use leptos::{
    server_fn::{
        ServerFn,
        client::{Client, browser::BrowserClient},
        redirect::call_redirect_hook,
        request::{
            ClientReq,
            browser::{BrowserFormData, BrowserRequest},
        },
        response::ClientRes,
    },
    web_sys::FormData,
};

use super::answer::{Answer, Finding, Reply};
use crate::error::AppError;

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";

/// Asks the server function `S`.
pub(super) fn answer<S: ServerFn>(_question: &impl Fn() -> S, query: String) -> Finding {
    get(S::PATH, query)
}

/// Asks that address.
pub(super) fn get(path: &'static str, query: String) -> Finding {
    Box::pin(async move {
        let request = BrowserRequest::try_new_get(path, FORM, JSON, &query);
        Answer(match request {
            Ok(request) => fetch(request).await.map(|reply| reply.text.into()),
            Err(error) => Err(error),
        })
    })
}

/// Sends a form, just as the browser would, and goes where the answer leads.
pub(super) async fn post(path: &str, form: FormData) -> Result<Reply, AppError> {
    let form = BrowserFormData::from(form);
    let request = BrowserRequest::try_new_post_form_data(path, JSON, FORM, form)?;
    fetch(request).await
}

async fn fetch(request: BrowserRequest) -> Result<Reply, AppError> {
    let response = <BrowserClient as Client<AppError>>::send(request).await?;
    let failed = (400..=599).contains(&ClientRes::<AppError>::status(&response));
    let location = ClientRes::<AppError>::location(&response);
    let leads_away = ClientRes::<AppError>::has_redirect(&response);

    let text = ClientRes::<AppError>::try_into_string(response).await?;
    if failed {
        return Err(serde_json::from_str(&text).unwrap_or(AppError::Malformed));
    }
    if leads_away {
        call_redirect_hook(&location);
    }
    let part = location.strip_prefix('#').map(str::to_owned);
    Ok(Reply { text, leads_away, part })
}
