//! Articles: who may read, write and move them, and what is kept of it.

mod audit;
mod conflicts;
mod feed;
mod finding;
mod history;
mod lists;
mod many;
mod plans;
mod preview;
mod reading;
mod settings;
mod stages;
mod steps;
mod volume;
mod writing;

use super::support::{Answer, KeptArticle, Person, TestApp};

/// Science, by Lena.
pub const IN_REVIEW_BY_LENA: &str = "what-a-seed-bank-does-on-sundays";
/// Science, by Ada, who edits Science.
pub const IN_REVIEW_BY_ADA: &str = "a-lake-that-is-older-than-its-valley";
/// Culture, by Lena.
pub const DRAFT_BY_LENA: &str = "a-book-comes-home-after-sixty-one-years";
/// Business, by Jonas.
pub const DRAFT_BY_JONAS: &str = "the-last-ropeworks-has-more-orders-than-hands";
/// Science, by Lena.
pub const PUBLISHED_BY_LENA: &str = "moss-remembers-the-drought-that-the-records-forgot";
/// Politics, by Jonas; Mei manages Politics.
pub const PUBLISHED_IN_POLITICS: &str = "council-keeps-the-night-buses-by-one-vote";
/// Science, by Henrik.
pub const RETRACTED_BY_HENRIK: &str = "a-quicker-test-for-lead-in-pipes";

/// Takes a step that asks for nothing but the article.
pub async fn take(person: &Person, step: &str, slug: &str) -> Answer {
    let id = person.app.id_of(slug).await;
    let path = format!("/api/articles/{step}");
    person.post(&path, &[("id", &id)]).await
}

/// Takes a step that asks for a note too.
pub async fn take_with_note(person: &Person, step: &str, slug: &str, note: &str) -> Answer {
    let id = person.app.id_of(slug).await;
    let path = format!("/api/articles/{step}");
    person.post(&path, &[("id", &id), ("note", note)]).await
}

/// Begins a draft with that headline.
async fn begin(person: &Person, department: &str, title: &str) -> Answer {
    let fields = [
        ("department", department),
        ("title", title),
        ("standfirst", "In short."),
        ("body", "At length."),
    ];
    person.post("/api/articles/create", &fields).await
}

/// Saves a new headline over that version of the article.
async fn retitle(person: &Person, article: &KeptArticle, version: i64, title: &str) -> Answer {
    let version = version.to_string();
    let fields = [
        ("id", article.id.as_str()),
        ("version", &version),
        ("title", title),
        ("standfirst", &article.standfirst),
        ("body", &article.body),
    ];
    person.post("/api/articles/update", &fields).await
}

/// The caller is told that they may not.
#[track_caller]
fn assert_refused(answer: &Answer) {
    assert_eq!(answer.status, 403, "{}", answer.body);
    assert_eq!(answer.error(), "refused");
}

/// The caller is told to sign in.
#[track_caller]
fn assert_not_signed_in(answer: &Answer) {
    assert_eq!(answer.status, 401, "{}", answer.body);
    assert_eq!(answer.error(), "not_signed_in");
}

/// The caller is told nothing.
#[track_caller]
fn assert_hidden(answer: &Answer) {
    assert_eq!(answer.status, 404, "{}", answer.body);
    assert_eq!(answer.json(), serde_json::json!({ "error": "not_found" }));
}

/// The step was taken.
#[track_caller]
fn assert_done(answer: &Answer) {
    assert_eq!(answer.status, 200, "{}", answer.body);
}
