//! What has changed on this page: whoever shows what may have changed asks anew, and says what was done.

use std::sync::Arc;

use leptos::{prelude::*, web_sys::FormData};

use super::answer::Reply;
use crate::error::AppError;

/// Counts the forms that succeeded in this page: who shows data that they may change reads it.
#[derive(Clone, Copy, Debug)]
pub struct Changes {
    count: RwSignal<u32>,
    latest: RwSignal<Option<Latest>>,
    /// The part of the page that shows what was done, until the focus is there.
    part: StoredValue<Option<String>>,
}

/// What became of the form that was answered last.
#[derive(Clone, Debug)]
struct Latest {
    path: &'static str,
    /// What was done; nothing, if it failed.
    words: Option<String>,
    leads_away: bool,
}

/// What is said once all was done, in view of the fields that were sent.
#[derive(Clone)]
pub struct Says(Arc<dyn Fn(&FormData) -> String + Send + Sync>);

impl<F: Fn(&FormData) -> String + Send + Sync + 'static> From<F> for Says {
    fn from(words: F) -> Self {
        Self(Arc::new(words))
    }
}

impl From<String> for Says {
    fn from(words: String) -> Self {
        Self(Arc::new(move |_| words.clone()))
    }
}

impl From<&'static str> for Says {
    fn from(words: &'static str) -> Self {
        words.to_owned().into()
    }
}

/// What a form says and shows once all was done.
#[derive(Clone, Default)]
pub(super) struct After {
    pub(super) says: Option<Says>,
    pub(super) part: Option<String>,
}

impl After {
    pub(super) fn words(&self, sent: &FormData) -> Option<String> {
        self.says.as_ref().map(|Says(words)| words(sent))
    }
}

impl Changes {
    /// Makes the counter available to the page.
    pub fn provide() {
        let (count, latest) = (RwSignal::new(0), RwSignal::new(None));
        provide_context(Self { count, latest, part: StoredValue::new(None) });
    }

    /// The number of changes so far; reading it subscribes to the next.
    #[must_use]
    pub fn read() -> u32 {
        use_context::<Self>().map_or(0, |changes| changes.count.get())
    }

    /// The form that was answered last, by the path of its server function.
    #[must_use]
    pub fn latest(self) -> Option<&'static str> {
        self.latest.read().as_ref().map(|latest| latest.path)
    }

    /// What was done, if the last answer was that of one of these forms.
    pub(super) fn words(self, of: &[&str]) -> Option<String> {
        let latest = self.latest.get().filter(|latest| of.contains(&latest.path));
        latest.and_then(|latest| latest.words)
    }

    /// Another form is on its way: the same words, said again, are news.
    pub(super) fn forget(self) {
        self.latest.set(None);
    }

    /// A form was answered.
    pub(super) fn note(
        self,
        path: &'static str,
        outcome: &Result<Reply, AppError>,
        (words, part): (Option<String>, Option<String>),
    ) {
        let (words, leads_away, has_changed) = match outcome {
            // A page that is left may show what is gone: it does not ask again.
            Ok(reply) => (words, reply.leads_away, !reply.leads_away),
            Err(error) => (None, false, matches!(error, AppError::Partly { .. })),
        };
        let part = outcome.as_ref().ok().and_then(|reply| reply.part.clone().or(part));
        self.part.set_value(part);
        self.latest.set(Some(Latest { path, words, leads_away }));
        if has_changed {
            self.count.update(|count| *count += 1);
        }
    }

    /// The reader is on another page: what was done on the one before is no news, unless it led here.
    pub(super) fn leave(self) {
        self.latest.update(|latest| {
            *latest = latest.take().filter(|latest| latest.leads_away);
            if let Some(latest) = latest {
                latest.leads_away = false;
            }
        });
    }

    /// The part of the page that shows what was done, by its id.
    pub(super) fn part(self) -> Option<String> {
        self.part.get_value()
    }

    /// The focus is there, or it is not on this page.
    pub(super) fn has_arrived(self) {
        self.part.set_value(None);
    }
}
