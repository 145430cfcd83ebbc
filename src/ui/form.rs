//! The one mechanism of every form.
//!
//! With script, the page sends what the browser would, and shows the answer in place. Without, the
//! browser posts it, and the server renders the same page again with status 4xx, the typed values
//! and the error; `server::forms` is that half. Secrets are never written back.

use std::collections::BTreeMap;

use leptos::{
    ev::SubmitEvent,
    form::form_data_from_event,
    html,
    prelude::*,
    server_fn::{
        Http, ServerFn,
        codec::{Json, PostUrl},
    },
    task::spawn_local,
    wasm_bindgen::JsCast,
    web_sys::{FormData, HtmlElement},
};
use serde::{Deserialize, Serialize};

use super::{content::Content, transport};
use crate::{error::AppError, paths};

/// A form that was posted without script and failed: the page is rendered again with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedPost {
    /// The server function's path.
    pub action: String,
    /// What was typed, by field, without secrets.
    pub typed: BTreeMap<String, String>,
    /// Why it failed.
    pub error: AppError,
}

/// The address of the page that is shown in answer to a post, which has an address of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownAt(pub String);

/// The parameter of a form's address that says on which page it stands.
pub const SHOWN_AT: &str = "shown-at";

/// What the page shows instead of itself: an error that happened before there was a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure(pub AppError);

/// Lets the forms of this page know about a post that failed; the browser reads the same from the page.
pub fn provide_failed_post() {
    let failed = SharedValue::new(use_context::<FailedPost>).into_inner();
    provide_context(StoredValue::new(failed));
}

/// Counts the forms that succeeded in this page: who shows data that they may change reads it.
#[derive(Clone, Copy, Debug)]
pub struct Changes(RwSignal<u32>);

impl Changes {
    /// Makes the counter available to the page.
    pub fn provide() {
        provide_context(Self(RwSignal::new(0)));
    }

    /// The number of changes so far; reading it subscribes to the next.
    #[must_use]
    pub fn read() -> u32 {
        use_context::<Self>().map_or(0, |changes| changes.0.get())
    }
}

/// One form: what was typed, what is wrong with it, whether it is on its way.
#[derive(Clone, Copy)]
pub struct FormState {
    path: &'static str,
    error: RwSignal<Option<AppError>>,
    typed: StoredValue<BTreeMap<String, String>>,
    pending: RwSignal<bool>,
    changes: Option<Changes>,
}

/// The form of the server function `S`, when the page has one of its kind.
#[must_use]
pub fn use_form<S: Act>() -> FormState {
    FormState::find(S::PATH, |_| true)
}

/// The form of the server function `S` about the thing with that id: its hidden field `id`.
#[must_use]
pub fn use_form_about<S: Act>(id: impl ToString) -> FormState {
    let id = id.to_string();
    FormState::find(S::PATH, |failed| failed.typed.get("id") == Some(&id))
}

/// A server function that a form can call: it takes fields, and says nothing but whether it failed.
pub trait Act: ServerFn<Protocol = Http<PostUrl, Json>, Error = AppError, Output = ()> {}

impl<S: ServerFn<Protocol = Http<PostUrl, Json>, Error = AppError, Output = ()>> Act for S {}

impl FormState {
    fn find(path: &'static str, is_mine: impl Fn(&FailedPost) -> bool) -> Self {
        let failed = use_context::<StoredValue<Option<FailedPost>>>()
            .and_then(|failed| failed.get_value())
            .filter(|failed| failed.action == path && is_mine(failed));
        let (typed, error) = failed.map(|post| (post.typed, post.error)).unzip();
        Self {
            path,
            error: RwSignal::new(error),
            typed: StoredValue::new(typed.unwrap_or_default()),
            pending: RwSignal::new(false),
            changes: use_context(),
        }
    }

    /// What the field shows at first: what was typed before the form failed, or else what is kept.
    #[must_use]
    pub fn value(&self, name: &str, kept: &str) -> String {
        self.typed.with_value(|typed| typed.get(name).cloned()).unwrap_or_else(|| kept.to_owned())
    }

    /// What is wrong with that field.
    #[must_use]
    pub fn field_error(&self, name: &str) -> Option<String> {
        self.error.with(|error| error.as_ref()?.field(name).map(str::to_owned))
    }

    /// Why the form failed, if it did.
    #[must_use]
    pub fn error(&self) -> Option<AppError> {
        self.error.get()
    }

    /// Whether the form is on its way.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        self.pending.get()
    }

    /// Where the form is sent. A page that answers a post does not stand under its own address, so
    /// its forms say which page they stand on.
    fn action(&self) -> String {
        match use_context::<ShownAt>() {
            None => self.path.to_owned(),
            Some(ShownAt(page)) => format!("{}?{SHOWN_AT}={}", self.path, paths::encoded(&page)),
        }
    }

    /// Sends the form unless it is on its way.
    fn send(self, fields: FormData) {
        // A form that is about to be replaced, because its page is loaded anew, counts as sent.
        if self.pending.try_get_untracked().unwrap_or(true) {
            return;
        }
        self.pending.set(true);
        spawn_local(async move {
            let outcome = transport::post(self.path, fields).await;
            self.pending.set(false);
            // A page that is left may show what is gone: it does not ask again.
            if matches!(outcome, Ok(false) | Err(AppError::Partly { .. }))
                && let Some(Changes(count)) = self.changes
            {
                count.update(|count| *count += 1);
            }
            self.error.set(outcome.err());
            request_animation_frame(focus_what_is_wrong);
        });
    }
}

/// The first field to mend, if there is one.
fn focus_what_is_wrong() {
    let field = document().query_selector("form [aria-invalid=true]").ok().flatten();
    if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
        // Who cannot be moved there still hears the message, and finds the mark.
        let _ = field.focus();
    }
}

/// A form that shows the answer in place where script runs, and works without.
#[component]
pub fn Form(
    /// From [`use_form`].
    state: FormState,
    /// Layout classes.
    #[prop(optional)]
    class: &'static str,
    /// Lets fields that stand elsewhere on the page belong to it.
    #[prop(optional)]
    id: Option<&'static str>,
    /// Fields and buttons.
    children: Content,
) -> impl IntoView {
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match form_data_from_event(&event) {
            Ok(fields) => state.send(fields),
            Err(_) => state.error.set(Some(AppError::Malformed)),
        }
    };
    html::form()
        .action(state.action())
        .method("post")
        .class(class)
        .id(id)
        .on(leptos::ev::submit, submit)
        .child(children.show())
}

/// A form that loads the page anew: for what changes the session, and with it the whole page.
#[component]
pub fn PlainForm(
    /// From [`use_form`].
    state: FormState,
    /// Layout classes.
    #[prop(optional)]
    class: &'static str,
    /// Fields and buttons.
    children: Content,
) -> impl IntoView {
    html::form().action(state.action()).method("post").class(class).child(children.show())
}
