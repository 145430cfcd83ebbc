//! Takes a form with a picture of whoever sends it.

use axum::{
    Extension, Json,
    extract::Request,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, header};

use super::service;
use crate::{
    call::{CallContext, ServiceError},
    error::AppError,
    files::{
        form::{Form, Unreadable},
        take::is_ours,
        wrong,
    },
    paths,
    server::{csrf::Verdict, server_functions::failed},
    ui::form_token::FIELD as TOKEN,
};

/// Takes a picture.
pub async fn take(
    Extension(call): Extension<CallContext>,
    Extension(verdict): Extension<Verdict>,
    request: Request,
) -> Response {
    let headers = request.headers().clone();
    let Ok(mut form) = Form::of(request).await else { return failed(AppError::Malformed) };
    let error = match read(&call, (verdict, &headers), &mut form).await {
        Ok(()) => return ([(header::LOCATION, paths::PROFILE_SAVED)], Json(())).into_response(),
        Err(error) => error,
    };
    form.forget().await;
    failed(error)
}

/// The token, if there is one, then the picture.
async fn read(
    call: &CallContext,
    (verdict, headers): (Verdict, &HeaderMap),
    form: &mut Form,
) -> Result<(), AppError> {
    let malformed = |_: Unreadable| AppError::Malformed;
    let mut token = None;
    while let Some(mut part) = form.next().await.map_err(malformed)? {
        if part.name() == "file" {
            if !is_ours(call, verdict, headers, token) {
                return Err(AppError::CrossSite { origin: call.on.origin.to_string() });
            }
            return call.answer(service::add_picture(call, &mut part).await);
        }
        if part.name() != TOKEN || token.is_some() {
            return Err(AppError::Malformed);
        }
        token = Some(part.text().await.map_err(malformed)?);
    }
    call.answer(Err::<(), ServiceError>(wrong("Choose a file.")))
}
