//! Things to ask about, one of every state: what a table of powers is made of.

use crate::{
    alerts::model::{Alert, Kind},
    articles::model::Article,
    authorization::{Authorizer, Governed, Subject, Value},
    comments::model::Comment,
    departments::model::Section,
    people::{assignment::Assignment, model::Profile},
    sessions::UserId,
    timestamp::Timestamp,
    trail::model::Deed,
};

/// A thing that a permission is asked about.
pub struct Scene {
    /// How the thing stands: a row.
    pub state: String,
    /// What it is to whoever asks.
    pub to_me: ToMe,
    /// The thing.
    pub thing: Subject,
}

/// What a thing is to whoever asks: a role in a department is asked on both sides of its fence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ToMe {
    /// Theirs, in the department in which they hold their role.
    OwnHere,
    /// Somebody else's, there.
    ForeignHere,
    /// Theirs, in another department.
    OwnElsewhere,
    /// Somebody else's, there.
    ForeignElsewhere,
}

/// When all of this happens.
pub const NOW: Timestamp = Timestamp::from_millis(1_800_000_000_000);
/// Who asks.
pub const ME: UserId = UserId::new(1);
const SOMEBODY: UserId = UserId::new(2);
/// Where they hold their role, if it is held in a department.
pub const HERE: &str = "here";
const ELSEWHERE: &str = "elsewhere";
const MINUTE: i64 = 60_000;

pub(super) const HELD: &str = ", held";
pub(super) const NOT_HELD: &str = ", not held";
pub(super) const LAST: &str = ", the last";
pub(super) const NOT_LAST: &str = ", not the last";

impl ToMe {
    /// All of them.
    pub const ALL: [Self; 4] =
        [Self::OwnHere, Self::ForeignHere, Self::OwnElsewhere, Self::ForeignElsewhere];

    fn owner(self) -> Value {
        let owner = match self {
            Self::OwnHere | Self::OwnElsewhere => ME,
            Self::ForeignHere | Self::ForeignElsewhere => SOMEBODY,
        };
        Value::Text(owner.to_string())
    }

    fn department(self) -> Value {
        let department = match self {
            Self::OwnHere | Self::ForeignHere => HERE,
            Self::OwnElsewhere | Self::ForeignElsewhere => ELSEWHERE,
        };
        Value::Text(department.to_owned())
    }
}

/// Every kind of thing: what policies call it, and what many of them are called.
pub const KINDS: [(&str, &str); 7] = [
    (Article::TYPE, "Articles"),
    (Comment::TYPE, "Comments"),
    (Profile::TYPE, "People"),
    (Assignment::TYPE, "Roles"),
    (Section::TYPE, "Departments"),
    (Deed::TYPE, "Audit trail"),
    (Alert::TYPE, "Alerts"),
];

/// The scenes of a kind of thing.
pub fn of(kind: &str, authorizer: &Authorizer) -> Vec<Scene> {
    match kind {
        Article::TYPE => articles(),
        Comment::TYPE => comments(),
        Profile::TYPE => people(),
        Assignment::TYPE => assignments(authorizer),
        Section::TYPE => departments(),
        Deed::TYPE => deeds(),
        Alert::TYPE => alerts(),
        _ => Vec::new(),
    }
}

/// A thing of which these facts are known, by the names that policies use.
pub(super) fn thing<T: Governed>(known: Vec<(&str, Value)>) -> Subject {
    let field = |(attribute, value)| {
        let fact = T::FACTS.iter().find(|fact| fact.attribute == attribute)?;
        Some((fact.field.to_owned(), value))
    };
    let facts = known.into_iter().filter_map(field).collect();
    Subject { kind: T::TYPE.to_owned(), id: "0".to_owned(), facts }
}

/// The scenes of one state.
fn of_state(state: &str, thing: impl Fn(ToMe) -> Subject) -> impl Iterator<Item = Scene> {
    let state = state.to_owned();
    ToMe::ALL.into_iter().map(move |to_me| {
        let state = state.clone();
        Scene { state, to_me, thing: thing(to_me) }
    })
}

