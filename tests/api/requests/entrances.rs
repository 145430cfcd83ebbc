//! Whom each address answers: the inventory is whole, and it is kept to.

use std::collections::BTreeSet;

use axum::{Router, middleware::from_fn_with_state, routing::get};
use leptos::server_fn::axum::server_fn_paths;
use stile::{
    authorization::Context,
    entrances::{self, Entrances, Who, admit},
    paths,
    sessions::Principal,
};
use tower::ServiceExt;

use super::guards::WHO_MAY_CALL;
use crate::{
    articles::PUBLISHED_BY_LENA,
    support::{Person, TestApp},
};

/// What answers beside server functions, pages and files.
const SCRIPTS: [&str; 8] = [
    paths::ME,
    paths::MY_PERMISSIONS,
    paths::NEWS,
    paths::PICTURE_UPLOAD,
    paths::SESSION,
    paths::UPLOAD,
    paths::VIOLATIONS,
    "/api/{*rest}",
];

fn is_of_server_functions(path: &str) -> bool {
    path.starts_with("/api/") && !SCRIPTS.contains(&path)
}

#[test]
fn every_server_function_and_nothing_else_has_a_row() {
    let registered: BTreeSet<(String, &str)> =
        server_fn_paths().map(|(path, method)| (method.to_string(), path)).collect();

    let rows = entrances::rows().filter(|(_, path, _)| is_of_server_functions(path));
    let rows: BTreeSet<(String, &str)> =
        rows.map(|(method, path, _)| ((*method).to_owned(), *path)).collect();

    assert_eq!(rows, registered);
}

#[test]
fn no_address_has_two_rows() {
    let different: BTreeSet<(&str, &str)> =
        entrances::rows().map(|(method, path, _)| (*method, *path)).collect();

    assert_eq!(different.len(), entrances::rows().count());
}

#[tokio::test]
async fn who_has_not_signed_in_is_told_to_where_the_row_says_so() {
    let app = TestApp::spawn().await;
    let authorizer = app.foundation.policies.authorizer();
    let ability =
        authorizer.ability(&Principal::Visitor, Context::at(app.foundation.clock.now())).ability;
    let may_come = |path: &str| {
        let (.., who) = entrances::rows().find(|(_, known, _)| *known == path).unwrap();
        match who {
            Who::Anybody => true,
            Who::HalfWay | Who::SignedIn => false,
            Who::May(permission) => ability.can_some(*permission),
        }
    };

    for row in WHO_MAY_CALL {
        assert_eq!(row.visitor != 401, may_come(row.path), "{}", row.path);
    }
}

/// The path with things that there are.
fn filled(path: &str) -> String {
    let slug = if path.starts_with("/people/") { "lena-fuchs" } else { PUBLISHED_BY_LENA };
    path.replace("{slug}", slug).replace("{id}", "politics")
}

/// How the pages answer, but for those that somebody may not see.
async fn unanswered(person: &Person) -> Vec<String> {
    let mut unanswered = Vec::new();
    for path in entrances::pages() {
        let status = person.open(&filled(path)).await.status;
        if ![200, 303, 401, 403].contains(&status) {
            unanswered.push(format!("{path}: {status}"));
        }
    }
    unanswered
}

#[tokio::test]
async fn every_page_that_has_a_row_answers() {
    let app = TestApp::spawn().await;

    assert_eq!(unanswered(&app.visitor()).await, [""; 0]);
    assert_eq!(unanswered(&app.person("mei").await).await, [""; 0]);
}

#[tokio::test]
async fn what_has_no_row_answers_nobody() {
    let router = Router::new()
        .route(paths::HEALTH, get(|| async { "listed" }).post(|| async { "unlisted" }))
        .route("/unlisted", get(|| async { "unlisted" }))
        .fallback(|| async { "a page that nobody listed" })
        .layer(from_fn_with_state(Entrances::new([]), admit));
    let status = async |method: &str, path: &str| {
        let request = http::Request::builder().method(method).uri(path);
        let request = request.body(axum::body::Body::empty()).unwrap();
        router.clone().oneshot(request).await.unwrap().status().as_u16()
    };

    assert_eq!(status("GET", paths::HEALTH).await, 200);
    assert_eq!(status("HEAD", paths::HEALTH).await, 200);
    assert_eq!(status("POST", paths::HEALTH).await, 405);
    assert_eq!(status("GET", "/unlisted").await, 404);
    assert_eq!(status("GET", "/elsewhere").await, 404);
}
