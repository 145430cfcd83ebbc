//! What was decided about an article besides its text, in words.

use leptos::prelude::*;

use crate::{
    articles::model::Article,
    ui::{
        moment::Moment,
        notice::{Meaning, Notice},
    },
};

/// What a legal hold means.
pub(super) const UNDER_HOLD: &str =
    "Nobody publishes or deletes it, and only those who may lift the hold change it.";

/// Says until when readers do not see it, and why nobody may publish it. Readers are told neither.
#[component]
pub fn TermsNotice(
    /// Which.
    article: Article,
) -> impl IntoView {
    let terms = article.terms;
    let reason = terms.hold_reason;
    view! {
        {terms
            .held
            .then(|| {
                view! {
                    <Notice meaning=Meaning::Refused icon="hold">
                        <p>
                            <strong>"Legal hold. "</strong>
                            {UNDER_HOLD}
                        </p>
                        {reason
                            .map(|reason| {
                                view! {
                                    <blockquote class="note">
                                        <p>{reason}</p>
                                    </blockquote>
                                }
                            })}
                    </Notice>
                }
            })}
        {terms
            .embargo
            .map(|at| {
                view! {
                    <Notice meaning=Meaning::Waiting icon="clock">
                        <p>
                            <strong>"Embargo. "</strong>
                            {format!("Readers do not see it before {} UTC", at.date_and_time())}
                            <span class="with-script">
                                " (" <Moment at minute=true /> " by your clock)"
                            </span> "."
                        </p>
                    </Notice>
                }
            })}
    }
}
