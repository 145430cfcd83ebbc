//! An explanation in words.

use super::{
    asked::Thing,
    askers::signed_in,
    model::{Line, Told},
    words::act,
};
use crate::{
    authorization::{
        Change, Context, Explanation, Permission, Subject, Value, can::as_sentence,
        shape::AttributeKind,
    },
    call::{CallContext, ServiceError},
    departments::{self, model::Department},
    people::{
        self,
        model::{Profile, role_in_a_sentence, roles_in_words},
    },
    sessions::{Principal, UserId},
    timestamp::Timestamp,
};

/// Numbers from here on are moments: the year 2001, in milliseconds.
const A_MOMENT: i64 = 1_000_000_000_000;

/// Whether the person may do this to the thing, and why, in words.
pub async fn tell(
    call: &CallContext,
    person: &Profile,
    permission: Permission,
    thing: &Thing,
) -> Result<Told, ServiceError> {
    // Somebody else is asked about as if they stood where the caller does.
    let context = call.context();
    let is_me = call.user()?.id == person.id;
    // The caller's own session counts as it is; somebody else is asked about as if they had just come.
    let principal = if is_me {
        call.principal.clone()
    } else {
        signed_in(person.id, person.name.clone(), person.roles.clone(), context.now)
    };
    let read = Permission::ReadArticle;
    let may_read = |article: &Subject| {
        call.authorizer.decide_about(&principal, read, article, context).is_allowed()
    };
    if permission != read && !thing.article.as_ref().is_none_or(may_read) {
        return Ok(nothing_there(person, permission, thing));
    }
    let explained = call.authorizer.explain(&principal, permission, &thing.subject, context);
    let Explanation { answer, deciding, others, changes } =
        explained.map_err(ServiceError::Failed)?;
    let departments = departments::service::list(call).await?;
    let (name, verb) = if is_me { ("You", "you were") } else { (&*person.name, "they were") };
    let may = if answer.allowed { "may" } else { "may not" };
    let reason = match &answer.reason {
        Some(reason) => as_sentence(reason),
        None if answer.allowed => {
            deciding.first().map(|policy| as_sentence(&policy.sentence)).unwrap_or_default()
        }
        None => "No policy permits it.".to_owned(),
    };
    let turn = |change| turn(&change, !answer.allowed, verb, &departments);
    Ok(Told {
        allowed: answer.allowed,
        sentence: format!("{name} {may} {} {}.", act(permission), thing.words),
        reason,
        turns: changes.into_iter().map(turn).collect(),
        deciding,
        others,
        facts: facts(call, person, &principal, thing, &departments, context).await?,
    })
}

/// Who may not read an article is told that it is not there, before anybody asks what they may do to it.
/// The caller reads what they ask about, so this is somebody else.
fn nothing_there(person: &Profile, permission: Permission, thing: &Thing) -> Told {
    Told {
        allowed: false,
        sentence: format!("{} may not {} {}.", person.name, act(permission), thing.words),
        reason:
            "They may not read the article, so for them nothing is there. Ask whether they may \
            read it to see why."
                .to_owned(),
        turns: Vec::new(),
        deciding: Vec::new(),
        others: Vec::new(),
        facts: Vec::new(),
    }
}

/// The other decision, and when there would be one.
fn turn(change: &Change, allowed: bool, were: &str, departments: &[Department]) -> Line {
    let mut at = None;
    let words = match change {
        Change::SignIn => "once signed in".to_owned(),
        Change::Gain(role) => format!("if {were} {} too", role_in_a_sentence(role, departments)),
        Change::Lose(role) => {
            format!("if {were} no longer {}", role_in_a_sentence(role, departments))
        }
        Change::Wait(moment) => {
            at = Some(*moment);
            "from".to_owned()
        }
    };
    Line { name: if allowed { "Yes" } else { "No" }.to_owned(), words, at }
}

/// What the policies were told of the person, the thing and the moment, by the names that they use.
async fn facts(
    call: &CallContext,
    person: &Profile,
    principal: &Principal,
    thing: &Thing,
    departments: &[Department],
    context: Context,
) -> Result<Vec<Line>, ServiceError> {
    let roles = principal.user().map(|user| roles_in_words(&user.roles, departments));
    let roles = roles.filter(|roles| !roles.is_empty()).unwrap_or_else(|| "none".to_owned());
    let mut lines = vec![
        line("principal", format!("{}, account {}", person.name, person.id)),
        line("roles of the principal", roles),
    ];
    if person.contact.as_ref().is_some_and(|contact| contact.suspended.is_some()) {
        let suspended = "suspended: until it is restored, nobody can be them";
        lines.push(line("account of the principal", suspended.to_owned()));
    }
    lines.push(line("resource", format!("{} {}", thing.subject.kind, thing.subject.id)));
    let known = call.authorizer.facts(&thing.subject);
    let users = known.iter().filter_map(|(_, kind, value)| account(kind, value)).collect();
    let names = people::service::names(call, users).await?;
    lines.extend(known.into_iter().map(|(attribute, kind, value)| {
        let user = account(&kind, &value).and_then(|id| names.get(&id));
        fact(&format!("resource.{attribute}"), value, user)
    }));
    let of_the_call = context.facts(principal).into_iter();
    lines.extend(of_the_call.map(|(name, value)| fact(&format!("context.{name}"), value, None)));
    Ok(lines)
}

/// A fact of the thing, with the name of the user whom it names.
fn fact(name: &str, value: Value, user: Option<&String>) -> Line {
    match (value, user) {
        (Value::Text(id), Some(user)) => line(name, format!("{user}, account {id}")),
        (Value::Text(text), None) => line(name, text),
        (Value::Bool(yes), _) => line(name, if yes { "yes" } else { "no" }.to_owned()),
        (Value::Long(number), _) if number >= A_MOMENT => {
            moment(name, Timestamp::from_millis(number))
        }
        (Value::Long(number), _) => line(name, number.to_string()),
    }
}

fn line(name: &str, words: String) -> Line {
    Line { name: name.to_owned(), words, at: None }
}

fn moment(name: &str, at: Timestamp) -> Line {
    Line { name: name.to_owned(), words: String::new(), at: Some(at) }
}

/// The account that the fact names.
fn account(kind: &AttributeKind, value: &Value) -> Option<UserId> {
    match (kind, value) {
        (AttributeKind::Entity(of), Value::Text(id)) if of == "User" => {
            Some(UserId::new(id.parse().ok()?))
        }
        _ => None,
    }
}
