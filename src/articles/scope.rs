//! Which articles a list is about, whoever reads it.

use sea_orm::{
    Condition,
    sea_query::{Expr, ExprTrait},
};

use super::model::Stage;
use crate::{
    authorization::{Governed, Value},
    sessions::UserId,
    timestamp::Timestamp,
};

/// Which articles a list is about; all of them at first.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// In that stage.
    pub stage: Option<Stage>,
    /// In that department.
    pub department: Option<String>,
    /// Of one of these authors.
    pub authors: Option<Vec<i64>>,
    /// Published from that moment on, and before that one.
    pub published: Option<(Timestamp, Timestamp)>,
    /// With one of these numbers.
    pub ids: Option<Vec<i64>>,
    /// Handed back to its author, who has to go on.
    pub is_returned: bool,
}

impl Scope {
    /// Drafts that were handed back to that author.
    pub fn returned_to(author: UserId) -> Self {
        let authors = Some(vec![author.get()]);
        Self { authors, is_returned: true, ..Self::in_stage(Stage::Draft) }
    }

    /// In that stage.
    pub fn in_stage(stage: Stage) -> Self {
        Self { stage: Some(stage), ..Self::default() }
    }

    /// Whether tallies, which know no single article, can count it.
    pub fn is_tallied(&self) -> bool {
        self.published.is_none() && self.ids.is_none() && !self.is_returned
    }

    /// The condition for a table of articles or of tallies.
    pub fn condition<T: Governed>(&self) -> Condition {
        let column = |name: &'static str| Expr::col((T::TABLE, name));
        Condition::all()
            .add_option(self.stage.map(|stage| column("stage").eq(stage.as_str())))
            .add_option(self.department.as_ref().map(|id| column("department_id").eq(id.as_str())))
            .add_option(self.authors.as_ref().map(|ids| column("author_id").is_in(ids.clone())))
            .add_option(self.published.map(|(from, until)| {
                let at = || column("published_at");
                at().gte(from.millis()).and(at().lt(until.millis()))
            }))
            .add_option(self.ids.as_ref().map(|ids| column("id").is_in(ids.clone())))
            .add_option(self.is_returned.then(|| column("note").is_not_null()))
    }

    /// What is known of every one of them, for policies.
    pub fn known(&self) -> Vec<(&'static str, Value)> {
        let stage = self.stage.map(|stage| Value::Text(stage.as_str().to_owned()));
        let department = self.department.clone().map(Value::Text);
        let author = match self.authors.as_deref() {
            Some([one]) => Some(Value::Text(one.to_string())),
            _ => None,
        };
        [("stage", stage), ("department", department), ("author", author)]
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
            .collect()
    }
}
