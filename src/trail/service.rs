//! What may be read of the audit trail.

use std::collections::BTreeMap;

use super::{
    asked,
    model::{Deed, Entry, Named, Question, Trail},
    reading, words,
};
use crate::{
    articles::{self, model::Article},
    audit::entry::{Kept, Outcome},
    authorization::{Governed, Permission},
    call::{CallContext, ServiceError},
    departments::{self, model::Section},
    error::FieldErrors,
    paths,
    people::{self, assignment::Assignment, model::Profile},
    sessions::UserId,
};

/// Entries on a page.
const SIZE: usize = 50;

/// The newest entries that the caller may read and that fit the question, older than `before`.
pub async fn list(
    call: &CallContext,
    question: Question,
    before: Option<i64>,
) -> Result<Trail, ServiceError> {
    call.user()?;
    let of_everybody = reads_everything(call);
    let mut trail = Trail {
        question: narrowed(question, of_everybody),
        errors: FieldErrors::new(),
        of_everybody,
        acts: words::all(),
        entries: Vec::new(),
        is_later: before.is_some(),
        older: None,
    };
    let fitting = match asked::condition(call, &trail.question).await? {
        Ok(fitting) => fitting,
        Err(errors) => return Ok(Trail { errors, ..trail }),
    };
    let mut found = reading::read(call, &fitting, before, SIZE + 1).await?;
    if found.len() > SIZE {
        found.truncate(SIZE);
        trail.older = found.last().map(|entry| entry.id);
    }
    trail.entries = told(call, found).await?;
    Ok(trail)
}

/// Whether the caller reads what others did, too.
pub fn reads_everything(call: &CallContext) -> bool {
    call.may(Permission::ReadEntry, &Deed::of_nobody())
}

/// Who reads only what they did themselves asks for nobody.
pub fn narrowed(question: Question, of_everybody: bool) -> Question {
    if of_everybody { question } else { Question { person: String::new(), ..question } }
}

/// The entries in words, with the pages of what they speak of.
async fn told(call: &CallContext, kept: Vec<Kept>) -> Result<Vec<Entry>, ServiceError> {
    let pages = Pages::of(call, &kept).await?;
    Ok(kept.into_iter().map(|entry| pages.tell(entry)).collect())
}

/// The pages of what entries speak of, as far as there are any and the caller may know of them.
struct Pages {
    articles: BTreeMap<i64, String>,
    people: BTreeMap<UserId, (String, String)>,
    departments: Vec<String>,
}

impl Pages {
    async fn of(call: &CallContext, kept: &[Kept]) -> Result<Self, ServiceError> {
        let numbers = |kinds: &[&str]| {
            let of_kind = kept.iter().filter(|entry| kinds.contains(&&*entry.subject));
            of_kind.filter_map(|entry| entry.subject_id.parse().ok()).collect::<Vec<i64>>()
        };
        let articles = numbers(&[Article::TYPE]);
        let people = numbers(&[Profile::TYPE, Assignment::TYPE]).into_iter().map(UserId::new);
        let people = people.chain(kept.iter().filter_map(|entry| entry.user)).collect();
        let departments = departments::service::list(call).await?.into_iter();
        Ok(Self {
            articles: articles::service::addresses(call, articles).await?,
            people: people::service::known(call, people).await?,
            departments: departments.map(|department| department.id).collect(),
        })
    }

    fn tell(&self, entry: Kept) -> Entry {
        let refused = entry.outcome == Outcome::Refused.as_str();
        Entry {
            id: entry.id,
            at: entry.at,
            actor: self.actor(entry.user),
            act: words::said(&entry.permission, refused),
            thing: self.thing(&entry),
            detail: entry.detail,
            refused,
            policies: entry.policies,
            network: entry.network,
            request_id: entry.request_id,
        }
    }

    fn actor(&self, user: Option<UserId>) -> Named {
        let Some(id) = user else {
            return Named { name: "A visitor".to_owned(), address: None };
        };
        match self.people.get(&id) {
            Some((name, slug)) => Named { name: name.clone(), address: Some(paths::person(slug)) },
            None => Named { name: format!("Account {id}"), address: None },
        }
    }

    fn thing(&self, entry: &Kept) -> Option<Named> {
        let id = entry.subject_id.as_str();
        // What does not exist yet has no number.
        if id.is_empty() || id == "0" {
            return None;
        }
        let number = id.parse().ok();
        Some(match entry.subject.as_str() {
            Article::TYPE => Named {
                name: format!("Article {id}"),
                address: number.and_then(|number| self.articles.get(&number).cloned()),
            },
            Profile::TYPE | Assignment::TYPE => self.actor(number.map(UserId::new)),
            Section::TYPE => Named {
                name: format!("Department {id}"),
                address: self
                    .departments
                    .iter()
                    .any(|known| known == id)
                    .then(|| paths::department(id)),
            },
            kind => Named { name: format!("{kind} {id}"), address: None },
        })
    }
}
