//! The parts of one's own account about e-mail address and password, and what a letter to another address
//! leads to.

use leptos::prelude::*;

use super::{
    api::{ChangeEmail, ChangePassword, FinishEmail, LoadCredentials, LoadEmailLetter},
    model::{Credentials, Reader},
};
use crate::{
    account::model::Viewer,
    letters::{
        development::MailboxDoor,
        views::{LinkIsOver, Whose},
    },
    passwords::views::NewPassword,
    paths,
    ui::{
        ask::ask,
        erased::erased,
        field::TextField,
        form::{Form, FormState, use_form},
        form_error::FormError,
        loaded::Loaded,
        notice::{Meaning, Notice},
        query::use_query,
        submit::Submit,
        title::PageTitle,
    },
};

/// One's own password.
#[component]
pub fn PasswordSection() -> impl IntoView {
    if is_nobodys() {
        return erased(());
    }
    let credentials = ask(|| LoadCredentials {});
    let query = use_query();
    let is_new = move || query.get("password").as_deref() == Some("changed");
    erased(view! {
        <div class="page">
            <section class="panel account-part" aria-labelledby="own-password">
                <h2 id="own-password">"Password"</h2>
                {move || {
                    is_new()
                        .then(|| {
                            view! {
                                <Notice meaning=Meaning::Done icon="check" role="status">
                                    <p>
                                        "Your new password is kept, and your other sessions have ended."
                                    </p>
                                </Notice>
                            }
                        })
                }}
                <Loaded from=credentials aside=true let:credentials>
                    <PasswordForm credentials />
                </Loaded>
            </section>
        </div>
    })
}

/// Whether nobody is signed in: the head of the page says so.
fn is_nobodys() -> bool {
    use_context::<Viewer>().unwrap_or_default().user.is_none()
}

/// The new password, and the one before.
#[component]
fn PasswordForm(
    /// What there is.
    credentials: Credentials,
) -> impl IntoView {
    let state = use_form::<ChangePassword>();
    let Credentials { email, has_password } = credentials;
    let label = if has_password { "Change the password" } else { "Keep this password" };
    view! {
        <Form state class="fields">
            <FormError state />
            // Programs that keep passwords learn from it whose this is.
            <input type="email" autocomplete="username" value=email readonly=true hidden=true />
            // What was typed goes once it counts.
            <For each=move || [state.done()] key=|done| *done let(_)>
                <Passwords state has_password />
            </For>
            <p class="hint">"With it all your other sessions end, wherever they are."</p>
            <Submit state label pending="Changing…" class="primary" />
        </Form>
    }
}

/// The password that there is, if there is one, and the new one.
#[component]
fn Passwords(
    /// The form.
    state: FormState,
    /// Whether there is one.
    has_password: bool,
) -> impl IntoView {
    view! {
        {has_password
            .then(|| {
                view! {
                    <TextField
                        state
                        name="current_password"
                        label="Current password"
                        kind="password"
                        autocomplete="current-password"
                    />
                }
            })}
        <NewPassword state label="New password" />
    }
}

/// One's own e-mail address.
#[component]
pub fn EmailSection() -> impl IntoView {
    if is_nobodys() {
        return erased(());
    }
    let credentials = ask(|| LoadCredentials {});
    erased(view! {
        <div class="page">
            <section class="panel account-part" aria-labelledby="own-email">
                <h2 id="own-email">"E-mail address"</h2>
                <WhatBecameOfIt />
                <Loaded from=credentials aside=true let:credentials>
                    <p>
                        "You sign in with " <strong>{credentials.email}</strong>
                        ", and letters go there."
                    </p>
                </Loaded>
                <EmailForm />
            </section>
        </div>
    })
}

/// A letter is on its way to another address, or it was read.
#[component]
fn WhatBecameOfIt() -> impl IntoView {
    let query = use_query();
    move || match query.get("email").as_deref() {
        Some("asked") => Some(erased(view! {
            <Notice meaning=Meaning::Waiting icon="clock" role="status">
                <p>
                    "A letter is on its way to the new address. Follow its link within an hour, in a browser in which you are signed in; until then nothing changes."
                </p>
                <MailboxDoor />
            </Notice>
        })),
        Some("changed") => Some(erased(view! {
            <Notice meaning=Meaning::Done icon="check" role="status">
                <p>"Your e-mail address was changed. Sign in with the new one from now on."</p>
            </Notice>
        })),
        _ => None,
    }
}

/// The address to have instead.
#[component]
fn EmailForm() -> impl IntoView {
    let state = use_form::<ChangeEmail>();
    view! {
        <Form state class="fields">
            <FormError state />
            <TextField
                state
                name="email"
                label="New e-mail address"
                kind="email"
                autocomplete="email"
            />
            <Submit state label="Send a letter there" pending="Sending…" icon="send" />
        </Form>
    }
}

/// Where the letter to another address leads.
#[component]
pub fn FinishEmailPage() -> impl IntoView {
    let letter = ask(|| LoadEmailLetter {});
    erased(view! {
        <PageTitle text="New e-mail address" />
        <div class="page content">
            <section class="door" aria-labelledby="finish">
                <h1 id="finish">"New e-mail address"</h1>
                <Loaded from=letter let:letter>
                    {match (letter.email, letter.reader) {
                        (None, _) => erased(view! { <LinkIsOver again=paths::ACCOUNT /> }),
                        (Some(address), Reader::Owner) => erased(view! { <Finish address /> }),
                        (Some(_), Reader::Visitor) => {
                            erased(
                                view! {
                                    <SignInFirst says="Sign in to the account that is to have this address: nobody else can finish this." />
                                },
                            )
                        }
                        (Some(_), Reader::SomebodyElse) => {
                            erased(
                                view! {
                                    <SignInFirst says="You are signed in to another account than the one that is to have this address. Sign in to that one: nobody else can finish this." />
                                },
                            )
                        }
                    }}
                </Loaded>
            </section>
        </div>
    })
}

/// The new address, and what it means.
#[component]
fn Finish(
    /// The address.
    address: String,
) -> impl IntoView {
    let state = use_form::<FinishEmail>();
    view! {
        <Form state class="fields">
            <FormError state />
            <Whose state address />
            <p class="hint">
                "You sign in with it from now on, and letters go there. The address that you had gets a last one."
            </p>
            <Submit state label="Use this address" pending="Changing…" class="primary wide" />
        </Form>
    }
}

/// Only the owner of the account finishes.
#[component]
fn SignInFirst(
    /// Who has followed the link.
    says: &'static str,
) -> impl IntoView {
    view! {
        <Notice meaning=Meaning::Waiting icon="info">
            <p>{says}</p>
        </Notice>
        <p>
            <a class="button primary wide" href=paths::sign_in_then(paths::EMAIL_FINISH)>
                "Sign in"
            </a>
        </p>
    }
}
