//! Every field, with everything, on every page that shows it to those who work there.

use std::{collections::BTreeMap, sync::Arc};

use super::{article, page::Page, texts};
use crate::{
    fields::{FIELDS, Field},
    support::{Answer, Person, TestApp},
};

/// Who opens what: `{slug}` stands for the article's address, `{text}` for what was typed. The first
/// ones show the text as it was typed, the others parts of it.
type Places = (&'static [(&'static str, &'static str)], &'static [(&'static str, &'static str)]);

/// Where a field is shown.
fn places(field: &Field) -> Places {
    match (field.path, field.name) {
        ("/api/articles/create", "title") => {
            (&[("lena", "/articles/{slug}"), ("lena", "/articles/{slug}/edit")], &[])
        }
        ("/api/articles/update", "title") => (
            &[
                ("lena", "/articles/{slug}"),
                ("lena", "/articles/{slug}/edit"),
                ("ada", "/articles/{slug}/settings"),
            ],
            &[
                ("lena", "/desk"),
                ("lena", "/articles/{slug}/history"),
                ("lena", "/search?q={text}"),
                ("lena", "/audit"),
            ],
        ),
        ("/api/articles/create" | "/api/articles/update", "standfirst") => (
            &[("lena", "/articles/{slug}"), ("lena", "/articles/{slug}/edit")],
            &[("lena", "/articles/{slug}/history"), ("lena", "/search?q={text}")],
        ),
        ("/api/articles/create" | "/api/articles/update", "body") => (
            &[("lena", "/articles/{slug}/edit")],
            &[
                ("lena", "/articles/{slug}"),
                ("lena", "/articles/{slug}/history"),
                ("lena", "/search?q=stolen"),
            ],
        ),
        ("/api/articles/return", "note") => (
            &[("lena", "/articles/{slug}"), ("lena", "/articles/{slug}/edit"), ("lena", "/desk")],
            &[("ada", "/audit"), ("lena", "/articles/{slug}/history")],
        ),
        ("/api/articles/retract", "note") => {
            (&[("jonas", "/articles/{slug}")], &[("mei", "/audit"), ("tom", "/articles/{slug}")])
        }
        ("/api/articles/hold", "reason") => (
            &[("mei", "/articles/{slug}/settings")],
            &[("mei", "/articles/{slug}"), ("mei", "/audit")],
        ),
        ("/api/articles/credit", "byline") => (
            &[("ada", "/articles/{slug}"), ("ada", "/articles/{slug}/settings")],
            &[("ada", "/desk"), ("ada", "/audit")],
        ),
        ("/api/comments/create" | "/api/comments/reply" | "/api/comments/update", "text") => (
            &[("tom", "/articles/{slug}"), ("rosa", "/articles/{slug}")],
            &[("tom", "/audit"), ("tom", "/people/tom-byrne")],
        ),
        ("/api/comments/hide", "reason") => {
            (&[("rosa", "/articles/{slug}")], &[("tom", "/articles/{slug}"), ("rosa", "/audit")])
        }
        ("/api/files/describe", "description") => (
            &[("lena", "/articles/{slug}"), ("ada", "/articles/{slug}/edit")],
            &[("lena", "/audit")],
        ),
        ("/api/passkeys/rename", "name") => {
            (&[("lena", "/account/factors"), ("lena", "/account/factors?passkey=7")], &[])
        }
        ("/api/people/rename", "name") => (
            &[
                ("tom", "/people"),
                ("tom", "/people/lena-fuchs"),
                ("lena", "/articles/moss-remembers-the-drought-that-the-records-forgot"),
                ("priya", "/why?person=lena-fuchs&permission=WriteArticle&thing=culture"),
            ],
            &[("priya", "/audit")],
        ),
        ("/api/profile/rename", "name") => (
            &[("lena", "/account"), ("tom", "/people/lena-fuchs")],
            &[("lena", "/account/activity"), ("lena", "/audit")],
        ),
        // Whoever finishes is the new person from then on.
        ("/api/sign-up/finish", "name") => (&[("tom", "/")], &[("priya", "/people")]),
        ("/api/departments/create", "name") => (&[("priya", "/departments")], &[]),
        ("/api/departments/update", "name") => (
            &[
                ("tom", "/departments/politics"),
                ("priya", "/departments/politics/settings"),
                ("jonas", "/people"),
            ],
            &[("priya", "/powers")],
        ),
        ("/api/departments/create", "description") => (&[], &[("priya", "/departments")]),
        ("/api/departments/update", "description") => (
            &[("tom", "/departments/politics"), ("priya", "/departments/politics/settings")],
            &[("priya", "/audit")],
        ),
        (path, name) => panic!("where is {name} of {path} shown?"),
    }
}

