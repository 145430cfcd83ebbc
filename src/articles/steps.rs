//! What is asked before an article takes a step.

use super::model::{Article, Stage, WrongStage};
use crate::{
    authorization::Permission,
    call::{CallContext, Permit, ServiceError},
};

/// Nothing, if the caller has read this version, or names none.
pub fn unless_changed(article: &Article, read: Option<i64>) -> Result<(), ServiceError> {
    match read {
        Some(version) if version != article.version => Err(WrongStage(article.stage).into()),
        _ => Ok(()),
    }
}

/// Authorizes a step. Who could have taken it, had the article not moved on, is told so: that is no
/// refusal.
pub fn authorize_step(
    call: &CallContext,
    permission: Permission,
    article: &Article,
    from: Stage,
) -> Result<Permit, ServiceError> {
    if article.stage != from && !call.may(permission, article) {
        let before = Article { stage: from, ..article.clone() };
        if call.may(permission, &before) {
            return Err(WrongStage(article.stage).into());
        }
    }
    call.authorize(permission, article)
}

impl From<WrongStage> for ServiceError {
    fn from(WrongStage(stage): WrongStage) -> Self {
        Self::MovedOn { stage: stage.label().to_lowercase() }
    }
}
