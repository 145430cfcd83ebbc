//! Saves a draft by itself, a moment after somebody has stopped writing, and never over a newer version.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local, web_sys::js_sys::Date};

use super::writing::{Kept, Writing};
use crate::{
    articles::model::{Article, ArticleId, Stage},
    error::AppError,
    timestamp::Timestamp,
};

/// How long somebody stops typing before their draft is saved.
const PAUSE: Duration = Duration::from_secs(3);

/// How long after somebody has left a field: who left it to press the button saves by hand.
const AFTER_LEAVING: Duration = Duration::from_millis(200);

/// The longest that somebody types without a save: what a lost connection costs at most.
const LONGEST: Duration = Duration::from_secs(20);

/// The longest wait between two tries while the server cannot be reached.
const SLOWEST: Duration = Duration::from_mins(1);

/// What saves one draft by itself.
#[derive(Clone, Copy)]
pub(super) struct Autosave {
    writing: Writing,
    /// The draft as it was loaded; nothing, if it is saved by hand only.
    draft: StoredValue<Option<(ArticleId, Kept)>>,
    /// After a pause, and at the latest.
    timers: StoredValue<[Option<TimeoutHandle>; 2]>,
    /// How often the server could not be reached since it last could.
    failures: StoredValue<u32>,
}

impl Autosave {
    pub(super) fn new(writing: Writing) -> Self {
        let timers = StoredValue::new([None; 2]);
        on_cleanup(move || clear(timers));
        let (draft, failures) = (StoredValue::new(None), StoredValue::new(0));
        Self { writing, draft, timers, failures }
    }

    /// Follows what is written. What editors and readers have seen is saved by hand only.
    pub(super) fn follow(self, article: &Article) {
        let is_draft = article.stage == Stage::Draft;
        self.draft.set_value(is_draft.then(|| (article.id, Kept::of(article))));
        Effect::new(move |_| {
            if self.wanted().is_some() {
                self.save_soon();
            }
        });
    }

    /// Saves as soon as somebody has left a field.
    pub(super) fn field_is_left(self) {
        self.save_in(AFTER_LEAVING);
    }

    /// Saves, if there is something to save.
    fn save(self) {
        // The page may be gone by now.
        let Some(wanted) = self.timers.try_get_value().and_then(|_| untrack(|| self.wanted()))
        else {
            return;
        };
        clear(self.timers);
        let Self { writing, failures, .. } = self;
        spawn_local(async move {
            let Wanted { fields, kept } = wanted;
            match writing.state.send_quietly(&fields).await {
                Ok(()) => {
                    failures.try_set_value(0);
                    writing.has_kept(Kept { at: Some(now()), ..kept });
                }
                Err(error) => self.has_failed(error),
            }
        });
    }

    /// What a save would send now, if it may.
    fn wanted(self) -> Option<Wanted> {
        let state = self.writing.state;
        let (id, loaded) = self.draft.try_get_value().flatten()?;
        let (kept, version) = (self.writing.kept(&loaded), self.writing.version(&loaded));
        let text = self.writing.mine(&kept.text).checked().ok()?;
        if text == kept.text || state.error().is_some() || state.is_pending() {
            return None;
        }
        let fields = [
            ("id", id.to_string()),
            ("version", version.to_string()),
            ("title", text.title.clone()),
            ("standfirst", text.standfirst.clone()),
            ("body", text.body.clone()),
            ("automatic", "true".to_owned()),
        ];
        Some(Wanted { fields, kept: Kept { text, version: version + 1, at: None } })
    }

    fn save_soon(self) {
        let failures = self.failures.get_value();
        self.save_in(SLOWEST.min(PAUSE * 2_u32.saturating_pow(failures)));
    }

    fn save_in(self, pause: Duration) {
        self.timers.update_value(|[soon, latest]| {
            if let Some(timer) = soon.take() {
                timer.clear();
            }
            *soon = set_timeout_with_handle(move || self.save(), pause).ok();
            if latest.is_none() {
                *latest = set_timeout_with_handle(move || self.save(), LONGEST.max(pause)).ok();
            }
        });
    }

    /// What time may mend is tried again; everything else is for the writer to decide.
    fn has_failed(self, error: AppError) {
        match error {
            AppError::Unreachable
            | AppError::Unavailable
            | AppError::Busy { .. }
            | AppError::TooMany { .. }
            | AppError::Failed => {
                self.failures.try_update_value(|failures| *failures += 1);
                self.writing.out_of_reach.try_set(true);
                if self.timers.try_get_value().is_some() {
                    self.save_soon();
                }
            }
            error => self.writing.state.fail(error),
        }
    }
}

/// What is to be saved, and what is kept then.
struct Wanted {
    fields: [(&'static str, String); 6],
    kept: Kept,
}

fn clear(timers: StoredValue<[Option<TimeoutHandle>; 2]>) {
    let all = timers.try_update_value(std::mem::take).unwrap_or_default();
    all.into_iter().flatten().for_each(|timer| timer.clear());
}

/// The browser's time, which only the writer reads.
fn now() -> Timestamp {
    #[expect(clippy::cast_possible_truncation, reason = "JavaScript counts whole milliseconds")]
    let millis = Date::now() as i64;
    Timestamp::from_millis(millis)
}