/// The address of the article that the answer leads to, or that the form is about.
fn slug<'a>(answer: &'a Answer, field: &Field) -> &'a str {
    let led = answer.header("location").strip_prefix("/articles/");
    led.and_then(|led| led.strip_suffix("/edit")).unwrap_or(field.form.about)
}

/// Those who have signed in.
struct Cast {
    app: Arc<TestApp>,
    people: BTreeMap<&'static str, Person>,
}

impl Cast {
    async fn person(&mut self, handle: &'static str) -> &Person {
        if !self.people.contains_key(handle) {
            let person = self.app.person(handle).await;
            self.people.insert(handle, person);
        }
        &self.people[handle]
    }

    async fn try_field(&mut self, field: &Field, text: &str) {
        let answer = field.send(self.person(field.form.who).await, text).await;

        let what = format!("{} of {}: {text}", field.name, field.path);
        assert_eq!(answer.status, 200, "{what}: {}", answer.body);
        let slug = slug(&answer, field);
        let (whole, parts) = places(field);
        for (at, (who, path)) in whole.iter().chain(parts).enumerate() {
            let encoded: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
            let path = path.replace("{slug}", slug).replace("{text}", &encoded);
            let page = Page::of(&self.person(who).await.open(&path).await);
            page.assert_harmless(&format!("{path} {what}"));
            assert!(at >= whole.len() || page.says(text), "{path} {what}\n{page:?}");
        }
    }
}

/// Sends each text in those fields, and looks at every place where it is shown.
async fn try_fields(is_tried: fn(&Field) -> bool) {
    let mut cast = Cast { app: TestApp::spawn().await, people: BTreeMap::new() };
    let fields: Vec<&Field> = FIELDS.iter().filter(|field| is_tried(field)).collect();
    assert!(!fields.is_empty());

    for field in fields {
        let texts = if field.name == "body" { vec![article()] } else { texts(field.most) };
        for text in &texts {
            cast.try_field(field, text).await;
        }
    }
}

#[tokio::test]
async fn whatever_is_typed_as_a_headline_is_text_on_every_page() {
    try_fields(|field| field.name == "title").await;
}

#[tokio::test]
async fn whatever_is_typed_about_an_article_is_text_on_every_page() {
    try_fields(|field| field.path.starts_with("/api/articles/") && field.name != "title").await;
}

#[tokio::test]
async fn whatever_is_typed_about_a_comment_is_text_on_every_page() {
    try_fields(|field| field.path.starts_with("/api/comments/")).await;
}

#[tokio::test]
async fn whatever_is_said_of_a_file_is_text_on_every_page() {
    try_fields(|field| field.path.starts_with("/api/files/")).await;
}

#[tokio::test]
async fn whatever_somebody_is_called_is_text_on_every_page() {
    try_fields(|field| field.path.starts_with("/api/people/")).await;
}

#[tokio::test]
async fn whatever_somebody_is_called_by_themselves_is_text_on_every_page() {
    try_fields(|field| field.path.starts_with("/api/profile/")).await;
}

#[tokio::test]
async fn whatever_somebody_calls_themselves_is_text_on_every_page() {
    try_fields(|field| field.path.starts_with("/api/sign-up/")).await;
}

#[tokio::test]
async fn whatever_a_passkey_is_called_is_text_on_every_page() {
    try_fields(|field| field.path.starts_with("/api/passkeys/")).await;
}

#[tokio::test]
async fn whatever_a_department_is_called_is_text_on_every_page() {
    try_fields(|field| field.path.starts_with("/api/departments/")).await;
}

#[test]
fn no_field_is_left_out() {
    let tried = [
        "articles",
        "comments",
        "files",
        "passkeys",
        "people",
        "profile",
        "sign-up",
        "departments",
    ];
    for field in FIELDS {
        let feature = field.path.split('/').nth(2).unwrap();
        assert!(tried.contains(&feature), "no test above sends {}", field.path);
        assert!(!places(field).0.is_empty() || field.name == "description", "{}", field.path);
    }
}
