//! What there is to prove with.

use leptos::prelude::*;

use leptos::server_fn::ServerFn;

use crate::{
    factors::views::CodeField,
    letters::development::MailboxDoor,
    sign_in::step_up::{api::SendProofCode, model::Ways},
    ui::{
        done::Done,
        field::TextField,
        form::{Form, FormState, use_form},
        form_error::FormError,
        submit::Submit,
    },
};

/// Says that a code by mail proves no second factor, where that is so.
#[component]
pub fn MailIsOne(
    /// What they have.
    ways: Ways,
) -> impl IntoView {
    ways.mail_is_one.then(|| {
        view! {
            <p class="soft">
                "After a password by letter a code by mail proves nothing more: use another factor or a recovery code, or ask an administrator."
            </p>
        }
    })
}

/// The field for what somebody has.
#[component]
pub fn ProofFields(
    /// The form it belongs to.
    state: FormState,
    /// What they have.
    ways: Ways,
) -> impl IntoView {
    let password = ways.password.then(|| {
        view! {
            <TextField
                state
                name="my_password"
                label="Your password"
                kind="password"
                autocomplete="current-password"
            />
        }
    });
    let code = (ways.code || ways.mail).then(|| {
        view! { <CodeField state name="my_code" hint=ways.hint() has_letters=true /> }
    });
    view! {
        <MailIsOne ways />
        {password}
        {code}
    }
}

/// The button by which a code comes, for who has turned that on.
#[component]
pub fn CodeByMail(
    /// What they have.
    ways: Ways,
) -> impl IntoView {
    let state = use_form::<SendProofCode>();
    ways.mail.then(|| {
        view! {
            <Form state class="fields" says="A code is on its way to your e-mail address.">
                <FormError state />
                <Submit state label="Send me a code by mail" pending="Sending…" class="wide" />
                <Done of=&[SendProofCode::PATH] />
            </Form>
            <MailboxDoor />
        }
    })
}
