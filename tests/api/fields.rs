//! Every field for text, and what people may type into it: a new field is a row here.

use super::{
    articles::{DRAFT_BY_LENA, IN_REVIEW_BY_LENA, PUBLISHED_IN_POLITICS},
    support::{Answer, Person, TestApp},
};

/// A field of a form, and what else the form needs.
struct Field {
    path: &'static str,
    name: &'static str,
    who: &'static str,
    /// `{id}` and `{version}` stand for those of the article `about`.
    others: &'static [(&'static str, &'static str)],
    about: &'static str,
    /// The stage in which the article takes it.
    stage: &'static str,
    /// The most characters that are kept.
    most: usize,
    /// Whether it must say something.
    required: bool,
}

const UPDATE: &[(&str, &str)] = &[
    ("id", "{id}"),
    ("version", "{version}"),
    ("title", "Bees"),
    ("standfirst", ""),
    ("body", ""),
];
const CREATE: &[(&str, &str)] =
    &[("department", "culture"), ("title", "Bees"), ("standfirst", ""), ("body", "")];

const fn of_a_text(
    (path, others): (&'static str, &'static [(&'static str, &'static str)]),
    (name, most, required): (&'static str, usize, bool),
) -> Field {
    let (who, about, stage) = ("lena", DRAFT_BY_LENA, "draft");
    Field { path, name, who, others, about, stage, most, required }
}

const FIELDS: &[Field] = &[
    of_a_text(("/api/articles/create", CREATE), ("title", 120, true)),
    of_a_text(("/api/articles/create", CREATE), ("standfirst", 300, false)),
    of_a_text(("/api/articles/create", CREATE), ("body", 60_000, false)),
    of_a_text(("/api/articles/update", UPDATE), ("title", 120, true)),
    of_a_text(("/api/articles/update", UPDATE), ("standfirst", 300, false)),
    of_a_text(("/api/articles/update", UPDATE), ("body", 60_000, false)),
    Field {
        path: "/api/articles/return",
        name: "note",
        who: "ada",
        others: &[("id", "{id}")],
        about: IN_REVIEW_BY_LENA,
        stage: "in_review",
        most: 1000,
        required: true,
    },
    Field {
        path: "/api/articles/retract",
        name: "note",
        who: "mei",
        others: &[("id", "{id}")],
        about: PUBLISHED_IN_POLITICS,
        stage: "published",
        most: 1000,
        required: true,
    },
];

/// Texts that are kept as they are, in whichever field.
const KEPT: [&str; 5] = [
    "مرحبا بالعالم",
    "שלום, bees 42",
    "👩\u{200d}🌾 grows 🐝 and 🇮🇪",
    "e\u{301}té, naïve, ﬁ",
    "<b>not bold</b> & \"quoted\"",
];

/// Texts that are refused, in whichever field.
const REFUSED: [&str; 5] = ["a\u{0}b", "a\u{1b}[31mb", "a\u{7f}b", "a\u{202e}b", "a\u{2066}b"];

impl Field {
    async fn send(&self, person: &Person, text: &str) -> Answer {
        let app = &person.app;
        let (stage, slug) = (self.stage, self.about);
        app.execute(&format!("update articles set stage = '{stage}' where slug = '{slug}'")).await;
        let article = app.article(slug).await;
        let version = article.version.to_string();
        let fill = |value: &str| value.replace("{id}", &article.id).replace("{version}", &version);
        let others = self.others.iter().filter(|(name, _)| *name != self.name);
        let mut fields: Vec<(&str, String)> =
            others.map(|(name, value)| (*name, fill(value))).collect();
        fields.push((self.name, text.to_owned()));
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        person.post(self.path, &fields).await
    }

    /// The field itself is named, with what to type.
    #[track_caller]
    fn assert_refused(&self, answer: &Answer, what: &str) {
        let place = format!("{} {}: {what}", self.path, self.name);
        assert_eq!(answer.status, 422, "{place}: {}", answer.body);
        assert!(answer.json()["fields"][self.name].is_string(), "{place}: {}", answer.body);
    }

    /// The text stands in the database, to the letter.
    async fn assert_kept(&self, app: &TestApp, answer: &Answer, text: &str) {
        let place = format!("{} {}", self.path, self.name);
        assert_eq!(answer.status, 200, "{place}: {}", answer.body);
        let kept = app.articles(&format!("{} = '{text}'", self.name)).await;
        assert!(!kept.is_empty(), "{place}: {} characters are not kept", text.chars().count());
    }
}

#[tokio::test]
async fn a_field_keeps_what_people_write_in_any_script() {
    let app = TestApp::spawn().await;

    for field in FIELDS {
        let person = app.person(field.who).await;
        for text in KEPT {
            let answer = field.send(&person, text).await;

            field.assert_kept(&app, &answer, text).await;
        }
    }
}

#[tokio::test]
async fn a_field_keeps_its_longest_text_and_refuses_one_character_more() {
    let app = TestApp::spawn().await;

    for field in FIELDS {
        let person = app.person(field.who).await;
        let longest = "é".repeat(field.most);

        let longer = field.send(&person, &format!("{longest}é")).await;
        field.assert_refused(&longer, "one character more");
        let answer = field.send(&person, &longest).await;
        field.assert_kept(&app, &answer, &longest).await;
    }
}

#[tokio::test]
async fn a_field_refuses_what_nobody_can_see() {
    let app = TestApp::spawn().await;

    for field in FIELDS {
        let person = app.person(field.who).await;
        for text in REFUSED {
            field.assert_refused(&field.send(&person, text).await, &format!("{text:?}"));
        }
    }
}

#[tokio::test]
async fn a_field_that_must_say_something_says_so() {
    let app = TestApp::spawn().await;

    for field in FIELDS {
        let person = app.person(field.who).await;
        for nothing in ["", " \n\t ", "\u{2003}", "\u{200b}"] {
            let answer = field.send(&person, nothing).await;

            if field.required {
                field.assert_refused(&answer, &format!("{nothing:?}"));
            } else {
                assert!([200, 422].contains(&answer.status), "{}: {}", field.name, answer.body);
            }
        }
    }
}

#[tokio::test]
async fn a_megabyte_is_not_read() {
    let app = TestApp::spawn().await;
    let megabyte = "x".repeat(1024 * 1024);

    for field in FIELDS {
        let answer = field.send(&app.person(field.who).await, &megabyte).await;

        assert_eq!((answer.status, answer.error().as_str()), (413, "too_large"), "{}", field.path);
    }
}
