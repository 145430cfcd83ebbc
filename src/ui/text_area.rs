//! Several lines to type: the only place with a `<textarea>`, whose text Leptos would not escape.

use leptos::{html, prelude::*};

use super::{
    field::{Field, Help},
    form::FormState,
    raw_text::between_tags,
};

/// What stands in a field while somebody types; `None` until the script runs.
pub type Typed = RwSignal<Option<String>>;

/// Several lines to type.
#[component]
pub fn TextArea(
    /// The form it belongs to.
    state: FormState,
    /// The argument of the server function.
    name: &'static str,
    /// What people call it.
    label: &'static str,
    /// What is kept, and shown until something else is typed.
    #[prop(optional, into)]
    kept: String,
    /// What to type, where the label does not say it.
    #[prop(optional)]
    hint: Option<&'static str>,
    /// The control's id, where the page has several fields of that name.
    #[prop(optional, into)]
    id: Option<String>,
    /// Its look.
    #[prop(default = "input")]
    class: &'static str,
    /// Lines to show where a browser does not let the field grow by itself.
    #[prop(default = 4)]
    rows: u32,
    /// Follows what is typed.
    #[prop(optional)]
    typed: Option<Typed>,
    /// Whether who opens the page begins to write here.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.to_owned());
    let help = Help { state, name, id: id.clone(), has_hint: hint.is_some() };
    let area = NodeRef::<html::Textarea>::new();
    let follow = move || {
        if let (Some(typed), Some(area)) = (typed, area.try_get().flatten()) {
            typed.set(Some(area.value()));
        }
    };
    // What was typed before the script ran counts too.
    Effect::new(move |_| follow());
    view! {
        <Field help=help.clone() label hint>
            <textarea
                class=class
                id=id
                name=name
                rows=rows
                node_ref=area
                autofocus=state.begins_at(name, autofocus)
                aria-invalid=help.invalid()
                aria-describedby=help.described_by()
                on:input=move |_| follow()
            >
                {between_tags(&state.value(name, &kept))}
            </textarea>
        </Field>
    }
}
