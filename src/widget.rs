//! How many comments an article has, in a frame on pages of other sites.
//!
//! The settings name those sites; without any there is no such page. It is whole without script. All that can
//! be done in it is signing in and out, so nobody can be tricked into anything else. Whoever signs in there is
//! signed in on that site alone: browsers keep the cookie apart (`Partitioned`).

use std::sync::Arc;

use axum::{
    Extension,
    extract::Request,
    response::{Html, IntoResponse, Response},
};
use http::StatusCode;
use leptos::{prelude::*, server_fn::ServerFn};

use crate::{
    articles::model::Article,
    call::CallContext,
    comments::service,
    error::AppError,
    paths,
    server::{
        headers::OwnPolicy,
        server_functions::failed,
        settings::{SameSite, Settings},
    },
    sign_in::api::{SignIn, SignOut},
    ui::{
        document::document,
        erased::{Erased, erased},
        number::grouped,
        returned::{ReturnedPost, SHOWN_AT},
    },
};

/// Who may show it, and whether one can sign in there.
#[derive(Clone, Debug)]
pub struct Widget {
    policy: OwnPolicy,
    signs_in: bool,
}

impl Widget {
    /// As the settings have it: nothing, if no site may show it.
    #[must_use]
    pub fn of(settings: &Settings) -> Option<Arc<Self>> {
        let sites = &settings.widget.sites;
        let policy = OwnPolicy::Framed(sites.join(" ").into());
        let signs_in = settings.session.same_site == SameSite::None;
        (!sites.is_empty()).then(|| Arc::new(Self { policy, signs_in }))
    }
}

/// The page about the article whose address is the last part of this one.
pub async fn show(widget: Option<Arc<Widget>>, request: Request) -> Response {
    let Some((widget, call)) = widget.zip(request.extensions().get::<CallContext>()) else {
        return failed(AppError::NotFound);
    };
    let here = request.uri().path();
    let slug = here.rsplit('/').next().unwrap_or_default();
    let (status, inside) = match call.answer(service::count(call, slug).await) {
        Ok((article, comments)) => {
            let door = widget.signs_in.then(|| door(call, here, request.extensions().get()));
            let count = count(call, &article, comments);
            (StatusCode::OK, erased(view! { {count} {door} }))
        }
        Err(error) => {
            let status = StatusCode::from_u16(error.status()).unwrap_or_default();
            (status, erased(view! { <p>{error.to_string()}</p> }))
        }
    };
    (status, Extension(widget.policy.clone()), Html(page(inside))).into_response()
}

fn page(inside: Erased) -> String {
    let sheet = view! { <link rel="stylesheet" href="/widget.css" /> };
    let body = view! {
        <body>
            <main>{inside}</main>
        </body>
    };
    document("Comments · The Daily Stile", sheet, body)
}

/// How many there are, and the way to them: a page of its own, since ours is shown in no frame.
fn count(call: &CallContext, article: &Article, comments: u64) -> Erased {
    let address = format!("{}{}", call.on.origin, paths::article(article.slug.as_str()));
    let words = match comments {
        0 => "No comments yet".to_owned(),
        1 => "1 comment".to_owned(),
        more => format!("{} comments", grouped(more)),
    };
    erased(view! {
        <p>
            <a href=address target="_blank" rel="noopener">
                {words}
            </a>
            " on “"
            {article.text.title.clone()}
            "”"
        </p>
    })
}

/// Who is signed in in this frame, or the way in.
fn door(call: &CallContext, here: &str, returned: Option<&ReturnedPost>) -> Erased {
    let next = here.to_owned();
    match call.principal.user() {
        Some(user) => erased(view! {
            <form method="post" action=SignOut::PATH>
                <input type="hidden" name="next" value=next />
                "You are "
                <strong>{user.name.clone()}</strong>
                " here. "
                <button type="submit">"Sign out"</button>
            </form>
        }),
        None => sign_in(next, returned.filter(|returned| returned.action == SignIn::PATH)),
    }
}

fn sign_in(next: String, returned: Option<&ReturnedPost>) -> Erased {
    let error = returned.and_then(|returned| returned.answer.as_ref().err());
    let is_open = error.is_some();
    let error = error.map(|error| view! { <p role="alert">{error.to_string()}</p> });
    // The answer to a post stands under another address than the page.
    let action = format!("{}?{SHOWN_AT}={}", SignIn::PATH, paths::encoded(&next));
    let email = returned.and_then(|returned| returned.typed.get("email")).cloned();
    erased(view! {
        <details open=is_open>
            <summary>"Sign in"</summary>
            <form method="post" action=action>
                {error}
                <input type="hidden" name="next" value=next />
                <label for="email">"E-mail address"</label>
                <input id="email" name="email" type="email" autocomplete="username" value=email />
                <label for="password">"Password"</label>
                <input
                    id="password"
                    name="password"
                    type="password"
                    autocomplete="current-password"
                />
                <button type="submit">"Sign in"</button>
            </form>
        </details>
    })
}
