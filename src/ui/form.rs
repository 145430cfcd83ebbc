//! The one mechanism of every form.
//!
//! With script, the page sends what the browser would, and shows the answer in place. Without, the
//! browser posts it, and the server renders the same page again with status 4xx, the typed values
//! and the error; `server::forms` is that half. Secrets are never written back.

mod sending;

pub(super) use sending::as_form;

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
};

use super::{
    changes::{After, Changes, Says},
    content::Content,
    form_token::with_token,
    proof::Proof,
    returned::{MADE_FOR, MadeFor, ReturnedPost, SHOWN_AT, ShownAt, returned_post},
    theirs::{take_theirs, with_theirs},
};
use crate::{error::AppError, paths};

/// One form: what was typed, what is wrong with it, whether it is on its way.
#[derive(Clone, Copy)]
pub struct FormState {
    path: &'static str,
    error: RwSignal<Option<AppError>>,
    typed: StoredValue<BTreeMap<String, String>>,
    pending: RwSignal<bool>,
    replaced: RwSignal<Option<i64>>,
    pub(super) came_back: bool,
    changes: Option<Changes>,
    proof: Option<Proof>,
    done: RwSignal<u32>,
}

/// The form of the server function `S`, when the page has one of its kind.
#[must_use]
pub fn use_form<S: Act>() -> FormState {
    FormState::find(S::PATH, returned_post(S::PATH))
}

/// The same with a button that asks `L` about the fields: they come back from there too.
#[must_use]
pub fn use_form_beside<S: Act, L: ServerFn>() -> FormState {
    FormState::find(S::PATH, returned_post(S::PATH).or_else(|| returned_post(L::PATH)))
}

/// The form of the server function `S` about the thing with that id: its hidden field `id`.
#[must_use]
pub fn use_form_about<S: Act>(id: impl ToString) -> FormState {
    let id = id.to_string();
    let is_mine = |returned: &ReturnedPost| returned.typed.get("id") == Some(&id);
    FormState::find(S::PATH, returned_post(S::PATH).filter(is_mine))
}

/// The form of an address that takes files.
#[must_use]
pub fn use_upload(path: &'static str) -> FormState {
    FormState::find(path, returned_post(path))
}

/// A server function that a form can call: it takes fields, and says nothing but whether it failed.
pub trait Act: ServerFn<Protocol = Http<PostUrl, Json>, Error = AppError, Output = ()> {}

impl<S: ServerFn<Protocol = Http<PostUrl, Json>, Error = AppError, Output = ()>> Act for S {}

impl FormState {
    pub(super) fn find(path: &'static str, returned: Option<ReturnedPost>) -> Self {
        let came_back = returned.is_some();
        let (typed, error) = returned.map(with_theirs).unzip();
        Self {
            path,
            error: RwSignal::new(error.flatten()),
            typed: StoredValue::new(typed.unwrap_or_default()),
            pending: RwSignal::new(false),
            replaced: RwSignal::new(None),
            came_back,
            changes: use_context(),
            proof: use_context(),
            done: RwSignal::new(0),
        }
    }

    /// What the field shows at first: what was typed before the form came back, or else what is kept.
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

    /// Whether who opens the page begins at that field: if the form has come back because of it, without
    /// script, or `otherwise`.
    #[must_use]
    pub fn begins_at(&self, name: &str, otherwise: bool) -> bool {
        match untrack(|| self.error()) {
            Some(AppError::WrongCredentials) => self.came_back && name == "password",
            Some(error) => self.came_back && error.field(name).is_some(),
            None => otherwise,
        }
    }

    /// Where it is sent.
    pub(super) fn path(&self) -> &'static str {
        self.path
    }

    /// How often it was answered with success while its page was open.
    #[must_use]
    pub fn done(&self) -> u32 {
        self.done.get()
    }

    /// The version that the last success has replaced: the field `version` of what was sent.
    #[must_use]
    pub fn replaced(&self) -> Option<i64> {
        self.replaced.get()
    }

    /// Shows why something failed that the form was to do.
    pub fn fail(&self, error: AppError) {
        take_theirs(&error);
        self.error.try_set(Some(error));
    }
}

/// Where a form is sent: with the page that it stands on, where that has another address, and with whom it shows.
pub(super) fn action(path: &str) -> String {
    let page = use_context::<ShownAt>().map(|ShownAt(page)| page).unwrap_or_default();
    let user = use_context::<MadeFor>().map(|MadeFor(user)| user.to_string()).unwrap_or_default();
    paths::with_query(path, &[(SHOWN_AT, &page), (MADE_FOR, &user)])
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
    /// What [`Done`](super::done::Done) says once all was done.
    #[prop(optional, into)]
    says: Option<Says>,
    /// The part of the page that shows what was done, unless the answer names one: the focus goes there,
    /// to the first of these ids.
    #[prop(optional, into)]
    part: Option<String>,
    /// The part that a browser without script shows after the form was sent, unless the answer names one.
    #[prop(optional, into)]
    fragment: Option<String>,
    /// Fields and buttons.
    children: Content,
) -> impl IntoView {
    let after = After { says, part };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match form_data_from_event(&event) {
            Ok(fields) => state.send(fields, after.clone()),
            Err(_) => state.error.set(Some(AppError::Malformed)),
        }
    };
    let fragment = fragment.map(|part| format!("#{part}")).unwrap_or_default();
    html::form()
        .action(action(state.path) + &fragment)
        .method("post")
        .class(class)
        .id(id)
        .on(leptos::ev::submit, submit)
        .child(with_token(children))
}

/// A form that loads the page anew: for what changes the session or the masthead, and with it the whole
/// page.
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
    html::form().action(action(state.path)).method("post").class(class).child(with_token(children))
}
