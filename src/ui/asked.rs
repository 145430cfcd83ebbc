//! Fields of forms that ask by their address: label, what is wrong, and what was asked.

use leptos::prelude::*;

use super::{
    erased::{Erased, erased},
    icon::Icon,
};
use crate::error::FieldErrors;

/// Value and words of things to choose from.
pub type Options = Vec<(String, String)>;

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
    /// What to type, where the label does not say it.
    #[prop(optional)]
    hint: Option<&'static str>,
    /// The `id` of a list of what could be typed.
    #[prop(optional)]
    list: Option<&'static str>,
    /// What was asked.
    value: String,
) -> impl IntoView {
    let error = errors.with_value(|errors| errors.get(name).cloned());
    let invalid = error.as_ref().map(|_| "true");
    let described = described(name, error.is_some(), hint.is_some());
    view! {
        <div class="field">
            <label for=format!("find-{name}")>{label}</label>
            {hint
                .map(|hint| {
                    view! {
                        <p class="hint" id=format!("find-{name}-hint")>
                            {hint}
                        </p>
                    }
                })}
            <Wrong name error />
            <input
                class="input"
                id=format!("find-{name}")
                name=name
                type=kind
                value=value
                autocomplete="off"
                list=list
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
    #[prop(optional)]
    options: Options,
    /// More of them, in groups that have a name.
    #[prop(optional)]
    groups: Vec<(String, Options)>,
    /// What was asked.
    chosen: String,
) -> impl IntoView {
    let error = errors.with_value(|errors| errors.get(name).cloned());
    let invalid = error.as_ref().map(|_| "true");
    let described = error.as_ref().map(|_| format!("find-{name}-error"));
    let options = options_of(with_chosen(options, &groups, &chosen), &chosen);
    let group = |(name, options): (String, Options)| {
        view! { <optgroup label=name>{options_of(options, &chosen)}</optgroup> }
    };
    let groups = groups.into_iter().map(group).collect_view();
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
                {groups}
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

/// What describes a control: what is wrong with it, then what to type.
fn described(name: &str, is_wrong: bool, has_hint: bool) -> Option<String> {
    let error = is_wrong.then(|| format!("find-{name}-error"));
    let hint = has_hint.then(|| format!("find-{name}-hint"));
    match (error, hint) {
        (Some(error), Some(hint)) => Some(format!("{error} {hint}")),
        (error, hint) => error.or(hint),
    }
}

fn options_of(options: Options, chosen: &str) -> Vec<Erased> {
    let option = |(value, words): (String, String)| {
        let selected = value == chosen;
        erased(view! {
            <option value=value selected=selected>
                {words}
            </option>
        })
    };
    options.into_iter().map(option).collect()
}

/// The options, and what the address asks for although there is no such thing: the form shows what is
/// asked.
fn with_chosen(mut options: Options, groups: &[(String, Options)], chosen: &str) -> Options {
    let mut all = options.iter().chain(groups.iter().flat_map(|(_, options)| options));
    if !chosen.is_empty() && all.all(|(value, _)| value != chosen) {
        options.push((chosen.to_owned(), chosen.to_owned()));
    }
    options
}
