//! What a question names: a person, a permission, a thing. What the caller may not know is not there.

use super::scenes::{article, thing as of_facts};
use crate::{
    articles::{
        self,
        model::{Article, ArticleId},
    },
    authorization::{Governed, Permission, Subject, Value},
    call::{CallContext, ServiceError},
    comments::{
        self,
        model::{Comment, CommentId},
    },
    departments::{
        self,
        model::{Department, Section},
    },
    people::{
        self,
        assignment::Assignment,
        model::{Profile, role_in_words},
    },
    permissions::things,
    sessions::UserId,
    slug::Slug,
    trail::model::Deed,
};

/// A thing that a question names.
pub struct Thing {
    /// As policies see it.
    pub subject: Subject,
    /// What it is called, after what may be done to it.
    pub words: String,
    /// The article that it is, or is about: who may not read that, finds nothing.
    pub article: Option<Subject>,
}

impl Thing {
    fn new(subject: Subject, words: String) -> Self {
        Self { subject, words, article: None }
    }
}

/// The person of that address, number or name, whom the caller may ask about; the caller, if it is empty.
pub async fn person(call: &CallContext, typed: &str) -> Result<Option<Profile>, ServiceError> {
    let found = match (number(typed), typed.trim()) {
        (_, "") => people::service::find(call, call.user()?.id).await,
        (Some(number), _) => people::service::find(call, UserId::new(number)).await,
        (None, name) => {
            let slug = Slug::of(last_part(name), "person");
            people::service::load(call, slug.as_str()).await
        }
    };
    Ok(known(found)?.filter(|person| call.may(Permission::ReadPowers, person)))
}

/// The permission that policies name so.
pub fn permission(typed: &str) -> Option<Permission> {
    Permission::ALL.into_iter().find(|one| one.cedar_action() == typed)
}

/// The thing that the person might do this to, if the caller may know of it.
pub async fn thing(
    call: &CallContext,
    person: &Profile,
    permission: Permission,
    typed: &str,
) -> Result<Option<Thing>, ServiceError> {
    let typed = typed.trim();
    match (permission, permission.subject()) {
        (Permission::CreateArticle, _) => new_article(call, person, typed).await,
        (Permission::CreateDepartment, _) => {
            let subject = Section::default().subject();
            Ok(Some(Thing::new(subject, "a department".to_owned())))
        }
        (_, Article::TYPE) => of_article(call, typed).await,
        (_, Comment::TYPE) => of_comment(call, typed).await,
        (_, Profile::TYPE) => of_person(call, typed).await,
        (_, Assignment::TYPE) => of_assignment(call, permission, typed).await,
        (_, Section::TYPE) => of_department(call, typed).await,
        (_, Deed::TYPE) => of_entry(call, typed).await,
        _ => Ok(None),
    }
}

/// What to type, where the thing of a question is not there.
pub fn missing(permission: Permission) -> String {
    let words = match (permission, permission.subject()) {
        (Permission::CreateArticle, _) | (_, Section::TYPE) => {
            "There is no such department. Type its name as its address has it, such as science."
        }
        (_, Article::TYPE) => "There is no such article. Type its address or its number.",
        (_, Comment::TYPE) => "There is no such comment. Type its number.",
        (_, Deed::TYPE) => "There is no such entry of the audit trail. Type its number.",
        (_, Profile::TYPE) => "There is no such person. Type the address of their page.",
        _ => "There is no such role. Type who holds it, and which: lena-fuchs author@science.",
    };
    words.to_owned()
}

async fn of_article(call: &CallContext, typed: &str) -> Result<Option<Thing>, ServiceError> {
    let found = match number(typed) {
        Some(number) => articles::service::find(call, ArticleId::new(number)).await,
        None => articles::service::find_by_slug(call, last_part(typed)).await,
    };
    let thing = |it: Article| Thing {
        article: Some(it.subject()),
        ..Thing::new(it.subject(), quoted(&it.text.title))
    };
    Ok(known(found)?.map(thing))
}

