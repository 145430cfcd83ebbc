//! Turning codes by mail on.

use leptos::prelude::*;

use super::removing::EndOthers;
use crate::{
    factors::{
        settings::api::{AddMail, AskForCode},
        views::CodeField,
    },
    letters::development::MailboxDoor,
    paths,
    ui::{
        erased::erased,
        form::{PlainForm, use_form},
        form_error::FormError,
        notice::{Meaning, Notice},
        query::use_query,
        telling::use_telling_form,
    },
};

/// What it is, and the way to turn it on.
#[component]
pub fn MailPanel(
    /// Where the codes would go.
    email: String,
) -> impl IntoView {
    let query = use_query();
    let is_adding = move || query.get("add").as_deref() == Some("mail");
    let email = StoredValue::new(email);
    view! {
        <div class="factor">
            <p>
                "A letter to " <b>{email.get_value()}</b>
                " brings eight digits, whenever they are needed. It is as safe as your mailbox: an app is better."
            </p>
            {move || {
                if is_adding() {
                    erased(view! { <FirstCode /> })
                } else {
                    erased(view! { <Asking label="Send me a code" /> })
                }
            }}
        </div>
    }
}

/// Has a code sent.
#[component]
fn Asking(
    /// What its button says.
    label: &'static str,
) -> impl IntoView {
    let state = use_form::<AskForCode>();
    view! {
        <PlainForm state class="fields">
            <FormError state />
            <div class="buttons">
                <button class="button" type="submit">
                    {label}
                </button>
            </div>
        </PlainForm>
    }
}

/// The code that was sent.
#[component]
fn FirstCode() -> impl IntoView {
    let state = use_telling_form::<AddMail>();
    view! {
        <Notice meaning=Meaning::Plain icon="send" role="status">
            <p>"A code is on its way. It holds for five minutes, and in this browser only."</p>
            <MailboxDoor />
        </Notice>
        <PlainForm state class="fields">
            <FormError state />
            <CodeField state hint="The eight digits of the newest letter." />
            <EndOthers state />
            <div class="buttons">
                <button class="button primary" type="submit">
                    "Turn codes on"
                </button>
                <a class="button quiet" href=paths::FACTORS>
                    "Not now"
                </a>
            </div>
        </PlainForm>
        <Asking label="Send me another code" />
    }
}
