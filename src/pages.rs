//! Pages: the application rendered on the server, whole, for whoever asks.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::Request,
    response::{IntoResponse, Response},
};
use http::{Extensions, HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts};
use leptos::{nonce::Nonce, prelude::*};
use leptos_axum::{ResponseOptions, render_app_async_with_context};

use crate::{
    account::model::Viewer,
    app::shell,
    call::CallContext,
    departments::{self, model::Sections},
    error::AppError,
    permissions,
    server::{form_token, forms, headers::CspNonce, server_functions::failed},
    ui::{
        form_token::FormToken,
        hydration::Assets,
        interrupted::Interrupted,
        page_status::PageStatus,
        returned::{Failure, ReturnedPost, ShownAt},
    },
};

/// Renders whatever page the address names; an unknown one is the page that says so.
///
/// # Why the routes are not asked from the application
///
/// Leptos can list them, but whom they answer stands in `entrances`; making that list also keeps other
/// renderings from finishing meanwhile (leptos#4773).
pub async fn render(assets: Arc<Assets>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return (StatusCode::METHOD_NOT_ALLOWED, failed(AppError::Malformed)).into_response();
    }
    let (parts, _) = request.into_parts();
    let (viewer, sections) = match frame(&parts).await {
        Ok(frame) => frame,
        // The page about an error stands without what cannot be looked up.
        Err(_) if parts.extensions.get::<Failure>().is_some() => Default::default(),
        Err(error) => return failed(error),
    };
    let mut context = PageContext::of(&parts.extensions, viewer, sections);
    let cookie = context.give_token(&parts.headers);
    let render = render_app_async_with_context(move || context.provide(), move || shell(&assets));
    let mut response = render(Request::from_parts(parts, Body::empty())).await;
    response.headers_mut().extend(cookie.map(|cookie| (header::SET_COOKIE, cookie)));
    response
}

/// What stands around every page.
async fn frame(parts: &Parts) -> Result<(Viewer, Sections), AppError> {
    let call = parts.extensions.get::<CallContext>().ok_or(AppError::Failed)?;
    let viewer = call.answer(permissions::service::viewer(call, &parts.headers).await)?;
    let departments = call.answer(departments::service::list(call).await)?;
    Ok((viewer, Sections(departments)))
}

/// What the application finds in its context on the server.
#[derive(Clone)]
struct PageContext {
    call: Option<CallContext>,
    nonce: Option<CspNonce>,
    viewer: Viewer,
    sections: Sections,
    returned_post: Option<ReturnedPost>,
    interrupted: Option<Interrupted>,
    failure: Option<Failure>,
    shown_at: Option<ShownAt>,
    form_token: Option<FormToken>,
}

impl PageContext {
    fn of(extensions: &Extensions, viewer: Viewer, sections: Sections) -> Self {
        Self {
            call: extensions.get().cloned(),
            nonce: extensions.get().cloned(),
            viewer,
            sections,
            returned_post: extensions.get().cloned(),
            interrupted: waiting(extensions),
            failure: extensions.get().cloned(),
            shown_at: extensions.get().cloned(),
            form_token: None,
        }
    }

    /// Gives the forms of the page their token, if they need one: the cookie that goes with it.
    fn give_token(&mut self, headers: &HeaderMap) -> Option<HeaderValue> {
        let on = &self.call.as_ref()?.on;
        let (token, cookie) = form_token::of_page(headers, on.cookie.name(), &on.key)?;
        self.form_token = Some(token);
        cookie
    }

    fn provide(&self) {
        provide_some(self.call.clone());
        provide_some(self.nonce.clone().map(|CspNonce(nonce)| Nonce::from_value(nonce)));
        provide_context(self.viewer.clone());
        provide_context(self.sections.clone());
        provide_some(self.returned_post.clone());
        provide_some(self.interrupted.clone());
        provide_some(self.failure.clone());
        provide_some(self.shown_at.clone());
        provide_some(self.form_token.clone());
        provide_context(page_status());
    }
}

/// The form that waits for a proof on this page, signed for whoever has sent it.
fn waiting(extensions: &Extensions) -> Option<Interrupted> {
    let (waits, call) = (extensions.get::<Interrupted>()?, extensions.get::<CallContext>()?);
    let at = (call.on.clock.now(), &call.on.key);
    Some(forms::hold(waits.clone(), &call.principal.session_name(), at))
}

fn provide_some<T: Send + Sync + 'static>(value: Option<T>) {
    if let Some(value) = value {
        provide_context(value);
    }
}

/// Lets the page say with which status it is answered.
fn page_status() -> PageStatus {
    let response = use_context::<ResponseOptions>();
    PageStatus::new(move |status, address| {
        if let (Some(response), Ok(status)) = (&response, StatusCode::from_u16(status)) {
            response.set_status(status);
            if let Some(Ok(address)) = address.map(HeaderValue::from_str) {
                response.insert_header(header::LOCATION, address);
            }
        }
    })
}
