//! People: who may know whom, and who changes what they are.

mod accounts;
mod factors;
mod reading;
mod roles;
mod sessions;

use super::support::{Answer, Person, TestApp};

/// The names on one page of the list of people.
async fn names(person: &Person, query: &str) -> Vec<String> {
    let listed = person.read(&directory(query)).await;
    let people = listed["people"].as_array().unwrap().iter();
    people.map(|person| person["name"].as_str().unwrap().to_owned()).collect()
}

/// The address of the list; what is not asked for is empty.
fn directory(query: &str) -> String {
    let mut address = "/api/people/directory?page=1".to_owned();
    for name in ["words", "role", "department", "order"] {
        let given = query.split('&').find_map(|part| part.strip_prefix(&format!("{name}=")));
        address.extend(["&", name, "=", given.unwrap_or_default()]);
    }
    address
}

/// Gives a role to somebody, or takes it: `give` or `take`.
async fn change_role(person: &Person, step: &str, whose: &str, role: &str) -> Answer {
    let id = person.app.user_id(whose).await.to_string();
    let path = format!("/api/people/{step}-role");
    person.post(&path, &[("id", &id), ("role", role)]).await
}

/// Does something with somebody's account: `suspend` or `restore`.
async fn change_account(person: &Person, step: &str, whose: &str) -> Answer {
    let id = person.app.user_id(whose).await.to_string();
    person.post(&format!("/api/people/{step}"), &[("id", &id)]).await
}

/// The roles that somebody holds, as forms send them.
async fn roles_of(app: &TestApp, whose: &str) -> Vec<String> {
    let id = app.user_id(whose).await;
    let sql = format!(
        "select coalesce(string_agg(held, ' '), '') from (select case when department_id is null \
            then role else role || '@' || department_id end as held from roles \
            where user_id = {id} order by id) as ordered"
    );
    app.text(&sql).await.split_whitespace().map(str::to_owned).collect()
}

/// The change was made.
#[track_caller]
fn assert_done(answer: &Answer) {
    assert_eq!(answer.status, 200, "{}", answer.body);
}

/// The caller is told that they may not, and why, if a policy says it.
#[track_caller]
fn assert_refused(answer: &Answer, reason: Option<&str>) {
    assert_eq!(answer.status, 403, "{}", answer.body);
    assert_eq!(answer.json()["reason"].as_str(), reason);
}

/// The caller is told nothing.
#[track_caller]
fn assert_hidden(answer: &Answer) {
    assert_eq!(answer.status, 404, "{}", answer.body);
    assert_eq!(answer.json(), serde_json::json!({ "error": "not_found" }));
}
