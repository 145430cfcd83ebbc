//! What pages say about letters and their links.

use leptos::prelude::*;

use super::development::MailboxDoor;
use crate::ui::{
    notice::{Meaning, Notice},
    query::use_query,
};

/// The letter that was asked for comes; the same words, whoever asked for whichever address.
#[component]
pub fn LetterUnderWay() -> impl IntoView {
    let query = use_query();
    move || {
        (query.get("letter").as_deref() == Some("sent")).then(|| {
            view! {
                <Notice meaning=Meaning::Done icon="check" role="status">
                    <p>
                        "A letter is on its way to the address that you wrote. It should be there in a minute; look among the unwanted ones too. Its link holds for an hour."
                    </p>
                    <MailboxDoor />
                </Notice>
            }
        })
    }
}

/// The link holds no longer, and where there is a new one.
#[component]
pub fn LinkIsOver(
    /// The page that sends another letter.
    again: &'static str,
) -> impl IntoView {
    view! {
        <Notice meaning=Meaning::Refused icon="clock">
            <p>
                "This link holds no longer: it was used, is too old, or a newer one has taken its place."
            </p>
            <p>
                <a class="text-link" href=again>
                    "Ask for a new letter"
                </a>
            </p>
        </Notice>
    }
}

/// Whose account it is: nobody finishes for another one without seeing it, and password managers know.
#[component]
pub fn Whose(
    /// The e-mail address.
    address: String,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for="whose">"E-mail address"</label>
            <input
                class="input"
                id="whose"
                type="email"
                autocomplete="username"
                value=address
                readonly=true
            />
        </div>
    }
}
