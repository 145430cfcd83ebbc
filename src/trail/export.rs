//! The audit trail as a file: RFC 4180, written while it is read.

use std::collections::VecDeque;

use axum::{
    Extension,
    body::Body,
    extract::{Query, rejection::QueryRejection},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use csv::{QuoteStyle, Terminator, Writer, WriterBuilder};
use futures_util::stream;
use http::{HeaderValue, header};
use sea_orm::Condition;
use serde::Deserialize;

use super::{asked, model::Question, reading, service};
use crate::{
    audit::{self, entry::Kept},
    call::{CallContext, ServiceError},
    error::AppError,
    paths, people,
    server::{server_functions::failed, telemetry},
};

/// Entries of one file. Whoever wants more goes on where it ends.
pub const MOST: usize = 50_000;
/// Entries that are in memory at once.
const PART: usize = 500;

const HEAD: [&str; 12] = [
    "number",
    "at",
    "person number",
    "person",
    "outcome",
    "act",
    "kind",
    "thing",
    "detail",
    "policies",
    "network",
    "request",
];

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Asked {
    person: String,
    act: String,
    outcome: String,
    from: String,
    until: String,
    before: Option<i64>,
}

/// The entries that the caller may read and that fit the question, the newest first.
pub async fn download(
    Extension(call): Extension<CallContext>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let Ok(Query(Asked { person, act, outcome, from, until, before })) = asked else {
        return failed(AppError::Malformed);
    };
    let question = Question { person, act, outcome, from, until };
    match begin(&call, question, before).await {
        Ok(export) => answer(export),
        Err(error) => call.answer(Err(error)).unwrap_or_else(failed),
    }
}

fn answer(export: Export) -> Response {
    let parts = stream::try_unfold(Some(export), |export| async move {
        match export {
            None => Ok(None),
            Some(export) => export.next().await.map(Some),
        }
    });
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8; header=present")),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_static("attachment; filename=\"audit-trail.csv\""),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    (headers, Body::from_stream(parts)).into_response()
}

async fn begin(
    call: &CallContext,
    question: Question,
    before: Option<i64>,
) -> Result<Export, ServiceError> {
    call.user()?;
    let question = service::narrowed(question, service::reads_everything(call));
    let fitting = asked::condition(call, &question).await?.map_err(ServiceError::Invalid)?;
    let begun = VecDeque::from([HEAD.map(str::to_owned)]);
    Ok(Export { call: call.clone(), question, fitting, before, left: MOST, begun })
}

/// A file that is being written.
struct Export {
    call: CallContext,
    question: Question,
    fitting: Condition,
    before: Option<i64>,
    left: usize,
    /// Rows that stand before the next part.
    begun: VecDeque<[String; HEAD.len()]>,
}

impl Export {
    /// The next part, and what remains to be written.
    async fn next(mut self) -> Result<(Bytes, Option<Self>), Failed> {
        self.check_powers().await?;
        let mut rows = self.begun.drain(..).collect::<Vec<_>>();
        let part = PART.min(self.left);
        let found = reading::read(&self.call, &self.fitting, self.before, part + 1).await;
        let mut found = found.map_err(|error| self.broke_off(&error))?;
        let has_more = found.len() > part;
        found.truncate(part);
        self.left -= found.len();
        self.before = found.last().map(|entry| entry.id).or(self.before);
        let users = found.iter().filter_map(|entry| entry.user).collect();
        let names = people::service::names(&self.call, users).await;
        let names = names.map_err(|error| self.broke_off(&error))?;
        rows.extend(found.into_iter().map(|entry| {
            let name = entry.user.and_then(|user| names.get(&user).cloned());
            row(entry, name.unwrap_or_default())
        }));
        let goes_on = has_more && self.left > 0;
        if has_more && !goes_on {
            rows.push(self.rest());
        }
        Ok((written(&rows)?, goes_on.then_some(self)))
    }

