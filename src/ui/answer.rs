//! What the server says to a question, on its way into a page.

use std::{fmt, pin::Pin, str::FromStr, sync::Arc};

use serde::de::DeserializeOwned;

use crate::error::AppError;

/// An answer that is on its way.
pub(super) type Finding = Pin<Box<dyn Future<Output = Answer> + Send>>;

/// What was asked for, as JSON, or why it cannot be had.
#[derive(Clone)]
pub(super) struct Answer(pub(super) Result<Arc<str>, AppError>);

impl Answer {
    /// What was asked for.
    pub(super) fn read<T: DeserializeOwned>(self) -> Result<T, AppError> {
        serde_json::from_str(&self.0?).map_err(|_| AppError::Malformed)
    }
}

/// What the server says to a form.
pub(super) struct Reply {
    /// The answer, as JSON.
    pub(super) text: String,
    /// Whether it leads to another page.
    pub(super) leads_away: bool,
    /// The part of this page that it leads to, by its id.
    pub(super) part: Option<String>,
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
