//! The page that asks for the second factor.

use leptos::{prelude::*, server_fn::ServerFn};

use super::api::{
    AskSecondPasskey, FinishSignIn, FinishWithPasskey, LoadSecondWays, SendSignInCode,
};
use crate::{
    factors::views::CodeField,
    letters::development::MailboxDoor,
    passkeys::views::AskDevice,
    paths,
    sign_in::step_up::{model::Ways, views::MailIsOne},
    ui::{
        ask::ask,
        erased::erased,
        field::HiddenField,
        form::{PlainForm, use_form},
        form_error::FormError,
        loaded::Loaded,
        notice::{Meaning, Notice},
        query::use_query,
        title::PageTitle,
    },
};

/// The page.
#[component]
pub fn SecondFactorPage() -> impl IntoView {
    let ways = ask(|| LoadSecondWays {});
    erased(view! {
        <PageTitle text="Second factor" />
        <div class="page content">
            <section class="door" aria-labelledby="second">
                <h1 id="second">"One thing more"</h1>
                <Loaded from=ways let:ways>
                    <SecondFactor ways />
                </Loaded>
            </section>
        </div>
    })
}

/// The code, and the way to get one.
#[component]
fn SecondFactor(
    /// What they have.
    ways: Ways,
) -> impl IntoView {
    let (state, sends) = (use_form::<FinishSignIn>(), use_form::<SendSignInCode>());
    let query = use_query();
    let next = paths::local(&query.get_untracked("next").unwrap_or_default()).to_owned();
    let again = next.clone();
    let is_sent = query.get_untracked("code").as_deref() == Some("sent");
    view! {
        <p>"Your password is right, and this account asks for a second factor."</p>
        {is_sent
            .then(|| {
                view! {
                    <Notice meaning=Meaning::Done icon="check" role="status">
                        <p>"A code is on its way to your e-mail address. It holds for five minutes."</p>
                        <MailboxDoor />
                    </Notice>
                }
            })}
        {ways.passkey.then(|| view! { <SecondPasskey next=next.clone() /> })}
        <PlainForm state class="fields">
            <FormError state />
            <HiddenField name="next" value=state.value("next", &next) />
            <CodeField state hint=ways.hint() has_letters=true />
            <button class="button primary wide" type="submit">
                "Sign in"
            </button>
        </PlainForm>
        {ways
            .mail
            .then(|| {
                view! {
                    <MailIsOne ways />
                    <PlainForm state=sends class="fields">
                        <FormError state=sends />
                        <HiddenField name="next" value=sends.value("next", &again) />
                        <button class="button wide" type="submit">
                            "Send me a code by mail"
                        </button>
                    </PlainForm>
                }
            })}
        <p>
            <a class="text-link" href=paths::SIGN_IN>
                "Begin anew"
            </a>
        </p>
    }
}

/// Signs in once the password was proved.
#[component]
pub fn SecondPasskey(
    /// Where it leads.
    next: String,
) -> impl IntoView {
    let state = use_form::<FinishWithPasskey>();
    let next = state.value("next", &next);
    view! {
        <div class="with-passkeys">
            <PlainForm state class="fields">
                <FormError state />
                <HiddenField name="next" value=next />
                <AskDevice state how="get" asks=AskSecondPasskey::PATH />
                <button class="button primary wide" type="submit">
                    "Use a passkey"
                </button>
            </PlainForm>
        </div>
    }
}
