//! The people of the newsroom, and every article they could have written.

use std::sync::LazyLock;

use stile::{
    authorization::{Context, Fact, Governed, Key, Kind, Value, authorizer::Authorizer},
    sessions::{Principal, Role, SignedIn, UserId},
    timestamp::Timestamp,
};

/// The application's own policies.
pub static AUTHORIZER: LazyLock<Authorizer> = LazyLock::new(|| Authorizer::load().unwrap());

/// When all of this happens.
pub const NOW: Timestamp = Timestamp::from_millis(10);

/// A call at that moment.
pub const CALL: Context = Context::at(NOW);

/// Everybody, with their number and their roles: `role@department`, or `role` for everywhere.
pub const PEOPLE: [(&str, i64, &[&str]); 9] = [
    ("ada", 1, &["editor@science", "editor@culture"]),
    ("henrik", 2, &["editor@science", "editor@city", "editor@sport"]),
    ("jonas", 3, &["author@city", "author@sport", "author@business"]),
    ("lena", 4, &["author@science", "author@culture"]),
    ("mei", 5, &["manager@politics"]),
    ("rosa", 6, &["moderator"]),
    ("priya", 7, &["administrator"]),
    ("tom", 8, &["reader"]),
    ("olga", 9, &["author@city", "editor@sport", "manager@science", "moderator"]),
];

pub const DEPARTMENTS: [&str; 6] = ["science", "culture", "city", "sport", "business", "politics"];
pub const STAGES: [&str; 4] = ["draft", "in_review", "published", "retracted"];

/// An article, as far as policies ask.
#[derive(Clone, Debug)]
pub struct Article {
    pub id: i64,
    pub author: i64,
    pub department: &'static str,
    pub stage: &'static str,
    pub embargo: Option<i64>,
    pub held: bool,
}

impl Governed for Article {
    const TYPE: &'static str = "Article";
    const TABLE: &'static str = "articles";
    const FACTS: &'static [Fact<Self>] = &[
        Fact {
            attribute: "author",
            field: "authorId",
            column: "author_id",
            kind: Kind::Entity("User", Key::Integer),
            read: |article| Some(Value::Text(article.author.to_string())),
        },
        Fact {
            attribute: "department",
            field: "departmentId",
            column: "department_id",
            kind: Kind::Entity("Department", Key::Text),
            read: |article| Some(Value::Text(article.department.to_owned())),
        },
        Fact {
            attribute: "stage",
            field: "stage",
            column: "stage",
            kind: Kind::Text,
            read: |article| Some(Value::Text(article.stage.to_owned())),
        },
        Fact {
            attribute: "embargo",
            field: "embargo",
            column: "embargo",
            kind: Kind::Long,
            read: |article| article.embargo.map(Value::Long),
        },
        Fact {
            attribute: "held",
            field: "held",
            column: "held",
            kind: Kind::Bool,
            read: |article| Some(Value::Bool(article.held)),
        },
    ];

    fn id(&self) -> String {
        self.id.to_string()
    }
}

/// The person of that name; nobody has signed in as "a visitor".
pub fn person(name: &str) -> Principal {
    if name == "a visitor" {
        return Principal::Visitor;
    }
    let (name, id, roles) = PEOPLE.iter().find(|(known, ..)| *known == name).unwrap();
    let moment = Timestamp::from_millis(0);
    Principal::User(Box::new(SignedIn {
        version: 1,
        ..SignedIn::just_now(
            UserId::new(*id),
            (*name).to_owned(),
            roles.iter().map(|role| self::role(role)).collect(),
            moment,
        )
    }))
}

fn role(text: &str) -> Role {
    let (name, department) = match text.split_once('@') {
        Some((name, department)) => (name, Some(department.to_owned())),
        None => (text, None),
    };
    Role { name: name.to_owned(), department }
}

/// Everybody, and the visitor.
pub fn everybody() -> impl Iterator<Item = (&'static str, Principal)> {
    PEOPLE.iter().map(|(name, ..)| *name).chain(["a visitor"]).map(|name| (name, person(name)))
}

/// An embargo that has passed, and one that is to come, whenever the rules of that moment hold.
const PASSED: i64 = 0;
const TO_COME: i64 = 1_000_000;

/// An article in words: `in_review science by lena`, and then `embargoed`, `released` or `held`.
pub fn article(words: &str) -> Article {
    let words: Vec<&str> = words.split_whitespace().collect();
    let [stage, department, "by", author, more @ ..] = &words[..] else {
        panic!("an article is a stage, a department, `by` and an author, not {words:?}");
    };
    let embargo = more.iter().find_map(|word| match *word {
        "released" => Some(PASSED),
        "embargoed" => Some(TO_COME),
        _ => None,
    });
    Article {
        id: 0,
        author: PEOPLE.iter().find(|(name, ..)| name == author).unwrap().1,
        department: known(&DEPARTMENTS, department),
        stage: known(&STAGES, stage),
        embargo,
        held: more.contains(&"held"),
    }
}

fn known(names: &[&'static str], name: &str) -> &'static str {
    names.iter().find(|known| **known == name).unwrap()
}

/// Embargo and legal hold: on both sides of now, and so near that rules cannot know.
const TERMS: [(Option<i64>, bool); 6] = [
    (Some(PASSED), false),
    (Some(NOW.millis()), false),
    (Some(NOW.millis() + 1), false),
    (Some(TO_COME), false),
    (None, true),
    (Some(TO_COME), true),
];

/// One article for every stage, department and author, and one of Lena's for all that can be decided
/// besides its text.
pub fn every_article() -> Vec<Article> {
    let mut articles = Vec::new();
    for stage in STAGES {
        for department in DEPARTMENTS {
            let plain = PEOPLE.iter().map(|(_, author, _)| (*author, (None, false)));
            let lena = PEOPLE[3].1;
            for (author, (embargo, held)) in plain.chain(TERMS.map(|terms| (lena, terms))) {
                let id = i64::try_from(articles.len()).unwrap() + 1;
                articles.push(Article { id, author, department, stage, embargo, held });
            }
        }
    }
    articles
}
