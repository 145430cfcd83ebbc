//! A form that sends a file, and says how much of it has arrived.

use leptos::{
    ev::SubmitEvent,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{CustomEvent, Event},
};
use serde::Deserialize;

use super::{
    answer::Reply,
    changes::Changes,
    content::Content,
    field::{Field, Help},
    focus,
    form::{FormState, action},
    form_token::with_token,
};
use crate::error::AppError;

/// What `ui/uploads.js` says of a form that was answered.
#[derive(Deserialize)]
struct Uploaded {
    path: String,
    /// The HTTP status; none, if there was no answer.
    status: u16,
    /// The answer; `stopped`, if the sender has stopped.
    text: String,
    /// The part of the page that it leads to.
    part: String,
}

impl Uploaded {
    /// What the server has said; nothing, if nobody wants to know.
    fn outcome(self) -> Option<Result<Reply, AppError>> {
        let part = (!self.part.is_empty()).then_some(self.part);
        match self.status {
            0 if self.text == "stopped" => None,
            0 => Some(Err(AppError::Unreachable)),
            200 => Some(Ok(Reply { text: self.text, leads_away: false, part })),
            _ => Some(Err(serde_json::from_str(&self.text).unwrap_or(AppError::Malformed))),
        }
    }
}

/// A form with a file, and whatever else it sends before that. It works without script, without progress.
#[component]
pub fn UploadForm(
    /// From [`use_upload`](super::form::use_upload).
    state: FormState,
    /// Bytes of the largest file that is taken.
    most: u64,
    /// What is said of a larger one.
    too_large: String,
    /// What [`Done`](super::done::Done) says once it has arrived.
    #[prop(into)]
    says: String,
    /// Whether the page is loaded anew afterwards: for what changes the masthead.
    #[prop(optional)]
    whole: bool,
    /// Fields and buttons.
    children: Content,
) -> impl IntoView {
    let changes = use_context::<Changes>();
    let answered = move |uploaded: Uploaded| {
        let outcome = uploaded.outcome();
        state.end(outcome.as_ref());
        if let (Some(changes), Some(outcome)) = (changes, outcome) {
            changes.note(state.path(), &outcome, (Some(says.clone()), None));
        }
        request_animation_frame(focus::what_is_wrong);
    };
    let heard = move |event: Event| {
        let said = event.dyn_ref::<CustomEvent>().and_then(|event| event.detail().as_string());
        let uploaded = said.and_then(|said| serde_json::from_str::<Uploaded>(&said).ok());
        if let Some(uploaded) = uploaded.filter(|uploaded| uploaded.path == state.path()) {
            event.prevent_default();
            answered(uploaded);
        }
    };
    Effect::new(move |_| {
        let listening = window_event_listener_untyped("stile:uploaded", heard.clone());
        on_cleanup(move || listening.remove());
    });
    let begins = move |event: SubmitEvent| {
        if !state.begin() {
            event.prevent_default();
        }
    };
    view! {
        <form
            class="fields"
            action=action(state.path())
            method="post"
            enctype="multipart/form-data"
            data-most=most
            data-too-large=too_large
            data-whole=whole.then_some("")
            on:submit=begins
        >
            {with_token(children)}
            <div class="progress" hidden>
                <progress aria-label="Sent"></progress>
                <span></span>
                <button class="button quiet" type="button">
                    "Stop"
                </button>
            </div>
        </form>
    }
}

/// The file of such a form: its last field.
#[component]
pub fn FileField(
    /// The form it belongs to.
    state: FormState,
    /// What people call it.
    label: &'static str,
    /// What to choose.
    hint: &'static str,
    /// The kinds that the chooser offers: `.png,.pdf`.
    accepts: String,
) -> impl IntoView {
    let help = Help { state, name: "file", id: "file".to_owned(), has_hint: true };
    view! {
        <Field help=help.clone() label hint=Some(hint)>
            <input
                class="input"
                id="file"
                name="file"
                type="file"
                accept=accepts
                required
                autofocus=state.begins_at("file", false)
                aria-invalid=help.invalid()
                aria-describedby=help.described_by()
            />
        </Field>
    }
}
