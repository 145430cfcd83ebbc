//! Takes a form with a file, which stands last, so that all is known of it before it arrives.

use std::collections::BTreeMap;

use axum::{
    Extension, Json,
    extract::Request,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, header};

use super::{
    arriving::wrong,
    form::{Form, Unreadable},
    model::FileId,
    service,
};
use crate::{
    articles::model::ArticleId,
    call::{CallContext, ServiceError},
    error::AppError,
    server::{csrf::Verdict, form_token, forms::Typed, server_functions::failed},
    ui::form_token::FIELD as TOKEN,
};

/// Fields of a form.
const MOST_FIELDS: usize = 8;

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
    let is_ours = |token: Option<String>| is_ours(&call, verdict, &headers, token);
    let Ok(mut form) = Form::of(request).await else { return failed(AppError::Malformed) };
    let mut typed = BTreeMap::new();
    let error = match read(&call, is_ours, &mut form, &mut typed).await {
        Ok(id) => {
            let part = format!("#{}", id.part());
            return ([(header::LOCATION, part)], Json(())).into_response();
        }
        Err(Untaken::Told(error)) => error,
        Err(Untaken::Failed(error)) => {
            call.answer(Err::<AppError, _>(error)).unwrap_or_else(|it| it)
        }
    };
    form.forget().await;
    typed.remove(TOKEN);
    (Extension(Typed(typed)), failed(error)).into_response()
}

/// Whether a form with a file is one of our pages': what only its reader can tell, because it is not read before.
pub fn is_ours(
    call: &CallContext,
    verdict: Verdict,
    headers: &HeaderMap,
    token: Option<String>,
) -> bool {
    match verdict {
        Verdict::Allowed => true,
        Verdict::WithToken => token.is_some_and(|token| {
            form_token::has_signed(headers, call.on.cookie.name(), &token, &call.on.key)
        }),
        Verdict::Refused => false,
    }
}

/// The fields in their order, then the file.
async fn read(
    call: &CallContext,
    is_ours: impl Fn(Option<String>) -> bool,
    form: &mut Form,
    typed: &mut BTreeMap<String, String>,
) -> Result<FileId, Untaken> {
    for _ in 0..MOST_FIELDS {
        let Some(mut part) = form.next().await? else { break };
        match part.name().to_owned() {
            name if name == "file" => {
                if !is_ours(typed.remove(TOKEN)) {
                    let origin = call.on.origin.to_string();
                    return Err(Untaken::Told(AppError::CrossSite { origin }));
                }
                let article = typed.get("id").and_then(|id| id.parse().ok());
                let article = article.map(ArticleId::new).ok_or(Unreadable)?;
                let description = typed.get("description").map_or("", String::as_str);
                return Ok(service::add(call, (article, description), &mut part).await?);
            }
            name if [TOKEN, "id", "description"].contains(&name.as_str()) => {
                let is_second = typed.insert(name, part.text().await?).is_some();
                if is_second {
                    return Err(Unreadable.into());
                }
            }
            _ => return Err(Unreadable.into()),
        }
    }
    Err(Untaken::Failed(wrong("Choose a file.")))
}

impl From<ServiceError> for Untaken {
    fn from(error: ServiceError) -> Self {
        Self::Failed(error)
    }
}

impl From<Unreadable> for Untaken {
    fn from(_: Unreadable) -> Self {
        Self::Told(AppError::Malformed)
    }
}
