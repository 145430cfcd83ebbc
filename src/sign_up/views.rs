//! The pages of sign-up: asking for a letter, and what its link leads to.

use leptos::prelude::*;

use super::api::{AskToSignUp, FinishSignUp, InvitePerson, LoadSignUp};
use crate::{
    authorization::{Can, Governed, Permission},
    letters::{
        development::MailboxDoor,
        views::{LetterPage, LinkIsOver, Whose},
    },
    passwords::views::NewPassword,
    paths,
    people::facts::Anybody,
    ui::{
        ask::ask,
        erased::erased,
        field::TextField,
        form::{Form, PlainForm, use_form},
        form_error::FormError,
        loaded::Loaded,
        notice::{Meaning, Notice},
        query::use_query,
        submit::Submit,
        title::PageTitle,
    },
};

/// Where an account begins.
#[component]
pub fn SignUpPage() -> impl IntoView {
    let state = use_form::<AskToSignUp>();
    view! {
        <LetterPage
            state
            heading="Sign up"
            says="Write your e-mail address. A letter comes to it, and its link leads on to your name and password."
            autocomplete="email"
            otherwise="You have an account?"
        />
    }
}

/// Where it is finished.
#[component]
pub fn FinishSignUpPage() -> impl IntoView {
    let letter = ask(|| LoadSignUp {});
    erased(view! {
        <PageTitle text="Finish signing up" />
        <div class="page content">
            <section class="door" aria-labelledby="finish">
                <h1 id="finish">"Finish signing up"</h1>
                <Loaded from=letter let:addressee>
                    {match addressee.email {
                        Some(address) => erased(view! { <Finish address /> }),
                        None => erased(view! { <LinkIsOver again=paths::SIGN_UP /> }),
                    }}
                </Loaded>
            </section>
        </div>
    })
}

/// Name and password.
#[component]
fn Finish(
    /// Whose letter it was.
    address: String,
) -> impl IntoView {
    let state = use_form::<FinishSignUp>();
    view! {
        <PlainForm state class="fields">
            <FormError state />
            <Whose state address />
            <TextField
                state
                name="name"
                label="Name"
                autocomplete="name"
                hint="As others will see it, under what you write."
            />
            <NewPassword state />
            <button class="button primary wide" type="submit">
                "Make my account"
            </button>
        </PlainForm>
    }
}

/// Invites somebody, for those who may.
#[component]
pub fn Invitation() -> impl IntoView {
    let state = use_form::<InvitePerson>();
    let query = use_query();
    let is_sent = move || query.get("invitation").as_deref() == Some("sent");
    view! {
        <Can permission=Permission::InvitePerson on=Anybody.subject()>
            <div class="page">
                <section class="panel invitation" aria-labelledby="invitation">
                    <h2 id="invitation">"Invite somebody"</h2>
                    <p>
                        "A letter with a link goes to them; with it they choose their name and password. Then you give them their roles."
                    </p>
                    {move || {
                        is_sent().then(|| {
                            view! {
                                <Notice meaning=Meaning::Done icon="check" role="status">
                                    <p>"The invitation is on its way. Its link holds for a week."</p>
                                    <MailboxDoor />
                                </Notice>
                            }
                        })
                    }}
                    <Form state class="fields">
                        <FormError state />
                        <TextField
                            state
                            name="email"
                            label="E-mail address"
                            kind="email"
                            autocomplete="off"
                        />
                        <Submit state label="Invite" pending="Sending…" icon="send" />
                    </Form>
                </section>
            </div>
        </Can>
    }
}
