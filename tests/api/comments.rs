//! Comments: who may read, write, change and moderate them.

mod moderation;
mod reading;
mod writing;

use serde_json::Value;

use super::support::{Answer, Person, TestApp};

/// City, by Ada; five comments, one of them hidden: Tom's newest is three minutes old.
pub const WITH_COMMENTS: &str = "sixty-gauges-watch-the-river";
/// Politics, by Jonas.
const ELSEWHERE: &str = "council-keeps-the-night-buses-by-one-vote";

/// Says something about that article.
async fn say(person: &Person, slug: &str, text: &str) -> Answer {
    let id = person.app.id_of(slug).await;
    person.post("/api/comments/create", &[("id", &id), ("text", text)]).await
}

/// Does something to a comment.
async fn to(person: &Person, act: &str, id: &str, more: &[(&str, &str)]) -> Answer {
    let fields = [&[("id", id)], more].concat();
    person.post(&format!("/api/comments/{act}"), &fields).await
}

/// What the person reads under that article.
async fn read(person: &Person, slug: &str, page: u32) -> Value {
    person.read(&format!("/api/comments/load?slug={slug}&page={page}")).await
}

/// The texts of the comments that the person reads there, in their order.
async fn texts(person: &Person, slug: &str) -> Vec<String> {
    let discussion = read(person, slug, 1).await;
    let threads = discussion["threads"].as_array().unwrap();
    let text = |comment: &Value| comment["text"].as_str().map(str::to_owned);
    let all = threads.iter().flat_map(|thread| {
        let replies = thread["replies"].as_array().unwrap().iter().filter_map(text);
        text(&thread["first"]["Comment"]).into_iter().chain(replies).collect::<Vec<_>>()
    });
    all.collect()
}

/// How many comments the person counts there.
async fn counted(person: &Person, slug: &str) -> u64 {
    read(person, slug, 1).await["pages"]["total"].as_u64().unwrap()
}

/// How many comments lists say there are.
async fn listed(app: &TestApp, slug: &str) -> i64 {
    app.number(&format!("select comments from articles where slug = '{slug}'")).await
}

/// The number of the newest comment there that is hidden, or is not.
async fn newest(app: &TestApp, slug: &str, hidden: bool) -> String {
    app.newest_comment(&app.id_of(slug).await, hidden).await
}

#[track_caller]
fn assert_done(answer: &Answer) {
    assert_eq!(answer.status, 200, "{}", answer.body);
}

#[track_caller]
fn assert_error(answer: &Answer, status: u16, error: &str) {
    assert_eq!((answer.status, answer.error().as_str()), (status, error), "{}", answer.body);
}
