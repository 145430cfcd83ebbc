//! The one way to show what the server was asked for.

use leptos::{either::Either, prelude::*};

use super::error_page::ErrorPage;
use crate::error::AppError;

/// Shows what was loaded, or the page of the error.
///
/// While it is loaded anew, what is there stays, and is said to be busy.
#[component]
pub fn Loaded<T, F, V>(
    /// What is asked for.
    from: Resource<Result<T, AppError>>,
    /// Shows the answer: `let:answer`.
    children: F,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    F: Fn(T) -> V + Clone + Send + Sync + 'static,
    V: IntoView + Send + 'static,
{
    let pending = RwSignal::new(false);
    // The server knows no waiting page: its answer and the first one of the browser are the same.
    let busy = RwSignal::new(false);
    Effect::new(move |_| busy.set(pending.get()));
    let shown = move || {
        let children = children.clone();
        Suspend::new(async move {
            match from.await {
                Ok(answer) => Either::Left(children(answer)),
                Err(error) => Either::Right(view! { <ErrorPage error /> }),
            }
        })
    };
    view! {
        <div class="loaded" aria-busy=move || busy.get().then_some("true")>
            <Transition set_pending=pending>{shown}</Transition>
        </div>
    }
}
