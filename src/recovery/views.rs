//! The pages of recovery: asking for a letter, and what its link leads to.

use leptos::prelude::*;

use super::api::{AskToRecover, FinishRecovery, LoadRecovery};
use crate::{
    letters::views::{LetterPage, LinkIsOver, Whose},
    passwords::views::NewPassword,
    paths,
    timestamp::Timestamp,
    ui::{
        ask::ask,
        erased::erased,
        form::{PlainForm, use_form},
        form_error::FormError,
        loaded::Loaded,
        moment::Moment,
        notice::{Meaning, Notice},
        title::PageTitle,
    },
};

/// Where who has forgotten their password asks for a letter.
#[component]
pub fn RecoveryPage() -> impl IntoView {
    let state = use_form::<AskToRecover>();
    view! {
        <LetterPage
            state
            heading="Forgotten password"
            says="Write the e-mail address of your account. A letter comes to it, and its link leads on to a new password. Until then the old one stays."
            autocomplete="username"
            otherwise="You remember it?"
        />
    }
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
                        Some(address) => {
                            erased(view! { <Finish address since=addressee.since /> })
                        }
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
    /// Since when what was added to the account goes.
    since: Option<Timestamp>,
) -> impl IntoView {
    let state = use_form::<FinishRecovery>();
    view! {
        <PlainForm state class="fields">
            <FormError state />
            <Whose state address />
            {since
                .map(|at| {
                    view! {
                        <Notice meaning=Meaning::Waiting icon="alert">
                            <p>
                                "Second factors that were added to your account since "
                                <Moment at minute=true /> " go."
                            </p>
                        </Notice>
                    }
                })}
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
