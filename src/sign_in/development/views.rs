//! The seeded people, as doors.

use leptos::prelude::*;

use super::{
    api::{BePerson, ListPeople},
    model::Somebody,
};
use crate::{
    people::model::initials,
    ui::{
        ask::ask,
        field::HiddenField,
        form::{PlainForm, use_form_about},
        form_error::FormError,
        icon::Icon,
        loaded::Loaded,
        notice::{Meaning, Notice},
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
