//! People: who may know whom, and who changes what they are.

mod reading;

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

/// The caller is told nothing.
#[track_caller]
fn assert_hidden(answer: &Answer) {
    assert_eq!(answer.status, 404, "{}", answer.body);
    assert_eq!(answer.json(), serde_json::json!({ "error": "not_found" }));
}
