//! What may be changed about a person: their roles, their name, and whether anybody can be them.

use leptos::{prelude::*, server_fn::ServerFn, web_sys::FormData};

use crate::{
    authorization::{Can, CanOrWhy, Governed, Permission, use_ability},
    departments::{model::Sections, shown::use_sections},
    paths,
    people::{
        api::{GiveRole, RenamePerson, RestorePerson, SuspendPerson, TakeRole},
        assignment::{Assignment, Powers, as_sent, from_sent},
        model::{Profile, is_address, role_in_a_sentence, role_in_words},
    },
    ui::{
        done::Done,
        erased::Erased,
        field::{HiddenField, Select, TextField},
        form::{Form, FormState, use_form},
        form_error::FormError,
        submit::Submit,
    },
};

/// The list of roles, which shows what became of them.
const ROLES: &str = "roles";

/// Everything that the caller may change, and what is refused for a reason; nothing for all others.
#[component]
pub fn Administration(
    /// Who.
    person: Profile,
    /// Their roles, and those that they could be given.
    powers: Powers,
    /// What features above this one may change.
    besides: fn(&Profile) -> Erased,
) -> impl IntoView {
    let is_somebody = person.contact.as_ref().is_none_or(|contact| is_address(&contact.email));
    let concerns_me = is_somebody && concerns_the_caller(&person, &powers);
    concerns_me.then(|| {
        let subject = person.subject();
        let about_account = person.clone();
        let besides = besides(&person);
        view! {
            <section class="panel administration" aria-labelledby="administration">
                <h2 id="administration">"Administration"</h2>
                <SessionsLink person=person.clone() />
                <Roles person=person.clone() powers />
                <Can permission=Permission::UpdatePerson on=subject>
                    <Rename person=person.clone() />
                </Can>
                <Account person=about_account />
                {besides}
            </section>
        }
    })
}

/// The way to where they are signed in.
#[component]
fn SessionsLink(
    /// Who.
    person: Profile,
) -> impl IntoView {
    let address = paths::sessions_of(person.slug.as_str());
    view! {
        <Can permission=Permission::ReadSessions on=person.subject()>
            <p>
                <a class="text-link" href=address.clone()>
                    "Sessions"
                </a>
            </p>
        </Can>
    }
}

/// Whether a rule permits one of the changes, or says why not.
fn concerns_the_caller(person: &Profile, powers: &Powers) -> bool {
    use_ability().with_untracked(|ability| {
        let subject = person.subject();
        let takes = |it: &Assignment| ability.can(Permission::TakeRole, &it.subject());
        ability.can(Permission::UpdatePerson, &subject)
            || !powers.offered.is_empty()
            || powers.held.iter().any(takes)
    })
}

/// The roles that the person holds, each with a way to take it, and a way to give another one.
#[component]
fn Roles(
    /// Who.
    person: Profile,
    /// Their roles, and those that they could be given.
    powers: Powers,
) -> impl IntoView {
    let take = use_form::<TakeRole>();
    let Powers { held, offered } = powers;
    let none = held.is_empty();
    let name = person.name.clone();
    let held = held
        .into_iter()
        .map(|it| view! { <Held it name=name.clone() state=take /> })
        .collect_view();
    view! {
        <div class="roles">
            <h3 id="roles-title">"Roles"</h3>
            <FormError state=take />
            <Done of=&[GiveRole::PATH, TakeRole::PATH] />
            {none.then(|| view! { <p class="soft">"Holds no role."</p> })}
            <ul role="list" id=ROLES tabindex="-1" aria-labelledby="roles-title">
                {held}
            </ul>
            {(!offered.is_empty()).then(|| view! { <Offer person offered /> })}
        </div>
    }
}

