//! Whether what is written is kept, in words.

use leptos::prelude::*;

use super::writing::{Kept, Writing};
use crate::{
    error::AppError,
    timestamp::Timestamp,
    ui::{
        icon::Icon,
        moment::{Moment, Told},
        notice::Meaning,
    },
};

/// Says it, and says it again whenever it changes.
#[component]
pub(super) fn Saved(
    /// The text under somebody's hands.
    writing: Writing,
    /// What was kept when the page was loaded.
    loaded: Kept,
) -> impl IntoView {
    let unsaved = {
        let loaded = loaded.clone();
        move || {
            let kept = writing.kept(&loaded).text;
            (writing.mine(&kept) != kept && writing.differs_from(&kept)).then_some("")
        }
    };
    let state = Memo::new(move |_| in_words(writing, &loaded));
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
            <span>{move || state.read().1}</span>
            {move || state.read().2.map(|(at, told)| view! { <Moment at told /> })}
        </p>
    }
}

/// What it means, the words, and since when.
type Words = (Meaning, &'static str, Option<(Timestamp, Told)>);

fn in_words(writing: Writing, loaded: &Kept) -> Words {
    let kept = writing.kept(loaded);
    let differs = writing.differs_from(&kept.text);
    match (writing.state.error(), kept.at) {
        _ if writing.state.is_pending() => (Meaning::Plain, "Saving…", None),
        (Some(AppError::Stale { own: true, .. }), _) => {
            (Meaning::Refused, "Not saved: you changed this in another window.", None)
        }
        (Some(AppError::Stale { .. }), _) => {
            (Meaning::Refused, "Not saved: somebody else changed this.", None)
        }
        (Some(_), _) => (Meaning::Refused, "Not saved.", None),
        (None, _) if differs && writing.out_of_reach.get() => {
            (Meaning::Refused, "Not saved: the server cannot be reached. Trying again.", None)
        }
        // Who has just saved knows which day it is.
        (None, Some(at)) if !differs && kept.version > loaded.version => {
            (Meaning::Done, "Saved ", Some((at, Told::Time)))
        }
        (None, Some(at)) if !differs => (Meaning::Done, "Saved ", Some((at, Told::Minute))),
        (None, _) => (Meaning::Plain, "Not saved yet", None),
    }
}
