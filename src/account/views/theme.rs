//! The choice between light and dark.

use leptos::{ev::Event, prelude::*};

use crate::{
    account::model::Viewer,
    account::{api::ChooseTheme, model::Theme},
    ui::{
        form::{Form, use_form},
        form_error::FormError,
        icon::Icon,
    },
};

/// Three themes. With script a choice applies at once; without, the button sends it.
#[component]
pub fn ThemeChoice() -> impl IntoView {
    let state = use_form::<ChooseTheme>();
    let chosen = use_context::<Viewer>().unwrap_or_default().theme;
    view! {
        <Form state class="theme-choice" on:change=apply>
            <fieldset class="field">
                <legend class="label">"Theme"</legend>
                <div class="choices">
                    {Theme::ALL
                        .map(|theme| view! { <ThemeOption theme chosen=theme == chosen /> })
                        .collect_view()}
                </div>
            </fieldset>
            <FormError state />
            <button class="button without-script" type="submit">
                "Use this theme"
            </button>
        </Form>
    }
}

/// One of the themes.
#[component]
fn ThemeOption(
    /// Which.
    theme: Theme,
    /// Whether it is the one in use.
    chosen: bool,
) -> impl IntoView {
    let (icon, words) = match theme {
        Theme::System => ("system", "System"),
        Theme::Light => ("sun", "Light"),
        Theme::Dark => ("moon", "Dark"),
    };
    view! {
        <label>
            <input
                class="visually-hidden"
                type="radio"
                name="theme"
                value=theme.as_str()
                checked=chosen
            />
            <Icon name=icon />
            {words}
        </label>
    }
}

/// Shows the theme at once, and sends the form, so that the next page has it too.
fn apply(change: Event) {
    let theme = Theme::named(&event_target_value(&change));
    if let Some(root) = document().document_element() {
        // Without the attribute the page looks as the system says, until the next one comes.
        let _ = root.set_attribute("data-theme", theme.as_str());
    }
    if let Some(form) = event_target::<leptos::web_sys::HtmlInputElement>(&change).form() {
        // A form that cannot be sent keeps its button.
        let _ = form.request_submit();
    }
}
