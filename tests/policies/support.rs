//! The people of the newsroom, and every article they could have written.

use std::sync::LazyLock;

use stile::{
    authorization::{Fact, Governed, Key, Kind, Value, authorizer::Authorizer},
    sessions::{Assurance, Level, Principal, Role, SignedIn, UserId},
    timestamp::Timestamp,
};

/// The application's own policies.
pub static AUTHORIZER: LazyLock<Authorizer> = LazyLock::new(|| Authorizer::load().unwrap());

/// When all of this happens.
pub const NOW: Timestamp = Timestamp::from_millis(10);

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
        id: UserId::new(*id),
        name: (*name).to_owned(),
        roles: roles.iter().map(|role| self::role(role)).collect(),
        version: 1,
        assurance: Assurance { level: Level::Single, proved_at: moment },
        since: moment,
        until: moment,
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

/// An article in words: `in_review science by lena`.
pub fn article(words: &str) -> Article {
    let words: Vec<&str> = words.split_whitespace().collect();
    let [stage, department, "by", author] = words[..] else {
        panic!("an article is a stage, a department, `by` and an author, not {words:?}");
    };
    Article {
        id: 0,
        author: PEOPLE.iter().find(|(name, ..)| *name == author).unwrap().1,
        department: known(&DEPARTMENTS, department),
        stage: known(&STAGES, stage),
    }
}

fn known(names: &[&'static str], name: &str) -> &'static str {
    names.iter().find(|known| **known == name).unwrap()
}

/// One article for every stage, department and author.
pub fn every_article() -> Vec<Article> {
    let mut articles = Vec::new();
    for stage in STAGES {
        for department in DEPARTMENTS {
            for (_, author, _) in PEOPLE {
                articles.push(Article {
                    id: i64::try_from(articles.len()).unwrap() + 1,
                    author,
                    department,
                    stage,
                });
            }
        }
    }
    articles
}
