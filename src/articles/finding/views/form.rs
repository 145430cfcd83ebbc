//! The form of the search.

use leptos::prelude::*;

use crate::{
    articles::finding::model::Found,
    departments::{model::Sections, shown::use_sections},
    paths,
    ui::{
        asked::{AskedChoice, AskedText},
        icon::Icon,
    },
};

/// What can be looked for. It asks by its address, with and without script.
#[component]
pub(super) fn SearchForm(
    /// What was asked, and what is wrong with it.
    found: Found,
) -> impl IntoView {
    let Found { question, errors, stages, .. } = found;
    let Sections(departments) = use_sections().get_untracked();
    let departments: Vec<_> = departments.into_iter().map(|one| (one.id, one.name)).collect();
    let stages: Vec<_> =
        stages.iter().map(|stage| (stage.as_str().to_owned(), stage.label().to_owned())).collect();
    let sees_more = stages.len() > 1;
    let errors = StoredValue::new(errors);
    let stage = question.stage;
    view! {
        <form class="search-form fields" method="get" action=paths::SEARCH>
            <AskedText errors name="q" label="Words" kind="search" value=question.q />
            <div class="search-parts">
                <AskedChoice
                    errors
                    name="department"
                    label="Department"
                    all="All departments"
                    options=departments
                    chosen=question.department
                />
                <AskedText errors name="author" label="Author" value=question.author />
                {sees_more
                    .then(|| {
                        view! {
                            <AskedChoice
                                errors
                                name="stage"
                                label="Stage"
                                all="All stages"
                                options=stages
                                chosen=stage
                            />
                        }
                    })}
                <AskedText errors name="from" label="Published from day (UTC)" kind="date" value=question.from />
                <AskedText errors name="until" label="Until day (UTC)" kind="date" value=question.until />
            </div>
            <div>
                <button class="button primary" type="submit">
                    <Icon name="search" />
                    "Search"
                </button>
            </div>
        </form>
    }
}
