//! Sends a form where script runs, and shows what became of it.

use std::collections::BTreeMap;

use leptos::{
    prelude::*,
    task::spawn_local,
    web_sys::{Event, FormData},
};

use super::FormState;
use crate::{
    error::AppError,
    ui::{answer::Reply, changes::After, focus, theirs::take_theirs, transport},
};

impl FormState {
    /// Another sends it. Whether it was not on its way already.
    pub(in crate::ui) fn begin(self) -> bool {
        let begins = !self.pending.try_get_untracked().unwrap_or(true);
        if begins {
            self.pending.set(true);
            tell_that_it_is("sending", self.path);
        }
        begins
    }

    /// The other has had its answer: nothing, if it was stopped.
    pub(in crate::ui) fn end(self, outcome: Option<&Result<Reply, AppError>>) {
        self.pending.try_set(false);
        let became = outcome.map_or("refused", became_of);
        tell_that_it_is(became, self.path);
        if let Some(Ok(_)) = outcome {
            self.typed.try_update_value(BTreeMap::clear);
        }
        self.error.try_set(outcome.and_then(|outcome| outcome.as_ref().err().cloned()));
    }

    /// Sends fields without being asked: nothing is loaded anew, and nobody is moved to another field.
    ///
    /// # Errors
    ///
    /// Why it failed, which the form does not show.
    pub async fn send_quietly(self, fields: &[(&str, String)]) -> Result<(), AppError> {
        let form = as_form(fields).ok_or(AppError::Malformed)?;
        self.pending.set(true);
        tell_that_it_is("sending", self.path);
        let outcome = transport::post(self.path, form).await;
        self.pending.try_set(false);
        tell_that_it_is(became_of(&outcome), self.path);
        outcome.map(|_| {
            self.typed.try_update_value(BTreeMap::clear);
        })
    }

    /// Sends the form unless it is on its way.
    pub(super) fn send(self, fields: FormData, after: After) {
        // A form that is about to be replaced, because its page is loaded anew, counts as sent.
        if self.pending.try_get_untracked().unwrap_or(true) {
            return;
        }
        self.pending.set(true);
        tell_that_it_is("sending", self.path);
        if let Some(changes) = self.changes {
            changes.forget();
        }
        spawn_local(async move {
            let outcome = transport::post(self.path, fields.clone()).await;
            // Whoever is asked who they are goes on with the form afterwards.
            if let (Err(error), Some(proof)) = (&outcome, self.proof) {
                let (error, sent, later) = (error.clone(), fields.clone(), after.clone());
                let refused = error.clone();
                let goes_on = move |is_proved| {
                    if is_proved {
                        self.pending.set(false);
                        self.send(sent, later);
                    } else {
                        self.answered(Err(refused), &sent, &later);
                    }
                };
                if proof.lifts(&error, goes_on) {
                    return;
                }
            }
            self.answered(outcome, &fields, &after);
        });
    }

    /// The form is done, or shows why not.
    fn answered(self, outcome: Result<Reply, AppError>, sent: &FormData, after: &After) {
        self.pending.set(false);
        if outcome.is_ok() {
            let version = sent.get("version").as_string();
            self.typed.set_value(BTreeMap::new());
            self.replaced.set(version.and_then(|version| version.parse().ok()));
            self.done.update(|done| *done += 1);
        }
        if let Some(changes) = self.changes {
            changes.note(self.path, &outcome, (after.words(sent), after.part.clone()));
        }
        tell_that_it_is(became_of(&outcome), self.path);
        if let Err(error) = &outcome {
            take_theirs(error);
        }
        self.error.set(outcome.err());
        request_animation_frame(focus::what_is_wrong);
    }
}

const fn became_of<T>(outcome: &Result<T, AppError>) -> &'static str {
    if outcome.is_ok() { "sent" } else { "refused" }
}

/// `ui/drafts.js` keeps what is typed until it was sent.
fn tell_that_it_is(what: &str, path: &str) {
    if let Ok(event) = Event::new(&format!("stile:{what} {path}")) {
        let _ = window().dispatch_event(&event);
    }
}

/// The fields as a form sends them.
pub(in crate::ui) fn as_form(fields: &[(&str, String)]) -> Option<FormData> {
    let form = FormData::new().ok()?;
    for (name, value) in fields {
        form.append_with_str(name, value).ok()?;
    }
    Some(form)
}
