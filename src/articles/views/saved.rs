//! Whether what is written is kept, in words.

use leptos::prelude::*;

use super::writing::Writing;
use crate::{
    articles::text::ArticleText,
    error::AppError,
    timestamp::Timestamp,
    ui::{icon::Icon, moment::Moment, notice::Meaning},
};

/// Says it, and says it again whenever it changes.
#[component]
pub(super) fn Saved(
    /// The text under somebody's hands.
    writing: Writing,
    /// What is kept.
    kept: ArticleText,
    /// Since when; `None` for an article that is not kept yet.
    at: Option<Timestamp>,
) -> impl IntoView {
    let unsaved = {
        let kept = kept.clone();
        move || (writing.mine(&kept) != kept).then_some("")
    };
    let state = Memo::new(move |_| match (writing.state.error(), at) {
        _ if writing.state.is_pending() => (Meaning::Plain, "Saving…".to_owned()),
        (Some(AppError::Stale { .. }), _) => {
            (Meaning::Refused, "Not saved: somebody else changed this.".to_owned())
        }
        (Some(_), _) => (Meaning::Refused, "Not saved.".to_owned()),
        (None, Some(_)) if !writing.differs_from(&kept) => (Meaning::Done, "Saved ".to_owned()),
        (None, _) => (Meaning::Plain, "Not saved yet".to_owned()),
    });
    view! {
        <p
            class="saved"
            data-meaning=move || state.read().0.as_str()
            data-unsaved=unsaved
            role="status"
        >
            {move || {
                (state.read().0 == Meaning::Refused).then(|| view! { <Icon name="alert" /> })
            }}
            <span>{move || state.read().1.clone()}</span>
            {move || {
                at.filter(|_| state.read().0 == Meaning::Done)
                    .map(|at| view! { <Moment at minute=true /> })
            }}
        </p>
    }
}
