//! What stands between a form and what it does, where somebody is asked again who they are: the form waits,
//! and goes on once they have proved it.

use leptos::prelude::*;
use send_wrapper::SendWrapper;

use crate::error::{AppError, STEP_UP};

/// Asks whoever uses the page to prove who they are.
#[derive(Clone, Copy)]
pub struct Proof {
    asked: RwSignal<Option<String>>,
    // Only a browser has somebody to ask.
    waiting: StoredValue<Option<SendWrapper<GoesOn>>>,
}

/// Goes on with what waits, told whether it was proved.
pub(super) type GoesOn = Box<dyn FnOnce(bool)>;

impl Proof {
    /// Makes it available to the page.
    pub fn provide() {
        provide_context(Self { asked: RwSignal::new(None), waiting: StoredValue::new(None) });
    }

    /// What asks for it, in a sentence; nothing, while nothing waits.
    #[must_use]
    pub fn asked(self) -> Option<String> {
        self.asked.get()
    }

    /// Whether the error is one that is lifted here: then what waits goes on once it was, or was not.
    pub(super) fn lifts(self, error: &AppError, goes_on: impl FnOnce(bool) + 'static) -> bool {
        let AppError::StepUp { challenge, reason } = error else { return false };
        if challenge != STEP_UP || self.waiting.read_value().is_some() {
            return false;
        }
        self.waiting.set_value(Some(SendWrapper::new(Box::new(goes_on))));
        self.asked.set(Some(reason.clone().unwrap_or_default()));
        true
    }

    /// What waits goes on.
    pub fn answer(self, is_proved: bool) {
        let waiting = self.waiting.try_update_value(Option::take).flatten();
        self.asked.set(None);
        if let Some(goes_on) = waiting {
            goes_on.take()(is_proved);
        }
    }
}
