//! What is asked before an article takes a step.

use super::model::{Article, Stage, WrongStage};
use crate::{
    authorization::Permission,
    call::{CallContext, ServiceError},
};

/// Nothing, if the caller has read this version, or names none.
pub fn unless_changed(article: &Article, read: Option<i64>) -> Result<(), ServiceError> {
    match read {
        Some(version) if version != article.version => Err(WrongStage(article.stage).into()),
        _ => Ok(()),
    }
}

/// Authorizes a step. Who could have taken it, had the article not moved on, is told so.
pub fn authorize_step(
    call: &CallContext,
    permission: Permission,
    article: &Article,
    from: Stage,
) -> Result<(), ServiceError> {
    call.authorize(permission, article).map_err(|refused| {
        let before = Article { stage: from, ..article.clone() };
        let moved_on = article.stage != from && call.authorize(permission, &before).is_ok();
        if moved_on { WrongStage(article.stage).into() } else { refused }
    })
}

impl From<WrongStage> for ServiceError {
    fn from(WrongStage(stage): WrongStage) -> Self {
        Self::MovedOn { stage: stage.label().to_lowercase() }
    }
}
