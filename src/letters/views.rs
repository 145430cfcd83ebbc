//! What pages say about letters and their links.

use leptos::prelude::*;

use super::development::MailboxDoor;
use crate::{
    paths,
    ui::{
        erased::erased,
        field::{HiddenField, TextField},
        form::{Form, FormState},
        form_error::FormError,
        notice::{Meaning, Notice},
        query::use_query,
        submit::Submit,
        title::PageTitle,
    },
};

/// The page on which somebody asks for a letter to an address that they type.
#[component]
pub fn LetterPage(
    /// The form that asks for it: its field is `email`.
    state: FormState,
    /// What the letter is to bring about.
    heading: &'static str,
    /// What comes next.
    says: &'static str,
    /// What a browser may fill in by itself.
    autocomplete: &'static str,
    /// Before the way to the page to sign in.
    otherwise: &'static str,
) -> impl IntoView {
    erased(view! {
        <PageTitle text=heading />
        <div class="page content">
            <section class="door" aria-labelledby="letter">
                <h1 id="letter">{heading}</h1>
                <LetterUnderWay />
                <p>{says}</p>
                <Form state class="fields">
                    <FormError state />
                    <TextField
                        state
                        name="email"
                        label="E-mail address"
                        kind="email"
                        autocomplete=autocomplete
                    />
                    <Submit state label="Send me the letter" pending="Sending…" class="primary wide" />
                </Form>
                <p>
                    {otherwise} " " <a class="text-link" href=paths::SIGN_IN>
                        "Sign in"
                    </a>
                </p>
            </section>
        </div>
    })
}

/// The letter that was asked for comes; the same words, whoever asked for whichever address.
#[component]
fn LetterUnderWay() -> impl IntoView {
    let query = use_query();
    move || {
        (query.get("letter").as_deref() == Some("sent")).then(|| {
            view! {
                <Notice meaning=Meaning::Done icon="check" role="status">
                    <p>
                        "A letter is on its way to the address that you wrote. It should be there in a minute; look among the unwanted ones too. Its link holds for an hour."
                    </p>
                    <MailboxDoor />
                </Notice>
            }
        })
    }
}

/// The link holds no longer, and where there is a new one.
#[component]
pub fn LinkIsOver(
    /// The page that sends another letter.
    again: &'static str,
) -> impl IntoView {
    view! {
        <Notice meaning=Meaning::Refused icon="clock">
            <p>
                "This link holds no longer: it was used, is too old, or a newer one has taken its place."
            </p>
            <p>
                <a class="text-link" href=again>
                    "Ask for a new letter"
                </a>
            </p>
        </Notice>
    }
}

/// Whose account it is: nobody finishes for another one without seeing it, and password managers know. The form
/// sends what it shows, since the browser may have followed the link of another letter meanwhile.
#[component]
pub fn Whose(
    /// The form that finishes: its field is `address`.
    state: FormState,
    /// The e-mail address.
    address: String,
) -> impl IntoView {
    let address = state.value("address", &address);
    view! {
        <HiddenField name="address" value=address.clone() />
        <div class="field">
            <label for="whose">"E-mail address"</label>
            <input
                class="input"
                id="whose"
                type="email"
                autocomplete="username"
                value=address
                readonly=true
            />
        </div>
    }
}
