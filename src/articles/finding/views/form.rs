//! The form of the search.

use leptos::prelude::*;

use crate::{
    articles::finding::model::Found,
    departments::{model::Sections, shown::use_sections},
    error::FieldErrors,
    paths,
    ui::icon::Icon,
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
            <Input errors name="q" label="Words" kind="search" value=question.q />
            <div class="search-parts">
                <Choice
                    errors
                    name="department"
                    label="Department"
                    all="All departments"
                    options=departments
                    chosen=question.department
                />
                <Input errors name="author" label="Author" value=question.author />
                {sees_more
                    .then(|| {
                        view! {
                            <Choice
                                errors
                                name="stage"
                                label="Stage"
                                all="All stages"
                                options=stages
                                chosen=stage
                            />
                        }
                    })}
                <Input errors name="from" label="Published from day (UTC)" kind="date" value=question.from />
                <Input errors name="until" label="Until day (UTC)" kind="date" value=question.until />
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

/// Label, what is wrong, and a line to type.
#[component]
fn Input(
    /// What is wrong with which part.
    errors: StoredValue<FieldErrors>,
    /// The part of the question.
    name: &'static str,
    /// What people call it.
    label: &'static str,
    /// The `type` of the input.
    #[prop(default = "text")]
    kind: &'static str,
    /// What was asked.
    value: String,
) -> impl IntoView {
    let error = errors.with_value(|errors| errors.get(name).cloned());
    let invalid = error.as_ref().map(|_| "true");
    let described = error.as_ref().map(|_| format!("find-{name}-error"));
    view! {
        <div class="field">
            <label for=format!("find-{name}")>{label}</label>
            <Wrong name error />
            <input
                class="input"
                id=format!("find-{name}")
                name=name
                type=kind
                value=value
                autocomplete="off"
                aria-invalid=invalid
                aria-describedby=described
            />
        </div>
    }
}

/// Label, what is wrong, and one of several.
#[component]
fn Choice(
    /// What is wrong with which part.
    errors: StoredValue<FieldErrors>,
    /// The part of the question.
    name: &'static str,
    /// What people call it.
    label: &'static str,
    /// What it is called when nothing is chosen.
    all: &'static str,
    /// Value and words of each.
    options: Vec<(String, String)>,
    /// What was asked.
    chosen: String,
) -> impl IntoView {
    let error = errors.with_value(|errors| errors.get(name).cloned());
    let invalid = error.as_ref().map(|_| "true");
    let described = error.as_ref().map(|_| format!("find-{name}-error"));
    let options = options
        .into_iter()
        .map(|(value, words)| {
            let selected = value == chosen;
            view! {
                <option value=value selected=selected>
                    {words}
                </option>
            }
        })
        .collect_view();
    view! {
        <div class="field">
            <label for=format!("find-{name}")>{label}</label>
            <Wrong name error />
            <select
                class="input"
                id=format!("find-{name}")
                name=name
                aria-invalid=invalid
                aria-describedby=described
            >
                <option value="">{all}</option>
                {options}
            </select>
        </div>
    }
}

/// What to mend.
#[component]
fn Wrong(
    /// The part of the question.
    name: &'static str,
    /// What is wrong with it.
    error: Option<String>,
) -> impl IntoView {
    error.map(|error| {
        view! {
            <p class="error" id=format!("find-{name}-error")>
                <Icon name="alert" class="small first-line" />
                <span>{error}</span>
            </p>
        }
    })
}
