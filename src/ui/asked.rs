//! Fields of forms that ask by their address: label, what is wrong, and what was asked.

use leptos::prelude::*;

use super::icon::Icon;
use crate::error::FieldErrors;

/// Label, what is wrong, and a line to type.
#[component]
pub fn AskedText(
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
pub fn AskedChoice(
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
