//! A form with a file: `multipart/form-data`, whose file stands last, so that nothing waits in memory.

use std::{collections::BTreeMap, time::Duration};

use axum::{
    Extension, Json,
    extract::{FromRequest, Multipart, Request, multipart::Field},
    response::{IntoResponse, Response},
};
use http::{HeaderMap, header};
use tokio::time::timeout;

use super::{arriving::wrong, model::FileId, service};
use crate::{
    articles::model::ArticleId,
    call::{CallContext, ServiceError},
    error::AppError,
    server::{csrf::Verdict, form_token, forms::Typed, server_functions::failed},
    ui::form_token::FIELD,
};

/// Bytes of a field that is no file.
const FIELD_MOST: usize = 4 * 1024;

/// Fields of a form.
const FIELDS_MOST: usize = 8;

/// How much of a file that is not taken we take in and forget, so that its sender hears why.
const PATIENCE: usize = 16 * 1024 * 1024;

/// How long we wait for more of it.
const PAUSE: Duration = Duration::from_secs(10);

/// Why a form is not taken.
enum Untaken {
    /// It is none of ours.
    Told(AppError),
    /// What it asks for is not done.
    Failed(ServiceError),
}

/// Takes a file for an article.
pub async fn take(
    Extension(call): Extension<CallContext>,
    Extension(verdict): Extension<Verdict>,
    request: Request,
) -> Response {
    let headers = request.headers().clone();
    let Ok(mut form) = Multipart::from_request(request, &()).await else {
        return failed(AppError::Malformed);
    };
    let mut typed = BTreeMap::new();
    let is_ours = |token: Option<&str>| match verdict {
        Verdict::Allowed => true,
        Verdict::WithToken => token.is_some_and(|token| has_signed(&call, &headers, token)),
        Verdict::Refused => false,
    };
    let outcome = read(&call, is_ours, &mut form, &mut typed).await;
    let error = match outcome {
        Ok(id) => {
            let part = format!("#{}", id.part());
            return ([(header::LOCATION, part)], Json(())).into_response();
        }
        Err(Untaken::Told(error)) => error,
        Err(Untaken::Failed(error)) => match call.answer(Err::<(), _>(error)) {
            Err(error) => error,
            Ok(()) => AppError::Failed,
        },
    };
    forget_the_rest(form).await;
    typed.remove(FIELD);
    (Extension(Typed(typed)), failed(error)).into_response()
}

fn has_signed(call: &CallContext, headers: &HeaderMap, token: &str) -> bool {
    form_token::has_signed(headers, call.on.cookie.name(), token, &call.on.key)
}

/// The fields in their order, then the file.
async fn read(
    call: &CallContext,
    is_ours: impl Fn(Option<&str>) -> bool,
    form: &mut Multipart,
    typed: &mut BTreeMap<String, String>,
) -> Result<FileId, Untaken> {
    for _ in 0..FIELDS_MOST {
        let Some(mut field) = form.next_field().await.map_err(malformed)? else { break };
        let Some(name) = field.name().map(str::to_owned) else { return Err(malformed(())) };
        match name.as_str() {
            "file" => {
                if !is_ours(typed.remove(FIELD).as_deref()) {
                    let origin = call.on.origin.to_string();
                    return Err(Untaken::Told(AppError::CrossSite { origin }));
                }
                let id = typed.get("id").and_then(|id| id.parse().ok()).map(ArticleId::new);
                let about = (id.ok_or(()).map_err(malformed)?, said(typed));
                return Ok(service::add(call, about, &mut field).await?);
            }
            FIELD | "id" | "description" => {
                let value = text(&mut field).await?;
                if typed.insert(name, value).is_some() {
                    return Err(malformed(()));
                }
            }
            _ => return Err(malformed(())),
        }
    }
    Err(Untaken::Failed(wrong("Choose a file.")))
}

fn said(typed: &BTreeMap<String, String>) -> &str {
    typed.get("description").map(String::as_str).unwrap_or_default()
}

async fn text(field: &mut Field<'_>) -> Result<String, Untaken> {
    let mut text = Vec::new();
    while let Some(part) = field.chunk().await.map_err(malformed)? {
        text.extend_from_slice(&part);
        if text.len() > FIELD_MOST {
            return Err(Untaken::Told(AppError::TooLarge));
        }
    }
    String::from_utf8(text).map_err(malformed)
}

/// A sender that is not heard to its end does not hear us.
async fn forget_the_rest(mut form: Multipart) {
    let mut forgotten = 0;
    while let Ok(Ok(Some(mut field))) = timeout(PAUSE, form.next_field()).await {
        while let Ok(Ok(Some(part))) = timeout(PAUSE, field.chunk()).await {
            forgotten += part.len();
            if forgotten > PATIENCE {
                return;
            }
        }
    }
}

fn malformed<E>(_: E) -> Untaken {
    Untaken::Told(AppError::Malformed)
}

impl From<ServiceError> for Untaken {
    fn from(error: ServiceError) -> Self {
        Self::Failed(error)
    }
}
