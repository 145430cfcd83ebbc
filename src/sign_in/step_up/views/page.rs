//! The page on which somebody proves again who they are: where no script runs, and on the way to a page that
//! asks for it.

use leptos::prelude::*;

use super::{
    passkey::ProofPasskey,
    ways::{CodeByMail, ProofFields},
};
use crate::{
    authorization::can::as_sentence,
    paths,
    sign_in::{
        development::{OldProofDoor, ProofDoor},
        onwards::Onwards,
        step_up::{
            api::{LoadWays, ProveAgain},
            model::Ways,
        },
    },
    ui::{
        ask::ask,
        erased::erased,
        form::{PlainForm, use_form},
        form_error::FormError,
        interrupted::use_interrupted,
        loaded::Loaded,
        query::use_query,
        title::PageTitle,
    },
};

/// The page.
#[component]
pub fn StepUpPage() -> impl IntoView {
    let ways = ask(|| LoadWays {});
    erased(view! {
        <PageTitle text="Prove that it is you" />
        <div class="page content">
            <section class="door" aria-labelledby="step-up">
                <h1 id="step-up">"Prove that it is you"</h1>
                <Loaded from=ways let:ways>
                    <ProofForm ways />
                </Loaded>
                <OldProofDoor />
            </section>
        </div>
    })
}

/// What is asked, and of what.
#[component]
fn ProofForm(
    /// What they have.
    ways: Ways,
) -> impl IntoView {
    let state = use_form::<ProveAgain>();
    let next = use_query().get_untracked("next").unwrap_or_default();
    let waits = use_interrupted();
    let reason = waits.as_ref().and_then(|it| it.reason.clone());
    let field = waits.map(|it| it.as_field()).unwrap_or_default();
    let interrupted = state.value("interrupted", &field);
    let waits = !interrupted.is_empty();
    // What goes on leads on by itself.
    let next = (!waits).then(|| paths::local(&next).to_owned());
    let interrupted = waits.then_some(interrupted);
    let (door_next, door_waits) = (next.clone(), interrupted.clone());
    let (key_next, key_waits) = (next.clone(), interrupted.clone());
    view! {
        {reason.map(|reason| view! { <p>{as_sentence(&reason)}</p> })}
        <p>
            {if waits {
                "What you were doing waits, with what you typed, and then goes on by itself."
            } else {
                "Some things ask for a proof of the last ten minutes."
            }}
        </p>
        {ways.passkey.then(|| view! { <ProofPasskey next=key_next interrupted=key_waits /> })}
        <PlainForm state class="fields">
            <FormError state />
            <Onwards next interrupted />
            <ProofFields state ways />
            <button class="button primary wide" type="submit">
                "Go on"
            </button>
        </PlainForm>
        <CodeByMail ways />
        <ProofDoor next=door_next interrupted=door_waits />
    }
}
