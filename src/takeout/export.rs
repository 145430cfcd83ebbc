//! What is kept of an account as a file: JSON (RFC 8259), written while it is read.

use std::fmt::Write as _;

use axum::{
    Extension,
    body::Body,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use futures_util::stream;
use http::{HeaderMap, HeaderValue, header};
use serde_json::{Value as Json, json};

use super::chapters::CHAPTERS;
use crate::{
    activity::{self, model::What},
    audit,
    authorization::Permission,
    call::{CallContext, ServiceError},
    error::AppError,
    paths, people,
    server::{csrf::SEC_FETCH_SITE, database, server_functions::failed, telemetry},
    sessions::UserId,
};

/// What is kept of the caller's account.
pub async fn download(Extension(call): Extension<CallContext>, asked: HeaderMap) -> Response {
    // It is noted, and nobody elsewhere has to cause that.
    if is_asked_for_by_another_site(&asked) {
        return failed(AppError::CrossSite { origin: call.on.origin.to_string() });
    }
    match begin(&call).await {
        Ok(export) => answer(export),
        Err(error) => call.answer(Err(error)).unwrap_or_else(failed),
    }
}

fn is_asked_for_by_another_site(asked: &HeaderMap) -> bool {
    asked.get(SEC_FETCH_SITE).is_some_and(|site| site != "same-origin" && site != "none")
}

fn answer(export: Export) -> Response {
    let parts = stream::try_unfold(Some(export), |export| async move {
        match export {
            None => Ok(None),
            Some(export) => export.next().await.map(Some),
        }
    });
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_static("attachment; filename=\"my-data.json\""),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    (headers, Body::from_stream(parts)).into_response()
}

async fn begin(call: &CallContext) -> Result<Export, ServiceError> {
    let person = people::own::me(call).await?;
    let permit = call.authorize(Permission::DownloadData, &person)?;

    let account = people::own::account(call).await?;
    let tx = database::begin(&call.on.db).await?;
    audit::service::record(&tx, call, &permit, &person.name).await?;
    activity::service::note(&tx, call, person.id, What::DataDownloaded, "").await?;
    tx.commit().await?;
    let profile = json!({
        "number": person.id.get(),
        "name": person.name,
        "email": account.email,
        "page": paths::person(person.slug.as_str()),
        "picture": person.picture.map(paths::picture),
        "roles": person.roles,
    });
    Ok(Export {
        call: call.clone(),
        user: person.id,
        begun: Some(profile),
        chapter: 0,
        after: None,
    })
}

/// A file that is being written.
struct Export {
    call: CallContext,
    user: UserId,
    /// What stands before the first chapter, until it is written.
    begun: Option<Json>,
    chapter: usize,
    /// The last row that is written of this chapter.
    after: Option<i64>,
}

impl Export {
    /// The next part, and what remains to be written.
    async fn next(mut self) -> Result<(Bytes, Option<Self>), Failed> {
        self.check_powers().await?;
        let mut part = String::new();
        if let Some(profile) = self.begun.take() {
            let _ = write!(part, "{{\n\"profile\": {profile}");
        }
        let chapter = CHAPTERS[self.chapter];
        if self.after.is_none() {
            let _ = write!(part, ",\n\"{}\": [", chapter.name());
        }
        let read = chapter.read(&self.call, self.user, self.after).await;
        let (rows, rest) = read.map_err(|error| self.broke_off(&error))?;
        let mut is_first = self.after.is_none();
        for row in rows {
            part.push_str(if is_first { "\n" } else { ",\n" });
            part.push_str(&row.to_string());
            is_first = false;
        }
        self.after = rest;
        if rest.is_none() {
            part.push(']');
            self.chapter += 1;
        }
        let is_over = self.chapter == CHAPTERS.len();
        if is_over {
            part.push_str("\n}\n");
        }
        Ok((part.into(), (!is_over).then_some(self)))
    }

    /// Whose account has changed or whose session has ended since the file was begun gets no more of it.
    async fn check_powers(&self) -> Result<(), Failed> {
        let is_current = self.is_current().await.map_err(|error| self.broke_off(&error))?;
        if is_current {
            return Ok(());
        }
        tracing::info!(request_id = %self.call.request_id, "a file of somebody's data ends with their session");
        Err(Failed)
    }

    async fn is_current(&self) -> Result<bool, ServiceError> {
        let handle = &self.call.user()?.handle;
        let sessions = self.call.on.sessions.list(self.user).await?;
        let is_live = sessions.iter().any(|session| session.handle == *handle);
        Ok(is_live && audit::service::is_current(&self.call).await?)
    }

    fn broke_off(&self, cause: &ServiceError) -> Failed {
        let cause = telemetry::with_causes(cause);
        tracing::error!(cause, request_id = %self.call.request_id, "a file of somebody's data broke off");
        Failed
    }
}

/// A file that cannot be written to its end breaks off, so that nobody takes it for a whole one.
#[derive(Debug, thiserror::Error)]
#[error("a file of somebody's data broke off")]
struct Failed;