/// The article that the person would begin there.
async fn new_article(
    call: &CallContext,
    person: &Profile,
    typed: &str,
) -> Result<Option<Thing>, ServiceError> {
    let found = known(departments::service::find(call, last_part(typed)).await)?;
    let thing = |Department { id, name }: Department| {
        let (author, department) = (Value::Text(person.id.to_string()), Value::Text(id));
        let subject = of_facts::<Article>(article(author, department, "draft"));
        Thing::new(subject, format!("an article in {name}"))
    };
    Ok(found.map(thing))
}

async fn of_comment(call: &CallContext, typed: &str) -> Result<Option<Thing>, ServiceError> {
    let Some(number) = number(typed) else { return Ok(None) };
    let found = comments::service::find(call, CommentId::new(number)).await;
    let thing = |(article, comment): (Article, Comment)| Thing {
        article: Some(article.subject()),
        ..Thing::new(
            comment.subject(),
            format!("comment {number} on {}", quoted(&article.text.title)),
        )
    };
    Ok(known(found)?.map(thing))
}

async fn of_person(call: &CallContext, typed: &str) -> Result<Option<Thing>, ServiceError> {
    let thing = |it: Profile| Thing::new(it.subject(), it.name);
    Ok(readable(call, typed).await?.map(thing))
}

/// A role, and who holds it or would: `lena-fuchs author@science`.
async fn of_assignment(
    call: &CallContext,
    permission: Permission,
    typed: &str,
) -> Result<Option<Thing>, ServiceError> {
    let Some((holder, role)) = typed.split_once(' ') else { return Ok(None) };
    let Some(holder) = readable(call, holder).await? else { return Ok(None) };
    let found = people::service::assignment(call, &holder, role.trim()).await?;
    let departments = departments::service::list(call).await?;
    let whose = if permission == Permission::GiveRole { "to" } else { "of" };
    let thing = |it: Assignment| {
        let role = role_in_words(&it.role, &departments);
        Thing::new(it.subject(), format!("the role “{role}” {whose} {}", holder.name))
    };
    Ok(found.map(thing))
}

async fn of_department(call: &CallContext, typed: &str) -> Result<Option<Thing>, ServiceError> {
    let found = known(departments::service::find(call, last_part(typed)).await)?;
    let Some(Department { id, name }) = found else { return Ok(None) };
    let subject = things::find(call, Section::TYPE, &id).await?;
    Ok(subject.map(|subject| Thing::new(subject, format!("the department {name}"))))
}

async fn of_entry(call: &CallContext, typed: &str) -> Result<Option<Thing>, ServiceError> {
    let Some(number) = number(typed) else { return Ok(None) };
    let found = things::find(call, Deed::TYPE, &number.to_string()).await?;
    let found = found.filter(|it| call.decide(Permission::ReadEntry, it).is_allowed());
    Ok(found.map(|subject| Thing::new(subject, format!("entry {number} of the audit trail"))))
}

/// The person whom the caller may know.
async fn readable(call: &CallContext, typed: &str) -> Result<Option<Profile>, ServiceError> {
    known(match number(typed) {
        Some(number) => people::service::find(call, UserId::new(number)).await,
        None => people::service::load(call, last_part(typed)).await,
    })
}

/// What was found. That it is no longer there for the caller, or never was, is the same here.
fn known<T>(found: Result<T, ServiceError>) -> Result<Option<T>, ServiceError> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(ServiceError::NotFound | ServiceError::Gone) => Ok(None),
        Err(error) => Err(error),
    }
}

fn number(typed: &str) -> Option<i64> {
    typed.trim().parse().ok()
}

/// What an address of a page ends with: `bees` of `https://news.example/articles/bees?page=2#note`.
fn last_part(address: &str) -> &str {
    let path = address.trim().split(['?', '#']).next().unwrap_or_default();
    let path = path.trim_end_matches('/');
    path.rsplit('/').next().unwrap_or(path)
}

fn quoted(title: &str) -> String {
    format!("“{title}”")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_what_it_ends_with() {
        assert_eq!(last_part("https://news.example/articles/bees?page=2#note"), "bees");
        assert_eq!(last_part(" /people/lena-fuchs/ "), "lena-fuchs");
        assert_eq!(last_part("bees"), "bees");
        assert_eq!(last_part(""), "");
    }
}
