//! The forms of an article's steps.

use crate::{
    articles::{
        api::{DeleteArticle, PublishArticle, RetractArticle, ReturnArticle, SubmitArticle},
        model::ArticleId,
    },
    ui::form::{FormState, use_form_about},
};

/// An article in the version that the person has before them.
#[derive(Clone, Copy)]
pub(super) struct Read {
    pub(super) id: ArticleId,
    pub(super) version: i64,
}

/// The forms of an article's steps.
#[derive(Clone, Copy)]
pub(super) struct Steps {
    pub(super) submit: FormState,
    pub(super) hand_back: FormState,
    pub(super) publish: FormState,
    pub(super) retract: FormState,
    pub(super) delete: FormState,
}

impl Steps {
    pub(super) fn of(id: ArticleId) -> Self {
        Self {
            submit: use_form_about::<SubmitArticle>(id),
            hand_back: use_form_about::<ReturnArticle>(id),
            publish: use_form_about::<PublishArticle>(id),
            retract: use_form_about::<RetractArticle>(id),
            delete: use_form_about::<DeleteArticle>(id),
        }
    }
    /// Whether one of them has failed.
    pub(super) fn has_failed(&self) -> bool {
        self.submit.error().is_some()
            || self.hand_back.error().is_some()
            || self.publish.error().is_some()
            || self.retract.error().is_some()
            || self.delete.error().is_some()
    }
}
