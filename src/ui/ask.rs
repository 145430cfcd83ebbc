//! Questions to the server whose answers a page shows.
//!
//! While the server writes the page it answers itself; in the browser the answer comes from the page,
//! and later by a request. Every answer is text until it is shown, so that the browser has the code
//! that waits for answers once, and not once for each kind of answer.

use std::{fmt, marker::PhantomData, pin::Pin, str::FromStr, sync::Arc};

use codee::string::FromToStringCodec;
use leptos::{
    prelude::*,
    server_fn::{
        Http, ServerFn,
        codec::{GetUrl, Json},
    },
};
use serde::{Serialize, de::DeserializeOwned};

use super::{form::Changes, transport};
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
/// An answer that is on its way.
pub(super) type Finding = Pin<Box<dyn Future<Output = Answer> + Send>>;

fn answers(query: Query, find: Find) -> Answers {
    Resource::new_str(query, move |(query, _)| find(query))
}

/// What was asked for, as JSON, or why it cannot be had.
#[derive(Clone)]
pub(super) struct Answer(pub(super) Result<Arc<str>, AppError>);

impl Answer {
    /// What was asked for.
    pub(super) fn read<T: DeserializeOwned>(self) -> Result<T, AppError> {
        serde_json::from_str(&self.0?).map_err(|_| AppError::Malformed)
    }
}

/// As it stands in the page: a sign, then JSON.
impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Ok(json) => write!(f, "+{json}"),
            Err(error) => write!(f, "-{}", serde_json::to_string(error).map_err(|_| fmt::Error)?),
        }
    }
}

impl FromStr for Answer {
    type Err = serde_json::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(match text.strip_prefix('+') {
            Some(json) => Ok(json.into()),
            None => Err(serde_json::from_str(text.trim_start_matches('-'))?),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn through_the_page(answer: Answer) -> Answer {
        answer.to_string().parse().unwrap()
    }

    #[test]
    fn an_answer_comes_out_of_the_page_as_it_went_in() {
        let answer = through_the_page(Answer(Ok(r#"{"stage":"-draft"}"#.into())));

        assert_eq!(answer.0.as_deref(), Ok(r#"{"stage":"-draft"}"#));
    }

    #[test]
    fn so_does_an_error() {
        let refused = AppError::Refused { reason: Some("not yours".into()) };

        assert_eq!(through_the_page(Answer(Err(refused.clone()))).read::<u32>(), Err(refused));
    }

    #[test]
    fn an_answer_of_another_kind_is_an_error() {
        assert_eq!(Answer(Ok("\"ada\"".into())).read::<u32>(), Err(AppError::Malformed));
    }
}
