//! A label, what is wrong with what it labels, and that, in this order.

use leptos::{prelude::*, tachys::view::keyed::keyed};

use super::{content::Content, form::FormState, icon::Icon};

/// One line to type.
#[component]
pub fn TextField(
    /// The form it belongs to.
    state: FormState,
    /// The argument of the server function.
    name: &'static str,
    /// What people call it.
    label: &'static str,
    /// The `type` of the input. A `password` is never filled in again, whatever happened to the form:
    /// the server does not send it back.
    #[prop(default = "text")]
    kind: &'static str,
    /// What a browser may fill in by itself, such as `current-password`.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// What is kept, and shown until something else is typed.
    #[prop(optional, into)]
    kept: String,
    /// What to type, where the label does not say it.
    #[prop(optional)]
    hint: Option<&'static str>,
) -> impl IntoView {
    let help = Help { state, name, id: name.to_owned(), has_hint: hint.is_some() };
    view! {
        <Field help=help.clone() label hint>
            <input
                class="input"
                id=name
                name=name
                type=kind
                autocomplete=autocomplete
                value=state.value(name, &kept)
                autofocus=state.begins_at(name, false)
                aria-invalid=help.invalid()
                aria-describedby=help.described_by()
            />
        </Field>
    }
}

/// Yes or no; what is not checked is not sent.
#[component]
pub fn CheckBox(
    /// The form it belongs to.
    state: FormState,
    /// The argument of the server function.
    name: &'static str,
    /// What people call it.
    label: &'static str,
    /// What it means.
    hint: &'static str,
    /// Whether it is ticked until somebody unticks it.
    #[prop(optional)]
    ticked: bool,
) -> impl IntoView {
    let described_by = format!("{name}-hint");
    // A form that comes back says nothing of a box that was not ticked.
    let ticked = if state.came_back { state.value(name, "") == "true" } else { ticked };
    view! {
        <div class="check">
            <input
                id=name
                name=name
                type="checkbox"
                value="true"
                checked=ticked
                aria-describedby=described_by.clone()
            />
            <label for=name>{label}</label>
            <p class="hint" id=described_by>
                {hint}
            </p>
        </div>
    }
}

/// One of several, each a value and the words for it.
#[component]
pub fn Select(
    /// The form it belongs to.
    state: FormState,
    /// The argument of the server function.
    name: &'static str,
    /// What people call it.
    label: &'static str,
    /// Value and words of each.
    options: Vec<(String, String)>,
    /// The value that is chosen at first.
    #[prop(optional, into)]
    kept: String,
    /// What to choose, where the label does not say it.
    #[prop(optional)]
    hint: Option<&'static str>,
) -> impl IntoView {
    let help = Help { state, name, id: name.to_owned(), has_hint: hint.is_some() };
    let chosen = state.value(name, &kept);
    let option = move |_, (value, words): (String, String)| {
        let selected = value == chosen;
        let option = view! {
            <option value=value selected=selected>
                {words}
            </option>
        };
        (drop, option)
    };
    // An option stays with its value: when another list comes, none is chosen that nobody chose.
    let options = keyed(options, |(value, _)| value.clone(), option);
    view! {
        <Field help=help.clone() label hint>
            <select
                class="input"
                id=name
                name=name
                autofocus=state.begins_at(name, false)
                aria-invalid=help.invalid()
                aria-describedby=help.described_by()
            >
                {options}
            </select>
        </Field>
    }
}

/// What the form sends without being asked.
#[component]
pub fn HiddenField(
    /// The argument of the server function.
    name: &'static str,
    /// Its value.
    #[prop(into)]
    value: String,
) -> impl IntoView {
    view! { <input type="hidden" name=name value=value /> }
}

/// The frame of a field: label, hint, error, control, so that a long text does not hide them.
#[component]
pub fn Field(
    /// Where hint and error are found.
    help: Help,
    /// What people call it.
    label: &'static str,
    /// What to type, where the label does not say it.
    hint: Option<&'static str>,
    /// The control.
    children: Content,
) -> impl IntoView {
    let hint_id = help.hint_id();
    view! {
        <div class="field">
            <label for=help.id.clone()>{label}</label>
            {hint
                .map(|hint| {
                    view! {
                        <p class="hint" id=hint_id>
                            {hint}
                        </p>
                    }
                })}
            {move || {
                help.error()
                    .map(|error| {
                        view! {
                            <p class="error" id=help.error_id()>
                                <Icon name="alert" class="small first-line" />
                                <span>{error}</span>
                            </p>
                        }
                    })
            }}
            {children.show()}
        </div>
    }
}

/// What stands under a control, and how the control refers to it.
#[derive(Clone)]
pub struct Help {
    pub(super) state: FormState,
    pub(super) name: &'static str,
    pub(super) id: String,
    pub(super) has_hint: bool,
}

impl Help {
    /// What stands under the control of that name, which has a hint.
    #[must_use]
    pub fn of(state: FormState, name: &'static str) -> Self {
        Self { state, name, id: name.to_owned(), has_hint: true }
    }

    fn error(&self) -> Option<String> {
        self.state.field_error(self.name)
    }

    fn hint_id(&self) -> String {
        format!("{}-hint", self.id)
    }

    fn error_id(&self) -> String {
        format!("{}-error", self.id)
    }

    /// `aria-invalid` of the control.
    pub fn invalid(&self) -> impl Fn() -> Option<&'static str> + Send + Sync + use<> {
        let help = self.clone();
        move || help.error().map(|_| "true")
    }

    /// `aria-describedby` of the control.
    pub fn described_by(&self) -> impl Fn() -> Option<String> + Send + Sync + use<> {
        let help = self.clone();
        move || {
            let hint = help.has_hint.then(|| help.hint_id());
            let error = help.error().map(|_| help.error_id());
            let ids: Vec<String> = error.into_iter().chain(hint).collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    }
}
