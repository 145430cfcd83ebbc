//! The seeded people, as doors.

use leptos::prelude::*;

use super::{
    api::{BePerson, ForgetProof, ListPeople, ProveByClick},
    model::Somebody,
};
use crate::{
    people::model::initials,
    sign_in::onwards::{Onwards, goes_on_after},
    ui::{
        ask::ask,
        field::HiddenField,
        form::{Form, PlainForm, use_form, use_form_about},
        form_error::FormError,
        icon::Icon,
        loaded::Loaded,
        notice::{Meaning, Notice},
        submit::Submit,
    },
};

/// One card for each person: one click is a session.
#[component]
pub fn PeopleDoor(
    /// Where it leads.
    next: String,
) -> impl IntoView {
    let people = ask(|| ListPeople {});
    view! {
        <section class="people-door" aria-labelledby="people">
            <h2 id="people">"Or be one of these people"</h2>
            <Notice meaning=Meaning::Plain icon="gate">
                <p>
                    <strong>"Development only."</strong>
                    " One click signs you in. A release contains neither this list nor what is behind it."
                </p>
            </Notice>
            <Loaded from=people let:people>
                <People people next=next.clone() />
            </Loaded>
        </section>
    }
}

/// One click proves it, on the page that asks for it.
#[component]
pub fn ProofDoor(
    /// To which page it leads.
    next: Option<String>,
    /// With what it goes on.
    interrupted: Option<String>,
) -> impl IntoView {
    let state = use_form::<ProveByClick>();
    view! {
        <PlainForm state class="fields">
            <FormError state />
            <Onwards next interrupted />
            <button class="button wide" type="submit">
                "Development only: prove it by this click"
            </button>
        </PlainForm>
    }
}

/// Makes the proof of whoever looks old, so that what asks for a fresh one can be seen.
#[component]
pub fn OldProofDoor() -> impl IntoView {
    let state = use_form::<ForgetProof>();
    view! {
        <PlainForm state class="fields">
            <FormError state />
            <button class="button wide" type="submit">
                "Development only: let my last proof be an hour old"
            </button>
        </PlainForm>
    }
}

/// The same over the page whose form waits.
#[component]
pub fn ProofDoorInPlace() -> impl IntoView {
    let state = use_form::<ProveByClick>();
    goes_on_after(state);
    view! {
        <Form state class="fields">
            <FormError state />
            <Submit
                state
                label="Development only: prove it by this click"
                pending="Looking…"
                class="wide"
            />
        </Form>
    }
}

/// All of them.
#[component]
fn People(
    /// Who.
    people: Vec<Somebody>,
    /// Where the doors lead.
    next: String,
) -> impl IntoView {
    view! {
        <ul class="people" role="list">
            {people
                .into_iter()
                .map(|somebody| view! { <PersonCard somebody next=next.clone() /> })
                .collect_view()}
        </ul>
    }
}

/// One of them, and the button to be them.
#[component]
fn PersonCard(
    /// Who.
    somebody: Somebody,
    /// Where the door leads.
    next: String,
) -> impl IntoView {
    let state = use_form_about::<BePerson>(&somebody.handle);
    let first_name = somebody.name.split_whitespace().next().unwrap_or_default().to_owned();
    view! {
        <li class="person-card">
            <div class="person">
                <span class="initials" aria-hidden="true">
                    {initials(&somebody.name)}
                </span>
                <div>
                    <h3>{somebody.name}</h3>
                    <small>{somebody.roles}</small>
                </div>
            </div>
            <p>{somebody.powers}</p>
            <PlainForm state class="door-foot">
                <FormError state />
                <HiddenField name="handle" value=somebody.handle />
                <HiddenField name="next" value=next />
                <button class="button" type="submit">
                    {format!("Continue as {first_name}")}
                </button>
                <span class="lock" data-level="2">
                    <Icon name="lock-2" />
                    <span>"Two factors"</span>
                </span>
            </PlainForm>
        </li>
    }
}
