//! What is asked for, as a condition.

use std::time::Duration;

use sea_orm::{
    Condition,
    sea_query::{Expr, ExprTrait},
};

use super::{
    model::{Deed, Question},
    words,
};
use crate::{
    audit::entry::Outcome,
    authorization::Governed,
    call::{CallContext, ServiceError},
    error::FieldErrors,
    people,
    timestamp::Timestamp,
    typed,
};

/// Characters of a name.
const MOST_CHARACTERS: usize = 100;
/// So many people are asked for by one name.
const MOST_PEOPLE: u64 = 100;
const DAY: Duration = Duration::from_hours(24);

/// The condition for what fits the question, or what is wrong with it.
pub async fn condition(
    call: &CallContext,
    question: &Question,
) -> Result<Result<Condition, FieldErrors>, ServiceError> {
    let mut errors = FieldErrors::new();
    let mut wrong = |field: &str, words: &str| {
        errors.insert(field.to_owned(), words.to_owned());
    };
    let column = |name: &'static str| Expr::col((Deed::TABLE, name));
    let mut fitting = Condition::all();
    match person(call, &question.person).await? {
        Ok(None) => {}
        Ok(Some(ids)) => fitting = fitting.add(column("user_id").is_in(ids)),
        Err(words) => wrong("person", &words),
    }
    if !question.act.is_empty() {
        match words::named(&question.act) {
            Some(act) => fitting = fitting.add(column("permission").eq(act.cedar_action())),
            None => wrong("act", "Choose something from the list."),
        }
    }
    if !question.outcome.is_empty() {
        let known = [Outcome::Allowed, Outcome::Refused].map(Outcome::as_str);
        if known.contains(&&*question.outcome) {
            fitting = fitting.add(column("outcome").eq(&*question.outcome));
        } else {
            wrong("outcome", "Choose something from the list.");
        }
    }
    let mut day = |field: &str, text: &str| {
        let day = Timestamp::of_day(text);
        if day.is_none() && !text.is_empty() {
            wrong(field, "Type a day as year, month and day: 2026-11-22.");
        }
        day
    };
    let (first, last) = (day("from", &question.from), day("until", &question.until));
    if first.zip(last).is_some_and(|(first, last)| first > last) {
        wrong("until", "The last day is before the first one.");
    }
    fitting = fitting
        .add_option(first.map(|first| column("at").gte(first.millis())))
        .add_option(last.map(|last| column("at").lt(last.plus(DAY).millis())));
    Ok(if errors.is_empty() { Ok(fitting) } else { Err(errors) })
}

/// The numbers of the people of that name or number; nothing, if everybody is asked for.
async fn person(
    call: &CallContext,
    name: &str,
) -> Result<Result<Option<Vec<i64>>, String>, ServiceError> {
    let name = name.trim();
    if name.is_empty() {
        return Ok(Ok(None));
    }
    if let Some(error) = typed::at_most(name, MOST_CHARACTERS) {
        return Ok(Err(error));
    }
    let mut found = people::service::named(call, name, MOST_PEOPLE).await?;
    if found.is_empty() {
        found = people::service::named(call, &name.replace('-', " "), MOST_PEOPLE).await?;
    }
    if found.is_empty() {
        return Ok(Err("Nobody here has this name: check how it is written.".to_owned()));
    }
    if found.len() as u64 > MOST_PEOPLE {
        return Ok(Err(format!(
            "More than {MOST_PEOPLE} people have this in their name: type more of it, or the number of \
            one account."
        )));
    }
    Ok(Ok(Some(found)))
}
