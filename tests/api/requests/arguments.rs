//! Nobody gets further by naming what a form does not show.

use std::collections::BTreeSet;

use leptos::server_fn::axum::server_fn_paths;
use stile::{
    authorization::Permission,
    entrances::{self, Who, arguments},
};

use super::guards::WHO_MAY_CALL;
use crate::support::TestApp;

/// What is kept, but never asked for by a form: columns of the tables.
const COLUMNS: [&str; 12] = [
    "author_id",
    "authorId",
    "created_at",
    "department_id",
    "email",
    "held",
    "is_admin",
    "password_hash",
    "published_at",
    "roles",
    "stage",
    "suspended_at",
];

/// Every name that some server function knows, and those of columns.
fn names() -> BTreeSet<&'static str> {
    arguments().into_values().flatten().chain(COLUMNS).collect()
}

#[test]
fn the_arguments_of_every_server_function_are_known() {
    let known: BTreeSet<&str> = arguments().into_keys().collect();
    let registered: BTreeSet<&str> = server_fn_paths().map(|(path, _)| path).collect();

    assert_eq!(known, registered);
    assert!(names().len() > COLUMNS.len() + 20, "{:?}", names());
}

#[test]
fn the_fields_of_a_permission_are_those_that_a_server_function_takes() {
    let takes = |permission: Permission| {
        entrances::rows().any(|(method, path, who)| {
            let known = arguments().remove(path).unwrap_or_default();
            (*method, *who) == ("POST", Who::May(permission))
                && permission.fields().iter().all(|field| known.contains(field))
        })
    };
    // What is only read is sent by nobody.
    let is_sent = |one: &Permission| !one.fields().is_empty() && *one != Permission::ReadContact;

    let missing: Vec<Permission> =
        Permission::ALL.into_iter().filter(is_sent).filter(|one| !takes(*one)).collect();

    assert_eq!(missing, []);
    assert!(takes(Permission::CreditArticle));
}

#[tokio::test]
async fn a_call_that_names_what_is_not_its_own_is_refused_as_a_whole() {
    let app = TestApp::spawn().await;
    let mut tried = 0;

    for row in WHO_MAY_CALL {
        let person = app.person(row.who_may).await;
        let own = &arguments()[row.path];
        let with = row.filled(&person).await;
        let before = app.audited().await.len();
        for extra in names().into_iter().filter(|name| !own.contains(name)) {
            let with = [&with[..], &[(extra, "1".to_owned())]].concat();
            let answer = row.call_with(&person, &with).await;

            assert_eq!(answer.status, 400, "{} with {extra}: {}", row.path, answer.body);
            tried += 1;
        }
        assert_eq!(app.audited().await.len(), before, "{}", row.path);
    }
    assert!(tried > 1_000, "{tried}");
}

#[tokio::test]
async fn a_form_with_a_field_too_many_changes_nothing() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let fields = [("department", "science"), ("title", "Bees"), ("standfirst", ""), ("body", "")];

    let with_stage = [&fields[..], &[("stage", "published")]].concat();
    let answer = lena.submit("/write", "/api/articles/create", &with_stage).await;

    assert_eq!(answer.status, 400);
    assert_eq!(app.audited().await, []);
    assert_eq!(lena.submit("/write", "/api/articles/create", &fields).await.status, 303);
}
