//! Asks who somebody is, over the page whose form waits.

use leptos::{html, prelude::*};

use super::{
    passkey::ProofPasskeyInPlace,
    ways::{CodeByMail, ProofFields},
};
use crate::{
    authorization::can::as_sentence,
    sign_in::{
        development::ProofDoorInPlace,
        onwards::goes_on_after,
        step_up::{
            api::{LoadWays, ProveAgain},
            model::Ways,
        },
    },
    ui::{
        ask::ask,
        erased::erased,
        focus,
        form::{Form, use_form},
        form_error::FormError,
        icon::Icon,
        loaded::Loaded,
        proof::Proof,
        submit::Submit,
    },
};

/// Opens by itself when a form waits for a proof, and closes once it has it.
#[component]
pub fn ProofDialog() -> impl IntoView {
    let proof = use_context::<Proof>();
    let dialog = NodeRef::<html::Dialog>::new();
    let asked = move || proof.and_then(Proof::asked);
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        if asked().is_some() {
            // One that is open already stays so.
            let _ = dialog.show_modal();
        } else {
            dialog.close();
        }
    });
    // A form that has had its answer waits no more: closing says nothing then.
    let leave = move || {
        if let Some(proof) = proof {
            proof.answer(false);
        }
    };
    view! {
        <dialog
            class="dialog"
            node_ref=dialog
            aria-labelledby="proof-title"
            on:close=move |_| leave()
        >
            {move || {
                asked()
                    .map(|reason| {
                        erased(view! {
                            <ProofQuestion reason />
                            <button class="button quiet" type="button" on:click=move |_| leave()>
                                "Not now"
                            </button>
                        })
                    })
            }}
        </dialog>
    }
}

/// What is asked, and why.
#[component]
fn ProofQuestion(
    /// The policy's sentence.
    reason: String,
) -> impl IntoView {
    let ways = ask(|| LoadWays {});
    view! {
        <h2 id="proof-title">
            <Icon name="lock-1" />
            "Prove that it is you"
        </h2>
        <p>{as_sentence(&reason)} " What you were doing goes on by itself then."</p>
        <Loaded from=ways let:ways>
            <ProofInPlace ways />
        </Loaded>
        <ProofDoorInPlace />
    }
}

/// The form, which stays on its page.
#[component]
fn ProofInPlace(
    /// What they have.
    ways: Ways,
) -> impl IntoView {
    let state = use_form::<ProveAgain>();
    goes_on_after(state);
    Effect::new(|_| request_animation_frame(focus::into_dialog));
    view! {
        {ways.passkey.then(|| view! { <ProofPasskeyInPlace /> })}
        <Form state class="fields">
            <FormError state />
            <ProofFields state ways />
            <Submit state label="Go on" pending="Looking…" class="primary wide" />
        </Form>
        <CodeByMail ways />
    }
}
