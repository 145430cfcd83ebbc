//! Every field for text, and what people may type into it: a new field is a row here.

use super::{
    articles::{DRAFT_BY_LENA, IN_REVIEW_BY_LENA, PUBLISHED_IN_POLITICS},
    comments::WITH_COMMENTS,
    support::{Answer, LINK, Person, TestApp},
};

/// A field of a form.
pub struct Field {
    pub path: &'static str,
    pub name: &'static str,
    /// The most characters that are kept.
    pub most: usize,
    is_required: bool,
    /// The column that keeps it.
    kept: &'static str,
    pub form: &'static Form,
}

/// Who sends a field, and with what else.
pub struct Form {
    pub who: &'static str,
    /// Which article it is about.
    pub about: &'static str,
    /// `{id}` and `{version}` stand for those of the article, `{comment}` and `{file}` for the numbers
    /// of its newest comment and of a file of it, `{lena}` for hers, `{followed}` for the address to which
    /// the letter went whose link the sender has followed.
    others: &'static [(&'static str, &'static str)],
    /// What makes the database take the form once more.
    before: &'static str,
}

const CREATE: Form = Form {
    who: "lena",
    about: DRAFT_BY_LENA,
    others: &[("department", "culture"), ("title", "Bees"), ("standfirst", ""), ("body", "")],
    before: "",
};
const UPDATE: Form = Form {
    others: &[
        ("id", "{id}"),
        ("version", "{version}"),
        ("title", "Bees"),
        ("standfirst", ""),
        ("body", ""),
    ],
    ..CREATE
};
const RETURN: Form = Form {
    who: "ada",
    about: IN_REVIEW_BY_LENA,
    others: &[("id", "{id}")],
    before: "update articles set stage = 'in_review' where slug = '{about}'",
};
const FINISH: Form = Form {
    who: "tom",
    about: DRAFT_BY_LENA,
    others: &[("address", "{followed}"), ("password", "lantern-otter-gravel-seventeen")],
    before: "",
};
const RETRACT: Form = Form {
    who: "mei",
    about: PUBLISHED_IN_POLITICS,
    before: "update articles set stage = 'published' where slug = '{about}'",
    ..RETURN
};
const HOLD: Form = Form { before: "update articles set held = false", ..RETRACT };
const CREDIT: Form = Form { before: "", ..RETURN };
const COMMENT: Form =
    Form { who: "tom", about: WITH_COMMENTS, others: &[("id", "{id}")], before: "" };
const REPLY: Form = Form { others: &[("id", "{comment}")], ..COMMENT };
const CHANGE: Form = Form {
    before: "update comments set editable_until = 9000000000000000,
        author_id = (select id from users where email = 'tom@stile.example')",
    ..REPLY
};
const HIDE: Form = Form { who: "rosa", before: "update comments set hidden = false", ..REPLY };
const DESCRIBE: Form =
    Form { who: "lena", about: DRAFT_BY_LENA, others: &[("id", "{file}")], before: "" };
const RENAME: Form = Form { who: "priya", others: &[("id", "{lena}")], ..COMMENT };
const RENAME_ME: Form = Form { who: "lena", others: &[], ..COMMENT };
const PASSKEY: Form = Form {
    others: &[("id", "7")],
    before: "insert into passkeys (id, owner_id, credential_id, credential, name, created_at)
        select 7, id, 'one', '{}', 'One', 0 from users where email = 'lena@stile.example'
        on conflict do nothing",
    ..RENAME_ME
};
const FOUND: Form = Form {
    who: "priya",
    others: &[("name", "Travel"), ("description", "")],
    before: "delete from departments where position > 5",
    ..COMMENT
};
const SETTINGS: Form = Form {
    who: "mei",
    others: &[("id", "politics"), ("name", "Politics"), ("description", "")],
    ..FOUND
};

pub const FIELDS: &[Field] = &[
    needed("/api/articles/create", "title", 120, "articles.title", &CREATE),
    free("/api/articles/create", "standfirst", 300, "articles.standfirst", &CREATE),
    free("/api/articles/create", "body", 60_000, "articles.body", &CREATE),
    needed("/api/articles/update", "title", 120, "articles.title", &UPDATE),
    free("/api/articles/update", "standfirst", 300, "articles.standfirst", &UPDATE),
    free("/api/articles/update", "body", 60_000, "articles.body", &UPDATE),
    needed("/api/articles/return", "note", 1000, "articles.note", &RETURN),
    needed("/api/articles/retract", "note", 1000, "articles.note", &RETRACT),
    needed("/api/articles/hold", "reason", 1000, "articles.hold_reason", &HOLD),
    free("/api/articles/credit", "byline", 120, "articles.byline", &CREDIT),
    needed("/api/comments/create", "text", 2000, "comments.text", &COMMENT),
    needed("/api/comments/reply", "text", 2000, "comments.text", &REPLY),
    needed("/api/comments/update", "text", 2000, "comments.text", &CHANGE),
    needed("/api/comments/hide", "reason", 300, "comments.hidden_reason", &HIDE),
    needed("/api/files/describe", "description", 200, "files.description", &DESCRIBE),
    needed("/api/passkeys/rename", "name", 60, "passkeys.name", &PASSKEY),
    needed("/api/people/rename", "name", 80, "users.name", &RENAME),
    needed("/api/profile/rename", "name", 80, "users.name", &RENAME_ME),
    needed("/api/sign-up/finish", "name", 80, "users.name", &FINISH),
    needed("/api/departments/create", "name", 40, "departments.name", &FOUND),
    free("/api/departments/create", "description", 300, "departments.description", &FOUND),
    needed("/api/departments/update", "name", 40, "departments.name", &SETTINGS),
    free("/api/departments/update", "description", 300, "departments.description", &SETTINGS),
];

