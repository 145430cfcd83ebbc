//! What the server says about fields before they are sent: asked again whenever somebody has typed.

use std::time::Duration;

use leptos::{
    prelude::*,
    server_fn::{
        Http, ServerFn,
        codec::{Json, PostUrl},
    },
    task::spawn_local,
};
use serde::de::DeserializeOwned;

use super::{
    form::{action, as_form},
    returned::returned_post,
    transport,
};
use crate::error::AppError;

/// How long somebody stops typing before the server is asked: shorter than a pause to think.
const PAUSE: Duration = Duration::from_millis(400);

/// Fields by name, as a form would send them.
type Fields = Vec<(&'static str, String)>;

/// The latest answer about what is typed.
#[derive(Clone, Copy)]
pub struct Look {
    path: &'static str,
    answer: RwSignal<Option<Result<String, AppError>>>,
    pending: RwSignal<bool>,
    wanted: StoredValue<Option<Fields>>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

/// Looks at fields by the server function `S`. Where no script runs, a button sends them there.
#[must_use]
pub fn use_look<S>() -> Look
where
    S: ServerFn<Protocol = Http<PostUrl, Json>, Error = AppError>,
{
    Look {
        path: S::PATH,
        answer: RwSignal::new(returned_post(S::PATH).map(|post| post.answer)),
        pending: RwSignal::new(false),
        wanted: StoredValue::new(None),
        timer: StoredValue::new(None),
    }
}

impl Look {
    /// The `formaction` of the button that asks where no script runs.
    #[must_use]
    pub fn action(&self) -> String {
        action(self.path)
    }

    /// The latest answer, if there is one.
    #[must_use]
    pub fn answer<T: DeserializeOwned>(&self) -> Option<Result<T, AppError>> {
        let answer = self.answer.get()?;
        Some(answer.and_then(|json| serde_json::from_str(&json).map_err(|_| AppError::Malformed)))
    }

    /// Whether a newer answer is on its way.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        self.pending.get()
    }

    /// Asks whenever these fields have changed, and somebody has stopped typing; at once, unless the
    /// answer about them is shown already.
    pub fn follow(self, is_shown: bool, fields: impl Fn() -> Fields + 'static) {
        let is_shown = is_shown || untrack(|| self.answer.get()).is_some();
        Effect::new(move |before: Option<Fields>| {
            let now = fields();
            if before.map_or(!is_shown, |before| before != now) {
                self.ask_soon(now.clone());
            }
            now
        });
    }

    fn ask_soon(self, fields: Fields) {
        self.wanted.set_value(Some(fields));
        if let Some(timer) = self.timer.get_value() {
            timer.clear();
        }
        self.timer.set_value(set_timeout_with_handle(move || self.ask(), PAUSE).ok());
    }

    /// One question at a time, so that answers come in the order of their questions.
    fn ask(self) {
        if self.pending.try_get_untracked().unwrap_or(true) {
            return;
        }
        let fields = self.wanted.try_update_value(Option::take).flatten();
        let Some(form) = fields.and_then(|fields| as_form(&fields)) else { return };
        self.pending.set(true);
        spawn_local(async move {
            let answer = transport::post(self.path, form).await.map(|reply| reply.text);
            self.answer.try_set(Some(answer));
            self.pending.try_set(false);
            self.ask();
        });
    }
}
