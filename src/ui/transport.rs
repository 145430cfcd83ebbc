//! How questions and forms reach the server, while the server itself writes the page.

use std::{
    future::{Ready, ready},
    panic::AssertUnwindSafe,
};

use futures_util::FutureExt;
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
        let answer = unless_it_panics(question.run_body()).await;
        Answer(answer.and_then(|answer| match serde_json::to_string(&answer) {
            Ok(json) => Ok(json.into()),
            Err(_) => Err(AppError::Failed),
        }))
    })
}

/// A page waits for every answer: one that never comes would keep it for good. The panic is in the log.
async fn unless_it_panics<T>(
    answer: impl Future<Output = Result<T, AppError>>,
) -> Result<T, AppError> {
    AssertUnwindSafe(answer).catch_unwind().await.unwrap_or(Err(AppError::Failed))
}

/// A server asks itself by no address.
pub(super) fn get(_path: &'static str, _query: String) -> Finding {
    Box::pin(ready(Answer(Err(AppError::Unreachable))))
}

/// A server sends no forms.
pub(super) fn post(_path: &str, _form: FormData) -> Ready<Result<Reply, AppError>> {
    ready(Err(AppError::Unreachable))
}

#[cfg(test)]
mod tests {
    use futures_util::future::lazy;

    use super::*;

    #[tokio::test]
    async fn an_answer_that_panics_is_a_failure() {
        let answer = lazy(|_| -> Result<u32, AppError> { panic!("there is no answer") });

        assert_eq!(unless_it_panics(answer).await, Err(AppError::Failed));
    }

    #[tokio::test]
    async fn every_other_answer_stands() {
        assert_eq!(unless_it_panics(ready(Ok(1))).await, Ok(1));
        assert_eq!(
            unless_it_panics(ready(Err::<u32, _>(AppError::NotFound))).await,
            Err(AppError::NotFound)
        );
    }
}
