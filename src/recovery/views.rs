//! The pages of recovery: asking for a letter, and what its link leads to.

use leptos::prelude::*;

use super::api::{AskToRecover, FinishRecovery, LoadRecovery};
use crate::{
    letters::views::{LetterUnderWay, LinkIsOver, Whose},
    passwords::views::NewPassword,
    paths,
    ui::{
        ask::ask,
        erased::erased,
        field::TextField,
        form::{Form, PlainForm, use_form},
        form_error::FormError,
        loaded::Loaded,
        submit::Submit,
        title::PageTitle,
    },
};

/// Where who has forgotten their password asks for a letter.
#[component]
pub fn RecoveryPage() -> impl IntoView {
    let state = use_form::<AskToRecover>();
    erased(view! {
        <PageTitle text="Forgotten password" />
        <div class="page content">
            <section class="door" aria-labelledby="recovery">
                <h1 id="recovery">"Forgotten password"</h1>
                <LetterUnderWay />
                <p>
                    "Write the e-mail address of your account. A letter comes to it, and its link leads on to a new password. Until then the old one stays."
                </p>
                <Form state class="fields">
                    <FormError state />
                    <TextField
                        state
                        name="email"
                        label="E-mail address"
                        kind="email"
                        autocomplete="username"
                    />
                    <Submit state label="Send me the letter" pending="Sending…" class="primary wide" />
                </Form>
                <p>
                    "You remember it? " <a class="text-link" href=paths::SIGN_IN>
                        "Sign in"
                    </a>
                </p>
            </section>
        </div>
    })
}

/// Where they choose a new one.
#[component]
pub fn FinishRecoveryPage() -> impl IntoView {
    let letter = ask(|| LoadRecovery {});
    erased(view! {
        <PageTitle text="New password" />
        <div class="page content">
            <section class="door" aria-labelledby="finish">
                <h1 id="finish">"New password"</h1>
                <Loaded from=letter let:addressee>
                    {match addressee.email {
                        Some(address) => erased(view! { <Finish address /> }),
                        None => erased(view! { <LinkIsOver again=paths::RECOVERY /> }),
                    }}
                </Loaded>
            </section>
        </div>
    })
}

/// The new password.
#[component]
fn Finish(
    /// Whose letter it was.
    address: String,
) -> impl IntoView {
    let state = use_form::<FinishRecovery>();
    view! {
        <PlainForm state class="fields">
            <FormError state />
            <Whose address />
            <NewPassword state />
            <p class="hint">
                "With it every session of yours ends, wherever it is. Then you sign in with the new password."
            </p>
            <button class="button primary wide" type="submit">
                "Keep this password"
            </button>
        </PlainForm>
    }
}