/// A role that the person holds.
#[component]
fn Held(
    /// Which.
    it: Assignment,
    /// The person's name.
    name: String,
    /// The form that takes it.
    state: FormState,
) -> impl IntoView {
    let Sections(departments) = use_sections().get_untracked();
    let words = role_in_words(&it.role, &departments);
    let gone = format!("{name} is no longer {}.", role_in_a_sentence(&it.role, &departments));
    let gone = StoredValue::new(gone);
    let (subject, holder) = (it.subject(), it.holder);
    let sent = StoredValue::new(as_sent(&it.role));
    let what = StoredValue::new(format!(" {words}"));
    view! {
        <li>
            <span>{words}</span>
            <CanOrWhy
                permission=Permission::TakeRole
                on=subject
                act="Remove role, refused"
                id=format!("why-take-{}", it.id)
            >
                <Form state says=gone.get_value() part=ROLES>
                    <HiddenField name="id" value=holder.to_string() />
                    <HiddenField name="role" value=sent.get_value() />
                    <button class="button danger" type="submit">
                        "Remove role"
                        <span class="visually-hidden">{what.get_value()}</span>
                    </button>
                </Form>
            </CanOrWhy>
        </li>
    }
}

/// Gives the person another role.
#[component]
fn Offer(
    /// Who.
    person: Profile,
    /// What the caller may give.
    offered: Vec<Assignment>,
) -> impl IntoView {
    let state = use_form::<GiveRole>();
    let Sections(departments) = use_sections().get_untracked();
    let words = |it: Assignment| (as_sent(&it.role), role_in_words(&it.role, &departments));
    let none = (String::new(), "Choose a role".to_owned());
    let options = std::iter::once(none).chain(offered.into_iter().map(words)).collect();
    let name = person.name;
    let given = move |sent: &FormData| {
        let role = from_sent(&sent.get("role").as_string().unwrap_or_default());
        format!("{name} is now {}.", role_in_a_sentence(&role, &departments))
    };
    view! {
        <Form state class="fields" says=given part=ROLES>
            <FormError state />
            <HiddenField name="id" value=person.id.to_string() />
            <Select state name="role" label="Another role" options />
            <Submit state label="Give this role" pending="Giving…" />
        </Form>
    }
}

/// Mends the name. The address of the page stays.
#[component]
fn Rename(
    /// Who.
    person: Profile,
) -> impl IntoView {
    let state = use_form::<RenamePerson>();
    view! {
        <details class="unfold" open=move || state.error().is_some()>
            <summary class="button">"Change the name"</summary>
            <Form state class="fields">
                <FormError state />
                <HiddenField name="id" value=person.id.to_string() />
                <TextField
                    state
                    name="name"
                    label="Name"
                    hint="It changes under everything that they wrote; the address of this page stays."
                    kept=person.name
                />
                <Submit state label="Save the name" pending="Saving…" />
            </Form>
        </details>
    }
}

/// Suspends the account, or restores it.
#[component]
fn Account(
    /// Who.
    person: Profile,
) -> impl IntoView {
    let suspended = person.contact.as_ref().is_some_and(|contact| contact.suspended.is_some());
    let (suspend, restore) = (use_form::<SuspendPerson>(), use_form::<RestorePerson>());
    let (subject, id) = (person.subject(), person.id);
    let other_subject = subject.clone();
    view! {
        <FormError state=suspend />
        <FormError state=restore />
        {if suspended {
            leptos::either::Either::Left(
                view! {
                    <Can permission=Permission::RestorePerson on=other_subject>
                        <Form state=restore>
                            <HiddenField name="id" value=id.to_string() />
                            <Submit state=restore label="Restore the account" pending="Restoring…" />
                        </Form>
                    </Can>
                },
            )
        } else {
            leptos::either::Either::Right(
                view! {
                    <CanOrWhy
                        permission=Permission::SuspendPerson
                        on=subject
                        act="Suspend, refused"
                        id="why-suspend"
                    >
                        <details class="unfold">
                            <summary class="button">"Suspend the account"</summary>
                            <Form state=suspend class="fields">
                                <p>
                                    "Their sessions end at once, and nobody signs in with this account until it is restored. What they wrote stays."
                                </p>
                                <HiddenField name="id" value=id.to_string() />
                                <Submit
                                    state=suspend
                                    label="Suspend it"
                                    pending="Suspending…"
                                    class="danger"
                                />
                            </Form>
                        </details>
                    </CanOrWhy>
                },
            )
        }}
    }
}
