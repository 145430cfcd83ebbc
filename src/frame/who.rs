//! Who I am, and the way in or out.

use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_location;

use crate::{
    account::model::ViewerUser,
    account::views::{
        session::{Lock, SessionFacts, in_words},
        theme::ThemeChoice,
    },
    paths,
    people::views::face::face,
    powers::fence::views::FenceButton,
    sign_in::api::SignOut,
    ui::{
        form::{PlainForm, use_form},
        icon::Icon,
        title::use_here,
    },
};

/// The person's name, which opens the panel; for a visitor the way to sign in.
///
/// A visitor chooses the theme in the same panel, beside the link.
#[component]
pub(super) fn Who(
    /// Who is signed in.
    user: Option<ViewerUser>,
) -> impl IntoView {
    match user {
        Some(user) => Either::Left(view! {
            <WhoButton user=user.clone() />
            <WhoPanel user />
        }),
        None => Either::Right(view! {
            <ThemeButton />
            <SignInLink />
        }),
    }
}

/// Opens the panel, with script and without.
#[component]
fn WhoButton(
    /// Who is signed in.
    user: ViewerUser,
) -> impl IntoView {
    let assurance = user.account.assurance;
    view! {
        <button class="who" type="button" popovertarget="me">
            {face(&user.account.name, user.picture)}
            <span class="who-name">
                <strong>{user.account.name}</strong>
                <small>{user.roles}</small>
            </span>
            <span class="visually-hidden">
                {format!("My session, proved with: {}", in_words(assurance.level))}
            </span>
            <Lock assurance=Some(assurance) />
        </button>
    }
}

/// My session, my theme, and the way out.
#[component]
fn WhoPanel(
    /// Who is signed in.
    user: ViewerUser,
) -> impl IntoView {
    let name = user.account.name.clone();
    let sign_out = use_form::<SignOut>();
    let sessions = paths::sessions_of(&user.slug);
    view! {
        <section class="panel" id="me" popover="auto" aria-labelledby="me-title">
            <div class="person">
                {face(&name, user.picture)}
                <div>
                    <h2 id="me-title">
                        <a href=paths::person(&user.slug)>{name}</a>
                    </h2>
                    <small>{user.roles.clone()}</small>
                </div>
            </div>
            <p>
                <a class="text-link" href=paths::ACCOUNT>
                    "My account"
                </a>
            </p>
            <p>
                <a class="text-link" href=paths::audit_of(user.account.id.get())>
                    "What I did"
                </a>
            </p>
            <p>
                <a class="text-link" href=paths::WHY>
                    "What may I do, and why?"
                </a>
            </p>
            <SessionFacts user />
            <p>
                <a class="text-link" href=sessions>
                    "My sessions"
                </a>
            </p>
            <ThemeChoice />
            <FenceButton />
            <PlainForm state=sign_out>
                <button class="button wide" type="submit">
                    <Icon name="sign-out" />
                    "Sign out"
                </button>
            </PlainForm>
        </section>
    }
}

/// A visitor's theme.
#[component]
fn ThemeButton() -> impl IntoView {
    view! {
        <button class="who" type="button" popovertarget="me">
            <Icon name="system" />
            <span class="visually-hidden">"Theme"</span>
        </button>
        <section class="panel" id="me" popover="auto" aria-label="Theme">
            <ThemeChoice />
        </section>
    }
}

/// The way to sign in, which leads back here.
#[component]
fn SignInLink() -> impl IntoView {
    let path = use_location().pathname;
    let here = use_here();
    view! {
        <a
            class="who"
            href=move || paths::sign_in_then(&here.get())
            aria-current=move || path.with(|path| path == paths::SIGN_IN).then_some("page")
        >
            <Lock assurance=None />
            <span>"Sign in"</span>
        </a>
    }
}
