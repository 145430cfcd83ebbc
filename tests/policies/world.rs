//! Newsrooms made up at random: who holds which roles, and what there is to decide about.

use rand::{Rng, rngs::StdRng, seq::IndexedRandom};
use stile::{
    authorization::{Context, Network},
    departments::model::{Department, Section},
    people::{assignment::Assignment, model::Profile},
    sessions::{Assurance, Level, Principal, Role, SignedIn, UserId},
    slug::Slug,
    timestamp::Timestamp,
    trail::model::Deed,
};

use crate::{
    answers::Asker,
    comments::Comment,
    support::{AUTHORIZER, Article, STAGES},
};

/// Departments have ids of all kinds.
const DEPARTMENTS: [&str; 6] = ["science", "city", "o'brien", "日本", "a b", "7"];
/// The greatest number that somebody has.
const PEOPLE: i64 = 9;
const MINUTE: i64 = 60_000;

/// A newsroom at some moment, and from where it is asked.
pub struct World {
    pub context: Context,
    pub askers: Vec<Asker>,
    pub articles: Vec<Article>,
    pub comments: Vec<Comment>,
    pub profiles: Vec<Profile>,
    pub assignments: Vec<Assignment>,
    pub sections: Vec<Section>,
    pub deeds: Vec<Deed>,
}

impl World {
    /// Another one.
    pub fn new(chance: &mut StdRng) -> Self {
        let now = 1_700_000_000_000 + chance.random_range(0..10_000_000_000);
        let mut askers: Vec<Asker> = (1..=PEOPLE).map(|id| somebody(id, now, chance)).collect();
        askers.push(("a visitor".into(), Principal::Visitor));
        Self {
            context: Context { now: Timestamp::from_millis(now), network: network(chance) },
            askers,
            articles: (1..=40).map(|id| article(id, now, chance)).collect(),
            comments: (1..=20).map(|id| comment(id, now, chance)).collect(),
            profiles: (1..=PEOPLE).map(|id| profile(id, now, chance)).collect(),
            assignments: (1..=20).map(|id| assignment(id, chance)).collect(),
            sections: DEPARTMENTS.iter().map(|id| section(id, chance)).collect(),
            deeds: (1..=20).map(|id| deed(id, chance)).collect(),
        }
    }
}

/// From anywhere.
pub fn network(chance: &mut StdRng) -> Network {
    pick(&[Network::Unknown, Network::Loopback, Network::Private, Network::Public], chance)
}

fn pick<T: Copy>(from: &[T], chance: &mut StdRng) -> T {
    *from.choose(chance).unwrap()
}

/// A role that the policies know, or once in a while one that they do not.
fn role(chance: &mut StdRng) -> Role {
    let elsewhere = pick(&DEPARTMENTS, chance).to_owned();
    if chance.random_ratio(1, 20) {
        return Role { name: "printer".into(), department: Some(elsewhere) };
    }
    let kind = AUTHORIZER.roles().choose(chance).unwrap();
    Role { name: kind.name.clone(), department: kind.in_department.then_some(elsewhere) }
}

fn somebody(id: i64, now: i64, chance: &mut StdRng) -> Asker {
    let held = chance.random_range(0..=3);
    let roles: Vec<Role> = (0..held).map(|_| role(chance)).collect();
    let level = pick(&[Level::Single, Level::Multi], chance);
    let proved_at = Timestamp::from_millis(about(now - 8 * MINUTE, 8, chance));
    let name = format!("{id} with {roles:?}");
    let user = SignedIn {
        // Rules are remembered by person and version.
        version: chance.random(),
        assurance: Assurance { level, proved_at },
        ..SignedIn::just_now(UserId::new(id), name.clone(), roles, proved_at)
    };
    (name, Principal::User(Box::new(user)))
}

/// A moment from that many minutes before to that many minutes after, sometimes on the very edge.
fn about(now: i64, minutes: i64, chance: &mut StdRng) -> i64 {
    match chance.random_range(0..20) {
        0 => now,
        1 => now + 1,
        2 => now - 1,
        _ => now + chance.random_range(-minutes * MINUTE..=minutes * MINUTE),
    }
}

fn article(id: i64, now: i64, chance: &mut StdRng) -> Article {
    Article {
        id,
        author: chance.random_range(1..=PEOPLE),
        department: pick(&DEPARTMENTS, chance),
        stage: pick(&STAGES, chance),
        embargo: chance.random_ratio(1, 3).then(|| about(now, 24 * 60, chance)),
        held: chance.random_ratio(1, 4),
    }
}

fn comment(id: i64, now: i64, chance: &mut StdRng) -> Comment {
    Comment {
        id,
        author: chance.random_range(1..=PEOPLE),
        hidden: chance.random_ratio(1, 3),
        editable_until: about(now, 60, chance),
    }
}

fn profile(id: i64, now: i64, chance: &mut StdRng) -> Profile {
    Profile {
        id: UserId::new(id),
        slug: Slug::of("somebody", "person"),
        name: String::new(),
        roles: Vec::new(),
        picture: None,
        published: chance.random_ratio(1, 2).then(|| Timestamp::from_millis(now - MINUTE)),
        contact: None,
    }
}

fn assignment(id: i64, chance: &mut StdRng) -> Assignment {
    let holder = UserId::new(chance.random_range(1..=PEOPLE));
    Assignment { id, holder, role: role(chance), others: chance.random_range(0..=2) }
}

fn section(id: &str, chance: &mut StdRng) -> Section {
    Section {
        department: Department { id: id.to_owned(), name: id.to_owned() },
        description: String::new(),
        has_articles: chance.random(),
        has_roles: chance.random(),
    }
}

fn deed(id: i64, chance: &mut StdRng) -> Deed {
    let actor = chance.random_ratio(9, 10).then(|| UserId::new(chance.random_range(1..=PEOPLE)));
    Deed { id, actor }
}