/// An article of theirs, or of somebody else, in that stage.
pub(super) fn article(owner: Value, department: Value, stage: &str) -> Vec<(&'static str, Value)> {
    vec![
        ("author", owner),
        ("department", department),
        ("stage", Value::Text(stage.to_owned())),
        ("held", Value::Bool(false)),
    ]
}

fn articles() -> Vec<Scene> {
    let stages = [
        ("draft", false, "draft"),
        ("in_review", false, "in review"),
        ("published", false, "published"),
        ("published", true, "published with an embargo"),
        ("retracted", false, "retracted"),
    ];
    let mut scenes = Vec::new();
    for (stage, has_embargo, words) in stages {
        for (is_held, held) in [(false, NOT_HELD), (true, HELD)] {
            let in_stage = move |to_me: ToMe| {
                let mut known = article(to_me.owner(), to_me.department(), stage);
                known.retain(|(attribute, _)| *attribute != "held");
                known.push(("held", Value::Bool(is_held)));
                if has_embargo {
                    known.push(("embargo", Value::Long(NOW.millis() + MINUTE)));
                }
                thing::<Article>(known)
            };
            scenes.extend(of_state(&format!("{words}{held}"), in_stage));
        }
    }
    scenes
}

fn comments() -> Vec<Scene> {
    let states = [
        (10, false, "new, shown"),
        (-10, false, "older than ten minutes, shown"),
        (10, true, "new, hidden"),
        (-10, true, "older than ten minutes, hidden"),
    ];
    let scenes = states.into_iter().flat_map(|(left, hidden, state)| {
        of_state(state, move |to_me| {
            thing::<Comment>(vec![
                ("author", to_me.owner()),
                ("hidden", Value::Bool(hidden)),
                ("editable_until", Value::Long(NOW.millis() + left * MINUTE)),
            ])
        })
    });
    scenes.collect()
}

fn people() -> Vec<Scene> {
    let states = [(false, "has not published"), (true, "has published")];
    let scenes = states.into_iter().flat_map(|(has_published, state)| {
        of_state(state, move |to_me| {
            let published = ("published", Value::Long(NOW.millis() - MINUTE));
            let known = [("account", to_me.owner())];
            thing::<Profile>(known.into_iter().chain(has_published.then_some(published)).collect())
        })
    });
    scenes.collect()
}

fn assignments(authorizer: &Authorizer) -> Vec<Scene> {
    let mut scenes = Vec::new();
    for (kind, others) in authorizer.roles().iter().flat_map(|kind| [(kind, 1), (kind, 0)]) {
        let last = if others == 0 { LAST } else { NOT_LAST };
        scenes.extend(of_state(&format!("{}{last}", kind.name), |to_me| {
            let mut known = vec![
                ("holder", to_me.owner()),
                ("role", Value::Text(kind.name.clone())),
                ("others", Value::Long(others)),
            ];
            if kind.in_department {
                known.push(("department", to_me.department()));
            }
            thing::<Assignment>(known)
        }));
    }
    scenes
}

fn departments() -> Vec<Scene> {
    let states = [
        (false, false, "empty"),
        (true, false, "with articles"),
        (false, true, "with roles"),
        (true, true, "with articles and roles"),
    ];
    let scenes = states.into_iter().flat_map(|(has_articles, has_roles, state)| {
        of_state(state, move |to_me| {
            thing::<Section>(vec![
                ("department", to_me.department()),
                ("has_articles", Value::Bool(has_articles)),
                ("has_roles", Value::Bool(has_roles)),
            ])
        })
    });
    scenes.collect()
}

fn deeds() -> Vec<Scene> {
    let of_somebody = |to_me: ToMe| thing::<Deed>(vec![("actor", to_me.owner())]);
    let of_a_visitor = |_: ToMe| thing::<Deed>(Vec::new());
    of_state("of somebody", of_somebody).chain(of_state("of a visitor", of_a_visitor)).collect()
}

fn alerts() -> Vec<Scene> {
    let of = |kind: Kind| {
        move |_: ToMe| thing::<Alert>(vec![("kind", Value::Text(kind.as_str().to_owned()))])
    };
    let shut_out = of_state("somebody is shut out", of(Kind::ShutOut));
    shut_out.chain(of_state("a browser has stopped something", of(Kind::Violation))).collect()
}
