//! Departments: who founds, changes, orders and removes them, and who works in them.

mod changing;
mod founding;
mod removing;
mod staff;

use super::support::{Answer, Person, TestApp};

/// Founds a department.
async fn found(person: &Person, name: &str) -> Answer {
    let fields = [("name", name), ("description", "")];
    person.post("/api/departments/create", &fields).await
}

/// Changes what is said of a department.
async fn change(person: &Person, id: &str, name: &str, description: &str) -> Answer {
    let fields = [("id", id), ("name", name), ("description", description)];
    person.post("/api/departments/update", &fields).await
}

/// Moves a department by one place: `up` or `down`.
async fn shift(person: &Person, id: &str, way: &str) -> Answer {
    let up = if way == "up" { "true" } else { "false" };
    person.post("/api/departments/move", &[("id", id), ("up", up)]).await
}

/// Removes a department.
async fn remove(person: &Person, id: &str) -> Answer {
    person.post("/api/departments/delete", &[("id", id)]).await
}

/// The ids of all departments, in the order of the masthead.
async fn masthead(app: &std::sync::Arc<TestApp>) -> Vec<String> {
    let listed = app.visitor().read("/api/departments/list").await;
    let ids = listed.as_array().unwrap().iter();
    ids.map(|one| one["id"].as_str().unwrap().to_owned()).collect()
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

/// The field is named, with what to type.
#[track_caller]
fn assert_mended(answer: &Answer, field: &str, says: &str) {
    assert_eq!(answer.status, 422, "{}", answer.body);
    let error = answer.json()["fields"][field].as_str().unwrap_or_default().to_owned();
    assert!(error.contains(says), "{}", answer.body);
}
