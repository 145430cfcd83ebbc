//! The mailbox: every letter that nobody carries.

use axum::{
    Router,
    extract::Request,
    response::{Html, IntoResponse, Response},
    routing::get,
};
use leptos::prelude::*;

use crate::{
    call::CallContext,
    error::AppError,
    paths,
    server::{mail::Lying, server_functions::failed, telemetry},
    timestamp::Timestamp,
    ui::document::document,
};

/// Where it is.
pub const MAILBOX: &str = "/dev/mailbox";

/// Its routes.
pub fn routes(stylesheet: &str) -> Router {
    let stylesheet = stylesheet.to_owned();
    Router::new().route(MAILBOX, get(move |request| show(stylesheet, request)))
}

/// All letters. Public: anybody who reaches a development server can be anybody.
async fn show(stylesheet: String, request: Request) -> Response {
    let Some(call) = request.extensions().get::<CallContext>() else {
        return failed(AppError::Failed);
    };
    let Some(folder) = call.on.mail.folder() else { return failed(AppError::NotFound) };
    match folder.lying().await {
        Ok(letters) => Html(page(stylesheet, letters)).into_response(),
        Err(error) => {
            tracing::error!(error = telemetry::with_causes(&error), "the mailbox cannot be read");
            failed(AppError::Failed)
        }
    }
}

fn page(stylesheet: String, letters: Vec<Lying>) -> String {
    let none = letters.is_empty();
    let head = view! {
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href=stylesheet />
    };
    let body = view! {
        <body>
            <main class="page content mailbox">
                <h1>"Mailbox"</h1>
                <p class="soft">
                    "Development only: every letter that the newsroom has written, the newest first. With "
                    <code>"mail.smtp"</code> " a server of mail carries them instead."
                </p>
                <p>
                    <a class="text-link" href=paths::SIGN_IN>
                        "To the page to sign in"
                    </a>
                </p>
                {none.then(|| view! { <p>"No letter yet. Load this page anew in a moment."</p> })}
                {letters.into_iter().map(|it| view! { <Letter it /> }).collect_view()}
            </main>
        </body>
    };
    document("Mailbox · The Daily Stile", head, body)
}

/// One letter as text, its links to follow.
#[component]
fn Letter(
    /// Which.
    it: Lying,
) -> impl IntoView {
    let lines = it.text.lines().map(|line| {
        let is_link = line.starts_with("http://") || line.starts_with("https://");
        let line = line.to_owned();
        let link = is_link.then(|| view! { <a href=line.clone()>{line.clone()}</a> });
        let words = (!is_link).then_some(line);
        view! { {link} {words} "\n" }
    });
    view! {
        <article class="panel">
            <h2>{it.subject}</h2>
            <p class="soft">
                "To " {it.to} ", " {Timestamp::from_millis(it.at).date_and_time()} " UTC"
            </p>
            <pre>{lines.collect_view()}</pre>
        </article>
    }
}
