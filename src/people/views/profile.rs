//! Who somebody is here.

use leptos::{either::Either, prelude::*};

use super::face::face;
use crate::{
    departments::{model::Sections, shown::use_sections},
    people::model::{Contact, Profile, is_address, roles_in_words},
    ui::{moment::Moment, notice::Meaning},
};

/// Face, name, roles, and what only some may know.
#[component]
pub fn ProfileHead(
    /// Who.
    person: Profile,
) -> impl IntoView {
    let Sections(departments) = use_sections().get_untracked();
    let roles = roles_in_words(&person.roles, &departments);
    let suspended = person.contact.as_ref().and_then(|contact| contact.suspended);
    view! {
        <header class="profile">
            {face(&person.name, person.picture)}
            <div>
                <h1>{person.name}</h1>
                <p class="soft">
                    {if roles.is_empty() { "Holds no role now".to_owned() } else { roles }}
                </p>
                {suspended
                    .map(|at| {
                        view! {
                            <p>
                                <Suspended />
                                " since "
                                <Moment at />
                            </p>
                        }
                    })}
                {person.contact.map(|contact| view! { <Address contact /> })}
            </div>
        </header>
    }
}

/// The e-mail address, as a link.
#[component]
pub(super) fn Address(
    /// Whose.
    contact: Contact,
) -> impl IntoView {
    // Who has gone has none.
    if !is_address(&contact.email) {
        return Either::Left(contact.email);
    }
    let address = format!("mailto:{}", contact.email);
    Either::Right(view! {
        <a class="text-link" href=address>
            {contact.email}
        </a>
    })
}

/// Says that nobody can be them now.
#[component]
pub(super) fn Suspended() -> impl IntoView {
    view! {
        <span class="badge" data-meaning=Meaning::Refused.as_str()>
            "Suspended"
        </span>
    }
}