/// A field that must say something.
const fn needed(
    path: &'static str,
    name: &'static str,
    most: usize,
    kept: &'static str,
    form: &'static Form,
) -> Field {
    Field { path, name, most, is_required: true, kept, form }
}

/// A field that may be left empty.
const fn free(
    path: &'static str,
    name: &'static str,
    most: usize,
    kept: &'static str,
    form: &'static Form,
) -> Field {
    Field { is_required: false, ..needed(path, name, most, kept, form) }
}

/// Texts that are kept as they are, in whichever field.
const KEPT: [&str; 6] = [
    "مرحبا بالعالم",
    "שלום, bees 42",
    "👩\u{200d}🌾 grows 🐝 and 🇮🇪",
    "e\u{301}té, naïve, ﬁ",
    "<b>not bold</b> & \"quoted\"",
    "it's <script>alert(1)</script>",
];

/// Texts that are refused, in whichever field.
const REFUSED: [&str; 5] = ["a\u{0}b", "a\u{1b}[31mb", "a\u{7f}b", "a\u{202e}b", "a\u{2066}b"];

/// Texts that say nothing.
const NOTHING: [&str; 4] = ["", " \n\t ", "\u{2003}", "\u{200b}"];

impl Field {
    pub async fn send(&self, person: &Person, text: &str) -> Answer {
        self.prepare(person).await;
        let fields = self.filled(person, text).await;
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        person.post(self.path, &fields).await
    }

    /// An account is finished by who has followed the link of a letter.
    pub async fn prepare(&self, person: &Person) {
        if self.path == "/api/sign-up/finish" {
            let digits = stile::server::chance::digits().unwrap();
            let ask = "/api/sign-up/ask";
            let who = person.app.who_has_followed(ask, &format!("{digits}@reader.example")).await;
            person.set_cookie(LINK, &who.cookie(LINK).unwrap());
        }
    }

    /// The form with that text in the field, after the database was made to take it once more.
    pub async fn filled(&self, person: &Person, text: &str) -> Vec<(&'static str, String)> {
        let (form, app) = (self.form, &person.app);
        let letter = person.read("/api/sign-up/letter").await;
        let followed = letter["email"].as_str().unwrap_or_default().to_owned();
        app.execute(&form.before.replace("{about}", form.about)).await;
        let article = app.article(form.about).await;
        let (id, version) = (article.id, article.version.to_string());
        let comment = app.newest_comment(&id, false).await;
        let attached = app.file_of(&id).await;
        let lena = app.user_id("lena").await.to_string();
        let names = [
            ("{id}", &id),
            ("{version}", &version),
            ("{comment}", &comment),
            ("{file}", &attached),
            ("{lena}", &lena),
            ("{followed}", &followed),
        ];
        let fill = |value: &str| {
            names.iter().fold(value.to_owned(), |value, (name, is)| value.replace(name, is))
        };
        let others = form.others.iter().filter(|(name, _)| *name != self.name);
        let mut fields: Vec<(&str, String)> =
            others.map(|(name, value)| (*name, fill(value))).collect();
        fields.push((self.name, text.to_owned()));
        fields
    }

    /// The field itself is named, with what to type.
    #[track_caller]
    fn assert_refused(&self, answer: &Answer, what: &str) {
        let place = format!("{} {}: {what}", self.path, self.name);
        assert_eq!(answer.status, 422, "{place}: {}", answer.body);
        assert!(answer.json()["fields"][self.name].is_string(), "{place}: {}", answer.body);
    }

    /// The text stands in the database, to the letter.
    pub async fn assert_kept(&self, app: &TestApp, answer: &Answer, text: &str) {
        let place = format!("{} {}", self.path, self.name);
        assert_eq!(answer.status, 200, "{place}: {}", answer.body);
        let (table, column) = self.kept.split_once('.').unwrap();
        let text = text.replace('\'', "''");
        let kept = format!("select count(*) from {table} where {column} = '{text}'");
        let characters = text.chars().count();
        assert!(app.number(&kept).await > 0, "{place}: {characters} characters are not kept");
    }
}

#[tokio::test]
async fn a_field_keeps_what_people_write_in_any_script() {
    let app = TestApp::spawn().await;

    for field in FIELDS {
        let person = app.person(field.form.who).await;
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
        let person = app.person(field.form.who).await;
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
        let person = app.person(field.form.who).await;
        for text in REFUSED {
            field.assert_refused(&field.send(&person, text).await, &format!("{text:?}"));
        }
    }
    assert_eq!(app.audited().await, []);
}

#[tokio::test]
async fn a_field_that_must_say_something_says_so() {
    let app = TestApp::spawn().await;

    for field in FIELDS {
        let person = app.person(field.form.who).await;
        for nothing in NOTHING {
            let answer = field.send(&person, nothing).await;

            if field.is_required {
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
        let answer = field.send(&app.person(field.form.who).await, &megabyte).await;

        assert_eq!((answer.status, answer.error().as_str()), (413, "too_large"), "{}", field.path);
    }
}
