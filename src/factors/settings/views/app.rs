//! Adding an authenticator app.

use leptos::prelude::*;

use super::removing::EndOthers;
use crate::{
    factors::{
        settings::{
            api::{AddApp, LoadEnrolment},
            model::Enrolment,
        },
        views::CodeField,
    },
    paths,
    ui::{
        ask::ask,
        erased::erased,
        field::HiddenField,
        form::{FormState, PlainForm},
        form_error::FormError,
        loaded::Loaded,
        query::use_query,
        telling::use_telling_form,
    },
};

/// What it is, and the way to add one.
#[component]
pub fn AppPanel() -> impl IntoView {
    let query = use_query();
    let is_adding = move || query.get("add").as_deref() == Some("totp");
    view! {
        <div class="factor">
            <p>
                "An app on your phone shows six digits, others every half minute. It needs no network, and nobody reads them on the way."
            </p>
            {move || {
                if is_adding() {
                    erased(view! { <Adding /> })
                } else {
                    erased(
                        view! {
                            <a class="button" href=paths::ADD_APP>
                                "Add an app"
                            </a>
                        },
                    )
                }
            }}
        </div>
    }
}

/// A seed for the app, and the form for its first code. One that comes back brings its seed along.
#[component]
fn Adding() -> impl IntoView {
    let state = use_telling_form::<AddApp>();
    let sealed = Some(state.value("sealed", "")).filter(|sealed| !sealed.is_empty());
    let enrolment = ask(move || LoadEnrolment { sealed: sealed.clone() });
    view! {
        <Loaded from=enrolment aside=true let:enrolment>
            <FirstCode enrolment state />
        </Loaded>
    }
}

/// Three steps: scan, type, confirm.
#[component]
fn FirstCode(
    /// What the app is told.
    enrolment: Enrolment,
    /// The form.
    state: FormState,
) -> impl IntoView {
    let Enrolment { path, size, key, sealed } = enrolment;
    // The standard wants four units of white around it.
    let frame = format!("-4 -4 {0} {0}", size + 8);
    view! {
        <PlainForm state class="fields">
            <FormError state />
            <p>"Scan this code with the app:"</p>
            {(size > 0)
                .then(|| {
                    view! {
                        <svg
                            class="qr"
                            viewBox=frame
                            role="img"
                            aria-label="QR code for the app; the key below says the same"
                            shape-rendering="crispEdges"
                        >
                            <path d=path />
                        </svg>
                    }
                })}
            <p>
                "Or type this key into it:" <br /> <code class="key">{key}</code>
            </p>
            <HiddenField name="sealed" value=sealed />
            <CodeField state hint="The six digits that the app shows now." />
            <EndOthers state />
            <div class="buttons">
                <button class="button primary" type="submit">
                    "Add the app"
                </button>
                <a class="button quiet" href=paths::FACTORS>
                    "Not now"
                </a>
            </div>
        </PlainForm>
    }
}
