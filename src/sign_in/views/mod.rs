//! Sign in; in development, beside it, the people one can be.

use leptos::prelude::*;

use super::{api::SignIn, development::PeopleDoor, passkey::views::PasskeyDoor};
use crate::{
    account::model::{Viewer, ViewerUser},
    letters::development::MailboxDoor,
    paths,
    ui::{
        erased::erased,
        field::{CheckBox, HiddenField, TextField},
        form::{PlainForm, use_form},
        form_error::FormError,
        notice::{Meaning, Notice},
        query::use_query,
        title::PageTitle,
    },
};

/// The page where a session begins.
#[component]
pub fn SignInPage() -> impl IntoView {
    let query = use_query();
    let asked_for = query.get_untracked("next").unwrap_or_default();
    let next = paths::local(&asked_for).to_owned();
    let has_recovered = query.get_untracked("password").as_deref() == Some("new");
    let Viewer { user, ended, .. } = use_context().unwrap_or_default();
    erased(view! {
        <PageTitle text="Sign in" />
        <div class="page content doors">
            <section class="door" aria-labelledby="sign-in">
                <h1 id="sign-in">"Sign in"</h1>
                {user.map(|user| view! { <SignedInAlready user /> })}
                {ended.map(|why| view! { <WhyEnded why /> })}
                {has_recovered.then(|| view! { <PasswordIsNew /> })}
                <PasswordDoor next=next.clone() />
                <PasskeyDoor next=next.clone() />
                <OtherWays />
            </section>
            <PeopleDoor next />
        </div>
    })
}

/// The form with e-mail address and password.
#[component]
fn PasswordDoor(
    /// Where it leads.
    next: String,
) -> impl IntoView {
    let state = use_form::<SignIn>();
    view! {
        <PlainForm state class="fields">
            <FormError state />
            <HiddenField name="next" value=state.value("next", &next) />
            <TextField
                state
                name="email"
                label="E-mail address"
                kind="email"
                autocomplete="username webauthn"
            />
            <TextField
                state
                name="password"
                label="Password"
                kind="password"
                autocomplete="current-password"
            />
            <CheckBox
                state
                name="keep"
                label="Keep me signed in"
                hint="For a month, also when the browser is closed. Not where others use it too."
            />
            <button class="button primary wide" type="submit">
                "Sign in"
            </button>
        </PlainForm>
    }
}

/// For who cannot sign in yet, or no longer.
#[component]
fn OtherWays() -> impl IntoView {
    view! {
        <p class="other-ways">
            <a class="text-link" href=paths::RECOVERY>
                "Forgotten password"
            </a>
            <a class="text-link" href=paths::SIGN_UP>
                "Sign up"
            </a>
        </p>
        <MailboxDoor />
    }
}

/// Somebody has just chosen a new password.
#[component]
fn PasswordIsNew() -> impl IntoView {
    view! {
        <Notice meaning=Meaning::Done icon="check" role="status">
            <p>
                "Your new password is kept, and every session of yours has ended. Sign in with it."
            </p>
        </Notice>
    }
}

/// The session that this browser had is over.
#[component]
fn WhyEnded(
    /// Why, in words.
    why: String,
) -> impl IntoView {
    view! {
        <Notice meaning=Meaning::Waiting icon="info">
            <p data-ended="">{why}</p>
        </Notice>
    }
}

/// Somebody is signed in, and may sign in as somebody else.
#[component]
fn SignedInAlready(
    /// Who.
    user: ViewerUser,
) -> impl IntoView {
    view! {
        <Notice meaning=Meaning::Plain icon="info">
            <p>
                "You are signed in as " <strong>{user.account.name}</strong> " (" {user.roles}
                "). Signing in as somebody else ends that session."
            </p>
        </Notice>
    }
}
