//! The passkeys that somebody has, and the ways to have one more, or one less.

use leptos::{either::Either, prelude::*};

use super::AskDevice;
use crate::{
    factors::settings::views::{EndOthers, Sure},
    passkeys::{
        api::{AddPasskey, AskForPasskey, LoadPasskeys, RemovePasskey, RenamePasskey},
        model::{Passkey, Passkeys},
    },
    paths,
    ui::{
        ask::ask,
        erased::{Erased, erased},
        field::{HiddenField, TextField},
        form::{PlainForm, use_form_about},
        form_error::FormError,
        loaded::Loaded,
        look::{Look, use_look},
        moment::Moment,
        query::use_query,
        telling::use_telling_form,
    },
};

/// The panel about them.
#[must_use]
pub fn passkeys_panel() -> Erased {
    let passkeys = ask(|| LoadPasskeys {});
    erased(view! {
        <section class="panel" aria-labelledby="passkeys">
            <h2 id="passkeys">"Passkeys"</h2>
            <div class="factor">
                <p>
                    "Your device keeps a passkey, and asks for your finger, your face or a PIN. There is nothing to type and nothing to give away, and it signs you in without the password too."
                </p>
                <Loaded from=passkeys aside=true let:passkeys>
                    <List passkeys />
                </Loaded>
                <p class="hint without-passkeys">
                    "This browser cannot make passkeys, or runs no scripts: come back with another one."
                </p>
                <Adding />
            </div>
        </section>
    })
}

/// What the form says that adds one.
#[must_use]
pub fn passkey_added() -> Look {
    use_look::<AddPasskey>()
}

/// All of them.
#[component]
fn List(
    /// What they have.
    passkeys: Passkeys,
) -> impl IntoView {
    let Passkeys { list, is_all } = passkeys;
    let is_last = is_all && list.len() == 1;
    let one = |passkey| view! { <One passkey is_last /> };
    (!list.is_empty()).then(|| {
        view! {
            <ul class="passkeys" role="list">
                {list.into_iter().map(one).collect_view()}
            </ul>
        }
    })
}

/// One of them, or the forms that change it.
#[component]
fn One(
    /// Which.
    passkey: Passkey,
    /// Whether there is nothing else.
    is_last: bool,
) -> impl IntoView {
    let Passkey { id, name, since, used } = passkey;
    let query = use_query();
    let is_changing = move || query.get("passkey") == Some(id.to_string());
    let kept = StoredValue::new(name.clone());
    view! {
        <li class="factor">
            <p>
                <strong>{name.clone()}</strong>
            </p>
            <dl class="facts">
                <dt>"Since"</dt>
                <dd>
                    <Moment at=since minute=true />
                </dd>
                <dt>"Last used"</dt>
                <dd>
                    {match used {
                        Some(at) => Either::Left(view! { <Moment at minute=true /> }),
                        None => Either::Right("Not since then"),
                    }}
                </dd>
            </dl>
            {move || {
                if is_changing() {
                    erased(view! { <Changing id name=kept.get_value() is_last /> })
                } else {
                    erased(
                        view! {
                            <a class="button" href=paths::change_passkey(id)>
                                "Rename or remove"
                                <span class="visually-hidden">" " {kept.get_value()}</span>
                            </a>
                        },
                    )
                }
            }}
        </li>
    }
}

/// The forms that rename it and remove it.
#[component]
fn Changing(
    /// Which.
    id: i64,
    /// What it is called.
    name: String,
    /// Whether there is nothing else.
    is_last: bool,
) -> impl IntoView {
    let (renames, removes) =
        (use_form_about::<RenamePasskey>(id), use_form_about::<RemovePasskey>(id));
    view! {
        <PlainForm state=renames class="fields">
            <FormError state=renames />
            <HiddenField name="id" value=id.to_string() />
            <TextField
                state=renames
                name="name"
                label="Name"
                hint="By which you know it again."
                kept=name
            />
            <div class="buttons">
                <button class="button" type="submit">
                    "Rename it"
                </button>
                <a class="button quiet" href=paths::FACTORS>
                    "Keep it so"
                </a>
            </div>
        </PlainForm>
        <PlainForm state=removes class="fields">
            <FormError state=removes />
            <HiddenField name="id" value=id.to_string() />
            {is_last.then(|| view! { <Sure state=removes /> })}
            <EndOthers state=removes />
            <div class="buttons">
                <button class="button danger" type="submit">
                    "Remove it"
                </button>
            </div>
        </PlainForm>
    }
}

/// Two steps: we say what we ask, and a device makes a passkey.
#[component]
fn Adding() -> impl IntoView {
    let (asks, adds) = (use_telling_form::<AskForPasskey>(), use_telling_form::<AddPasskey>());
    let question = use_look::<AskForPasskey>();
    let question = untrack(|| question.answer::<String>()).and_then(Result::ok);
    view! {
        <div class="with-passkeys">
            {match question {
                Some(question) => {
                    erased(
                        view! {
                            <PlainForm state=adds class="fields">
                                <AskDevice state=adds how="create" question />
                                <EndOthers state=adds />
                                <div class="buttons">
                                    <button class="button primary" type="submit">
                                        "Make the passkey"
                                    </button>
                                    <a class="button quiet" href=paths::FACTORS>
                                        "Not now"
                                    </a>
                                </div>
                            </PlainForm>
                        },
                    )
                }
                None => {
                    erased(
                        view! {
                            <PlainForm state=asks class="fields">
                                <FormError state=asks />
                                <FormError state=adds />
                                <div class="buttons">
                                    <button class="button" type="submit">
                                        "Add a passkey"
                                    </button>
                                </div>
                            </PlainForm>
                        },
                    )
                }
            }}
        </div>
    }
}
