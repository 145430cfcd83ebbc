//! Questions to the server whose answers a page shows.
//!
//! While the server writes the page it answers itself; in the browser the answer comes from the page,
//! and later by a request. Every answer is text until it is shown, so that the browser has the code
//! that waits for answers once, and not once for each kind of answer.

use std::marker::PhantomData;

use codee::string::FromToStringCodec;
use leptos::{
    prelude::*,
    server_fn::{
        Http, ServerFn,
        codec::{GetUrl, Json},
    },
};
use serde::{Serialize, de::DeserializeOwned};

use super::{
    answer::{Answer, Finding},
    changes::Changes,
    transport,
};
use crate::error::AppError;

/// A question, and the answer as soon as there is one.
pub struct Asked<T> {
    pub(super) answer: Answers,
    kind: PhantomData<fn() -> T>,
}

/// The answers to one question: the latest, and whether another is on its way.
pub(super) type Answers = Resource<Answer, FromToStringCodec>;

/// Asks the server, and asks again whenever the question changes or a form has succeeded.
///
/// The question is the struct that `#[server]` makes of a function's arguments.
pub fn ask<S>(question: impl Fn() -> S + Clone + Send + Sync + 'static) -> Asked<S::Output>
where
    S: ServerFn<Protocol = Http<GetUrl, Json>, Error = AppError> + Serialize + 'static,
    S::Output: Serialize,
{
    let query = question.clone();
    let query = move || (serde_qs::to_string(&query()).unwrap_or_default(), Changes::read());
    let answer = move |query| transport::answer::<S>(&question, query);
    Asked { answer: answers(Box::new(query), Box::new(answer)), kind: PhantomData }
}

/// The arguments as a query, and the number of changes so far.
type Query = Box<dyn Fn() -> (String, u32) + Send + Sync>;
/// Finds the answer to a query.
type Find = Box<dyn Fn(String) -> Finding + Send + Sync>;

/// Asks that address once, in the browser.
///
/// # Errors
///
/// What the server says, or that it cannot be reached.
pub async fn once<T: DeserializeOwned>(path: &'static str) -> Result<T, AppError> {
    transport::get(path, String::new()).await.read()
}

fn answers(query: Query, find: Find) -> Answers {
    Resource::new_str(query, move |(query, _)| find(query))
}
