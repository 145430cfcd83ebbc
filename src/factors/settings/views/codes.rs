//! Recovery codes: how many are left, and new ones, which are shown once.

use leptos::prelude::*;

use crate::{
    factors::settings::api::{AddApp, AddMail, MakeRecoveryCodes},
    ui::{
        erased::erased,
        form::PlainForm,
        form_error::FormError,
        icon::Icon,
        look::{Look, use_look},
        notice::{Meaning, Notice},
        telling::use_telling_form,
    },
};

/// The list of new ones.
const CODES: &str = "new-codes";

/// What was turned on by the form that this page answers, and the codes that were made with it.
#[component]
pub fn NewCodes(
    /// What the form says that adds a passkey.
    added: fn() -> Look,
) -> impl IntoView {
    let forms =
        [use_look::<AddApp>(), use_look::<AddMail>(), use_look::<MakeRecoveryCodes>(), added()];
    let answered = untrack(|| forms.iter().find_map(Look::answer::<Vec<String>>));
    let codes = answered.and_then(Result::ok)?;
    let is_old = codes.is_empty();
    Some(erased(view! {
        <Notice meaning=Meaning::Done icon="check" role="status">
            <p>
                {if is_old {
                    "It is on. Your recovery codes still count."
                } else {
                    "Done. Here are your recovery codes: this page shows them once."
                }}
            </p>
        </Notice>
        {(!is_old).then(|| view! { <Codes codes /> })}
    }))
}

/// The codes, and the ways to take them along.
#[component]
fn Codes(
    /// All of them.
    codes: Vec<String>,
) -> impl IntoView {
    let has_script = RwSignal::new(false);
    Effect::new(move |_| has_script.set(true));
    let code = |code: String| view! { <li><code>{code}</code></li> };
    view! {
        <section class="panel new-codes" aria-labelledby="new-codes-heading">
            <h2 id="new-codes-heading">"Your recovery codes"</h2>
            <p>
                "Each gets you in once if you have lost your second factor. Keep them where that one is not: on paper, or in a password manager."
            </p>
            <ul id=CODES role="list">
                {codes.into_iter().map(code).collect_view()}
            </ul>
            <div class="buttons" hidden=move || !has_script.get()>
                <button
                    class="button"
                    type="button"
                    data-takes="file"
                    data-of=CODES
                    data-name="stile-recovery-codes.txt"
                    data-says="Kept as a file."
                >
                    <Icon name="download" />
                    "Keep as a file"
                </button>
                <button
                    class="button"
                    type="button"
                    data-takes="copy"
                    data-of=CODES
                    data-says="Copied."
                >
                    "Copy"
                </button>
                <button class="button" type="button" data-takes="print" data-of=CODES>
                    "Print"
                </button>
            </div>
            <p class="hint" id="new-codes-taken" role="status"></p>
        </section>
    }
}

/// How many are left, and the way to new ones.
#[component]
pub fn CodesPanel(
    /// How many.
    left: u64,
    /// Whether there is a factor that they stand in for.
    has_any: bool,
) -> impl IntoView {
    let state = use_telling_form::<MakeRecoveryCodes>();
    let words = match (has_any, left) {
        (false, _) => {
            "You get ten with your first second factor, for when you have lost it.".to_owned()
        }
        (true, 0) => {
            "None is left. Without one, who loses the second factor loses the account.".to_owned()
        }
        (true, 1) => "One is left, for when you have lost your second factor.".to_owned(),
        (true, left) => {
            format!("{left} are left, for when you have lost your second factor. Each counts once.")
        }
    };
    view! {
        <div class="factor">
            <p>{words}</p>
            {has_any
                .then(|| {
                    view! {
                        <PlainForm state class="fields">
                            <FormError state />
                            <p class="hint">"New ones take the place of all from before."</p>
                            <div class="buttons">
                                <button class="button" type="submit">
                                    "Make new codes"
                                </button>
                            </div>
                        </PlainForm>
                    }
                })}
        </div>
    }
}
