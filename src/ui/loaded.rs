//! The one way to show what the server was asked for.

use std::sync::Arc;

use leptos::prelude::*;
use serde::de::DeserializeOwned;

use super::{
    answer::Answer,
    ask::{Answers, Asked},
    changes::Changes,
    erased::{Erased, erased},
    error_page::ErrorPage,
    focus::settle,
    notice::{Meaning, Notice},
};
use crate::error::AppError;

/// Shows the answer, or the page of the error.
///
/// While it is asked for anew, what is there stays, and is said to be busy.
#[component]
pub fn Loaded<T, F, V>(
    /// From [`ask`](super::ask::ask).
    from: Asked<T>,
    /// Whether it is a side matter of its page: then an error is a notice, and what is not there is
    /// not missed.
    #[prop(optional)]
    aside: bool,
    /// Shows the answer: `let:answer`.
    children: F,
) -> impl IntoView
where
    T: DeserializeOwned + 'static,
    F: Fn(T) -> V + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let show = move |answer: Answer| match answer.read() {
        Ok(answer) => erased(children(answer)),
        Err(AppError::NotFound | AppError::Gone) if aside => erased(()),
        Err(error) if aside => erased(view! { <Trouble error /> }),
        Err(error) => erased(view! { <ErrorPage error /> }),
    };
    erased(view! { <Latest of=from.answer show=Arc::new(show) /> })
}

impl<T: DeserializeOwned + 'static> Asked<T> {
    /// Shows the answer, or the error, without anything around it.
    pub fn shown(
        self,
        show: impl Fn(Result<T, AppError>) -> Erased + Send + Sync + 'static,
    ) -> Erased {
        let show = Arc::new(move |answer: Answer| show(answer.read()));
        erased(latest(self.answer, show, RwSignal::new(false)))
    }
}

/// A side matter that cannot be shown.
#[component]
fn Trouble(
    /// What went wrong.
    error: AppError,
) -> impl IntoView {
    view! {
        <Notice meaning=Meaning::Refused icon="alert">
            <p>{error.to_string()}</p>
        </Notice>
    }
}

/// Shows the latest answer.
#[component]
fn Latest(
    /// The answers.
    of: Answers,
    /// Shows one of them.
    show: Show,
) -> impl IntoView {
    let pending = RwSignal::new(false);
    // The server knows no waiting page: its answer and the first one of the browser are the same.
    let busy = RwSignal::new(false);
    let changes = use_context::<Changes>();
    Effect::new(move |before: Option<bool>| {
        let is_pending = pending.get();
        busy.set(is_pending);
        if let (Some(true), false, Some(changes)) = (before, is_pending, changes) {
            request_animation_frame(move || settle(changes));
        }
        is_pending
    });
    view! {
        <div class="loaded" aria-busy=move || busy.get().then_some("true")>
            {latest(of, show, pending)}
        </div>
    }
}

type Show = Arc<dyn Fn(Answer) -> Erased + Send + Sync>;

fn latest(of: Answers, show: Show, pending: RwSignal<bool>) -> Erased {
    let shown = move || {
        let show = Arc::clone(&show);
        Suspend::new(async move { show(of.await) })
    };
    erased(view! { <Transition set_pending=pending>{shown}</Transition> })
}
