//! Which entries are asked for.

use leptos::prelude::*;

use crate::{
    paths,
    trail::model::Trail,
    ui::{
        asked::{AskedChoice, AskedText},
        icon::Icon,
    },
};

/// What can be asked for. It asks by its address, with and without script.
#[component]
pub(super) fn TrailForm(
    /// What was asked, and what is wrong with it.
    trail: Trail,
) -> impl IntoView {
    let Trail { question, errors, acts, of_everybody, .. } = trail;
    let asks_for_all = question.is_empty();
    let errors = StoredValue::new(errors);
    let outcomes = [("allowed", "Done"), ("refused", "Refused")]
        .map(|(value, words)| (value.to_owned(), words.to_owned()));
    let person = question.person;
    view! {
        <form class="audit-form fields" method="get" action=paths::AUDIT aria-label="Entries">
            <div class="search-parts">
                {of_everybody
                    .then(|| view! { <AskedText errors name="person" label="Person" value=person /> })}
                <AskedChoice
                    errors
                    name="act"
                    label="What"
                    all="Everything"
                    options=acts
                    chosen=question.act
                />
                <AskedChoice
                    errors
                    name="outcome"
                    label="Outcome"
                    all="Done and refused"
                    options=outcomes.into()
                    chosen=question.outcome
                />
                <AskedText errors name="from" label="From day (UTC)" kind="date" value=question.from />
                <AskedText errors name="until" label="Until day (UTC)" kind="date" value=question.until />
            </div>
            <div class="actions">
                <button class="button" type="submit">
                    <Icon name="search" />
                    "Show"
                </button>
                {(!asks_for_all)
                    .then(|| {
                        view! {
                            <a class="button quiet" href=paths::AUDIT>
                                "Show everything"
                            </a>
                        }
                    })}
            </div>
        </form>
    }
}
