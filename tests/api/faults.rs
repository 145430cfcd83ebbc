//! What the servers under the application can suffer, and what people see of it: nobody gets in who
//! should not, everybody is told what happens, and afterwards all goes on without a restart.

mod database;
mod killed;
mod redis;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use super::support::{Answer, Person, SESSION, TestApp};

/// Longer than any answer may take while a server does not answer.
const SOON: Duration = Duration::from_secs(12);
/// Longer than the application may need to find a server again.
const PATIENCE: Duration = Duration::from_secs(30);

/// Somebody who signs in without a password, as development allows.
async fn become_ada(app: &Arc<TestApp>) -> Person {
    let ada = app.visitor();
    let answer = be_ada(&ada).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    ada
}

async fn be_ada(person: &Person) -> Answer {
    person.post("/api/development/be-person", &[("handle", "ada")]).await
}

/// Nobody is let in, or out, and everybody is told so.
async fn assert_out_of_order(ada: &Person) {
    let asked = Instant::now();
    let page = ada.open("/desk").await;
    let script = ada.get("/api/me").await;
    let act = ada.post("/api/articles/publish", &[("id", "1")]).await;

    for answer in [&page, &script, &act] {
        assert_eq!(answer.status, 503, "{}", answer.body);
        assert!(!answer.header("retry-after").is_empty());
    }
    assert!(page.says("The newsroom is not ready") && page.says("Nothing was lost"));
    assert!(!page.says("Ada Okafor"));
    assert_eq!(script.error(), "unavailable");
    assert!(ada.cookie(SESSION).is_some());
    assert!(asked.elapsed() < 3 * SOON);
}

async fn assert_nobody_signs_in(app: &Arc<TestApp>) {
    let visitor = app.visitor();
    let answer = be_ada(&visitor).await;

    assert_eq!(answer.status, 503, "{}", answer.body);
    assert_eq!(visitor.cookie(SESSION), None);
    assert_eq!(app.visitor().open("/desk").await.status, 401);
}

/// Until the application has found its server again, somebody is told to wait; then they are who they were.
async fn assert_goes_on_as_ada(ada: &Person) {
    let started = Instant::now();
    loop {
        let answer = ada.get("/api/me").await;
        if answer.status == 200 {
            assert!(answer.says("Ada Okafor"), "{}", answer.body);
            break;
        }
        assert_eq!(answer.status, 503, "{}", answer.body);
        assert!(started.elapsed() < PATIENCE, "not yet: {}", answer.body);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(ada.open("/desk").await.status, 200);
}

/// Somebody can sign in again, now or soon.
async fn assert_ada_signs_in(app: &Arc<TestApp>) {
    let started = Instant::now();
    let ada = app.visitor();
    while be_ada(&ada).await.status != 200 {
        assert!(started.elapsed() < PATIENCE, "nobody can sign in");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_goes_on_as_ada(&ada).await;
}
