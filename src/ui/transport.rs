//! How questions and forms reach the server, while the server itself writes the page.

use std::future::{Ready, ready};

use leptos::{prelude::untrack, server_fn::ServerFn, web_sys::FormData};
use serde::Serialize;

use super::answer::{Answer, Finding, Reply};
use crate::error::AppError;

/// Answers the question itself; the query says the same.
pub(super) fn answer<S>(question: &impl Fn() -> S, _query: String) -> Finding
where
    S: ServerFn<Error = AppError> + 'static,
    S::Output: Serialize,
{
    let question = untrack(question);
    Box::pin(async move {
        let answer = question.run_body().await;
        Answer(answer.and_then(|answer| match serde_json::to_string(&answer) {
            Ok(json) => Ok(json.into()),
            Err(_) => Err(AppError::Failed),
        }))
    })
}

/// A server sends no forms.
pub(super) fn post(_path: &str, _form: FormData) -> Ready<Result<Reply, AppError>> {
    ready(Err(AppError::Unreachable))
}
