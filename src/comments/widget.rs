//! How many comments an article has, in a frame on pages of other sites.
//!
//! The settings name those sites; to all others, and without any, there is no such page. It is whole without
//! script, and what is done in it is signing in and out: there is nothing to be tricked into. Whoever is
//! signed in in a frame is so on that site only, since browsers keep its cookie apart (CHIPS).

use std::sync::Arc;

use axum::{
    extract::Request,
    response::{Html, IntoResponse, Response},
};
use http::StatusCode;
use leptos::prelude::*;

use super::service;
use crate::{
    call::CallContext,
    error::AppError,
    paths,
    server::{
        headers::OwnPolicy,
        server_functions::failed,
        settings::{SameSite, Settings},
    },
    ui::{returned::ReturnedPost, safe_html::SafeHtml},
};

/// Who may show it, and whether one can sign in there.
#[derive(Clone, Debug)]
pub struct Widget {
    policy: OwnPolicy,
    signs_in: bool,
}

/// What is in the frame.
struct Shown {
    title: String,
    address: String,
    comments: u64,
}

impl Widget {
    /// As the settings have it: nothing, if no site may show it.
    #[must_use]
    pub fn of(settings: &Settings) -> Option<Arc<Self>> {
        let sites = &settings.widget.sites;
        let policy = OwnPolicy::framed_by(sites);
        let signs_in = settings.session.same_site == SameSite::None;
        (!sites.is_empty()).then(|| Arc::new(Self { policy, signs_in }))
    }
}

/// The page of the article whose address is the last part of this one.
pub async fn show(widget: Option<Arc<Widget>>, request: Request) -> Response {
    let Some((widget, call)) = widget.zip(request.extensions().get::<CallContext>()) else {
        return failed(AppError::NotFound);
    };
    let here = request.uri().path();
    let slug = here.rsplit('/').next().unwrap_or_default();
    let (status, inside) = match call.answer(load(call, slug).await) {
        Ok(shown) => {
            let door = widget.signs_in.then(|| door(call, here, request.extensions().get()));
            (StatusCode::OK, page(&shown.title.clone(), (counted(shown), door)))
        }
        Err(error) => {
            let status = StatusCode::from_u16(error.status()).unwrap_or_default();
            (status, page("Comments", view! { <p>{error.to_string()}</p> }))
        }
    };
    (status, axum::Extension(widget.policy.clone()), Html(inside)).into_response()
}

async fn load(call: &CallContext, slug: &str) -> Result<Shown, crate::call::ServiceError> {
    let discussion = service::load(call, slug, 1).await?;
    Ok(Shown {
        address: format!("{}{}", call.on.origin, paths::article(discussion.article.slug.as_str())),
        title: service::title_of(call, slug).await?,
        comments: discussion.pages.total,
    })
}