    /// Who has lost a role or the account since the file was begun gets no more of it.
    async fn check_powers(&self) -> Result<(), Failed> {
        let is_current = audit::service::is_current(&self.call).await;
        if is_current.map_err(|error| self.broke_off(&error))? {
            return Ok(());
        }
        tracing::info!(request_id = %self.call.request_id, "an export ends with the reader's powers");
        Err(Failed)
    }

    fn broke_off(&self, cause: &ServiceError) -> Failed {
        let cause = telemetry::with_causes(cause);
        tracing::error!(cause, request_id = %self.call.request_id, "an export broke off");
        Failed
    }

    /// The last row of a file that does not hold everything: where the rest is.
    fn rest(&self) -> [String; HEAD.len()] {
        let before = self.before.unwrap_or_default().to_string();
        let address = paths::with_query(paths::AUDIT_FILE, &self.question.parts());
        let address = paths::with_query(&address, &[("before", &before)]);
        let mut row = [const { String::new() }; HEAD.len()];
        row[0] = format!("# There is more: {}{address}", self.call.on.origin);
        row
    }
}

/// A file that cannot be written to its end breaks off, so that nobody takes it for a whole one.
#[derive(Debug, thiserror::Error)]
#[error("an export broke off")]
struct Failed;

fn row(entry: Kept, name: String) -> [String; HEAD.len()] {
    [
        entry.id.to_string(),
        entry.at.to_string(),
        entry.user.map(|user| user.to_string()).unwrap_or_default(),
        name,
        entry.outcome,
        entry.permission,
        entry.subject,
        entry.subject_id,
        entry.detail,
        entry.policies.join("; "),
        entry.network,
        entry.request_id,
    ]
}

fn written(rows: &[[String; HEAD.len()]]) -> Result<Bytes, Failed> {
    let mut file: Writer<Vec<u8>> = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .quote_style(QuoteStyle::Always)
        .from_writer(Vec::new());
    for row in rows {
        file.write_record(row.iter().map(|cell| harmless(cell))).map_err(|_| Failed)?;
    }
    file.into_inner().map(Bytes::from).map_err(|_| Failed)
}

/// What some spreadsheet takes for the beginning of a formula (OWASP, CSV injection).
const FORMULAS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
/// What some spreadsheet takes for the end of a cell, although it is in one.
const SEPARATORS: [char; 4] = [';', '\t', '\r', '\n'];

/// A cell that no spreadsheet takes for a formula, nor any part of it.
fn harmless(cell: &str) -> String {
    let mut harmless = String::with_capacity(cell.len());
    let mut begins = true;
    for sign in cell.chars() {
        if begins && FORMULAS.contains(&sign) {
            harmless.push('\'');
        }
        harmless.push(sign);
        begins = SEPARATORS.contains(&sign);
    }
    harmless
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_never_a_formula() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"] {
            assert!(harmless(formula).starts_with('\''));
        }
        assert_eq!(harmless("Bees;=1+1;-x"), "Bees;'=1+1;'-x");
        assert_eq!(harmless("ok\n=cmd|calc!A1\n\t=2"), "ok\n'=cmd|calc!A1\n'\t'=2");
        assert_eq!(harmless("a - b = c; d"), "a - b = c; d");
        assert_eq!(harmless("1 = 1"), "1 = 1");
        assert_eq!(harmless(""), "");
    }

    #[test]
    fn a_cell_with_a_comma_a_quote_or_a_new_line_is_quoted() {
        let mut row = [const { String::new() }; HEAD.len()];
        row[0] = "a, \"b\"\nc".to_owned();
        row[11] = "=\"x\"".to_owned();

        let written = written(&[row]).unwrap();

        let empty = ",\"\"".repeat(HEAD.len() - 2);
        let whole = format!("\"a, \"\"b\"\"\nc\"{empty},\"'=\"\"x\"\"\"\r\n");
        assert_eq!(written, whole);
    }
}
