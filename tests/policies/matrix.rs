//! Who may do what, role by role, as a page that is read with every change of a policy.

use std::{collections::BTreeSet, fmt::Write as _, fs};

use stile::{
    authorization::{Governed, Permission, RoleKind},
    people::{assignment::Assignment, model::Profile},
    sessions::{Principal, Role},
    trail::model::Deed,
};

use crate::{
    audit::deed,
    comments::{Comment, comment},
    departments::section,
    people::profile,
    support::{AUTHORIZER, Article, CALL, DEPARTMENTS, article, person},
};

/// What a permission is asked about.
struct Scene<T> {
    /// How the thing stands: a row.
    state: String,
    /// What it is to whoever asks, as in [`SAID`].
    to_me: ToMe,
    thing: T,
}

/// What a thing is to whoever asks: a role in a department is asked on both sides of its fence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum ToMe {
    OwnHere,
    ForeignHere,
    OwnElsewhere,
    ForeignElsewhere,
}

use ToMe::{ForeignElsewhere, ForeignHere, OwnElsewhere, OwnHere};

const EVERY: [ToMe; 4] = [OwnHere, ForeignHere, OwnElsewhere, ForeignElsewhere];

/// How a cell says which things it means; the first that fits is said first.
const SAID: &[(&[ToMe], &str)] = &[
    (&EVERY, "all"),
    (&[OwnHere, OwnElsewhere], "own"),
    (&[OwnHere, ForeignHere], "department’s"),
    (&[ForeignHere, ForeignElsewhere], "others’"),
    (&[OwnHere], "own in department"),
    (&[ForeignHere], "others’ in department"),
    (&[OwnElsewhere], "own elsewhere"),
    (&[ForeignElsewhere], "others’ elsewhere"),
];

const HELD: &str = ", held";
const NOT_HELD: &str = ", not held";
const LAST: &str = ", the last";
const NOT_LAST: &str = ", not the last";

/// Ends of states of which one always holds: where both have the same row, neither is said.
const EITHER_WAY: [[&str; 2]; 3] = [[NOT_HELD, HELD], [NOT_LAST, LAST], [", shown", ", hidden"]];

const NOTHING: &str = "–";

/// Who asks; they work in the first department.
const ME: &str = "jonas";
const SOMEBODY: &str = "lena";
const HERE: &str = DEPARTMENTS[0];
const ELSEWHERE: &str = DEPARTMENTS[1];

/// The page as it is kept, beside the policies.
const PAGE: &str = "policies/matrix.md";

const HEAD: &str = "# Who may do what

Made from the policies by [`tests/policies/matrix.rs`](../tests/policies/matrix.rs), which writes it anew and fails when a
policy has changed it. Read the difference: it says who has gained or lost which power.

Everybody has one role, in a department where the role is held in one. A cell says to which things they may do it;
a role’s power over its *department’s* things ends at its department. What is in no row, nobody may do.
";

fn articles() -> Vec<Scene<Article>> {
    let mut scenes = Vec::new();
    let stages = [
        ("draft", "", "draft"),
        ("in_review", "", "in review"),
        ("published", "", "published"),
        ("published", "embargoed", "published with an embargo"),
        ("retracted", "", "retracted"),
    ];
    for (stage, embargo, words) in stages {
        for (held, state) in [("", NOT_HELD), ("held", HELD)] {
            for to_me in EVERY {
                let (author, department) = (author(to_me), department(to_me));
                let thing = format!("{stage} {department} by {author} {embargo} {held}");
                let state = format!("{words}{state}");
                scenes.push(Scene { state, to_me, thing: article(&thing) });
            }
        }
    }
    scenes
}

fn comments() -> Vec<Scene<Comment>> {
    let states = [
        ("new", "new, shown"),
        ("old", "older than ten minutes, shown"),
        ("new hidden", "new, hidden"),
        ("old hidden", "older than ten minutes, hidden"),
    ];
    let scenes = states.iter().flat_map(|(words, state)| {
        EVERY.map(|to_me| {
            let thing = comment(&format!("{words} by {}", author(to_me)));
            Scene { state: (*state).to_owned(), to_me, thing }
        })
    });
    scenes.collect()
}

fn people() -> Vec<Scene<Profile>> {
    let states = [("", "has not published"), (", who has published", "has published")];
    let scenes = states.iter().flat_map(|(words, state)| {
        EVERY.map(|to_me| {
            let thing = profile(&format!("{}{words}", author(to_me)));
            Scene { state: (*state).to_owned(), to_me, thing }
        })
    });
    scenes.collect()
}

fn assignments() -> Vec<Scene<Assignment>> {
    let mut scenes = Vec::new();
    for (kind, others) in AUTHORIZER.roles().iter().flat_map(|kind| [(kind, 1), (kind, 0)]) {
        for to_me in EVERY {
            let department = kind.in_department.then(|| department(to_me).to_owned());
            let thing = Assignment {
                id: 0,
                holder: profile(author(to_me)).id,
                role: Role { name: kind.name.clone(), department },
                others,
            };
            let last = if others == 0 { LAST } else { NOT_LAST };
            scenes.push(Scene { state: format!("{}{last}", kind.name), to_me, thing });
        }
    }
    scenes
}

fn departments() -> Vec<Scene<stile::departments::model::Section>> {
    let states = [
        ("nothing", "empty"),
        ("articles", "with articles"),
        ("roles", "with roles"),
        ("both", "with articles and roles"),
    ];
    let scenes = states.iter().flat_map(|(with, state)| {
        EVERY.map(|to_me| {
            let thing = section(&format!("{} with {with}", department(to_me)));
            Scene { state: (*state).to_owned(), to_me, thing }
        })
    });
    scenes.collect()
}

fn deeds() -> Vec<Scene<Deed>> {
    let of_people = EVERY.map(|to_me| ("of somebody", to_me, deed(author(to_me))));
    let of_nobody = EVERY.map(|to_me| ("of a visitor", to_me, deed("nobody")));
    let scene =
        |(state, to_me, thing): (&str, ToMe, Deed)| Scene { state: state.to_owned(), to_me, thing };
    of_people.into_iter().chain(of_nobody).map(scene).collect()
}

const fn author(to_me: ToMe) -> &'static str {
    match to_me {
        OwnHere | OwnElsewhere => ME,
        ForeignHere | ForeignElsewhere => SOMEBODY,
    }
}

const fn department(to_me: ToMe) -> &'static str {
    match to_me {
        OwnHere | ForeignHere => HERE,
        OwnElsewhere | ForeignElsewhere => ELSEWHERE,
    }
}

/// Nobody, and then one for each role.
fn askers() -> Vec<(String, Principal)> {
    let visitor = ("visitor".to_owned(), Principal::Visitor);
    let holder = |kind: &RoleKind| (kind.name.clone(), with_role(kind));
    [visitor].into_iter().chain(AUTHORIZER.roles().iter().map(holder)).collect()
}

fn with_role(kind: &RoleKind) -> Principal {
    let mut me = person(ME);
    if let Principal::User(user) = &mut me {
        let department = kind.in_department.then(|| HERE.to_owned());
        user.roles = vec![Role { name: kind.name.clone(), department }];
    }
    me
}

fn page() -> String {
    let mut page = HEAD.to_owned();
    page.push_str(&section_of("Articles", &articles()));
    page.push_str(&section_of("Comments", &self::comments()));
    page.push_str(&section_of("People", &people()));
    page.push_str(&section_of("Roles", &assignments()));
    page.push_str(&section_of("Departments", &self::departments()));
    page.push_str(&section_of("Audit trail", &deeds()));
    page
}

fn section_of<T: Governed>(heading: &str, scenes: &[Scene<T>]) -> String {
    let askers = askers();
    let names: Vec<&str> = askers.iter().map(|(name, _)| name.as_str()).collect();
    let mut section = format!("\n## {heading}\n");
    for permission in Permission::ALL.into_iter().filter(|one| one.subject() == T::TYPE) {
        let _ = write!(section, "\n### {}\n\n", permission.cedar_action());
        let _ = writeln!(section, "| | {} |", names.join(" | "));
        let _ = writeln!(section, "|---|{}", "---|".repeat(names.len()));
        for (states, cells) in rows(permission, scenes, &askers) {
            let _ = writeln!(section, "| {states} | {} |", cells.join(" | "));
        }
    }
    section
}

/// A row for all states in which everybody may do the same.
fn rows<T: Governed>(
    permission: Permission,
    scenes: &[Scene<T>],
    askers: &[(String, Principal)],
) -> Vec<(String, Vec<String>)> {
    let mut rows: Vec<(Vec<&str>, Vec<String>)> = Vec::new();
    let states: Vec<&[Scene<T>]> = scenes.chunk_by(|a, b| a.state == b.state).collect();
    for state in &states {
        let cells = askers.iter().map(|(_, asker)| cell(permission, state, asker)).collect();
        match rows.iter_mut().find(|(_, others)| *others == cells) {
            Some((names, _)) => names.push(&state[0].state),
            None => rows.push((vec![&state[0].state], cells)),
        }
    }
    rows.retain(|(_, cells)| cells.iter().any(|cell| cell != NOTHING));
    let in_words = |names: Vec<&str>| match names.len() {
        all if all == states.len() => "in every state".to_owned(),
        _ => either_way(&names).join("; "),
    };
    rows.into_iter().map(|(names, cells)| (in_words(names), cells)).collect()
}

/// The states, without an end that makes no difference.
fn either_way(states: &[&str]) -> Vec<String> {
    let mut said: Vec<String> = states.iter().map(|state| (*state).to_owned()).collect();
    for [one, other] in EITHER_WAY {
        let pairs = states.iter().filter_map(|state| state.strip_suffix(one));
        for state in pairs.filter(|state| states.contains(&&*format!("{state}{other}"))) {
            said.retain(|known| *known != format!("{state}{other}"));
            said.iter_mut().filter(|known| **known == format!("{state}{one}")).for_each(|known| {
                known.truncate(state.len());
            });
        }
    }
    said
}

fn cell<T: Governed>(permission: Permission, state: &[Scene<T>], asker: &Principal) -> String {
    let may =
        |scene: &&Scene<T>| AUTHORIZER.decide(asker, permission, &scene.thing, CALL).is_allowed();
    let may: BTreeSet<ToMe> = state.iter().filter(may).map(|scene| scene.to_me).collect();
    let mut unsaid = may.clone();
    let mut words = Vec::new();
    for (those, name) in SAID {
        if those.iter().all(|one| may.contains(one)) && those.iter().any(|one| unsaid.contains(one))
        {
            unsaid.retain(|one| !those.contains(one));
            words.push(*name);
        }
    }
    if words.is_empty() { NOTHING.to_owned() } else { words.join(", ") }
}

#[test]
fn the_page_of_powers_says_what_the_policies_say() {
    let kept = fs::read_to_string(PAGE).unwrap_or_default();
    let page = page();
    if page != kept {
        fs::write(PAGE, &page).unwrap();
    }

    assert!(
        page == kept,
        "{PAGE} was written anew: read the difference, and commit it if it is meant"
    );
}

#[test]
fn every_permission_is_on_the_page_of_powers() {
    let page = page();

    let on_page = |one: &Permission| page.contains(&format!("\n### {}\n", one.cedar_action()));
    let missing: Vec<Permission> =
        Permission::ALL.into_iter().filter(|one| !on_page(one)).collect();

    assert_eq!(missing, [], "add scenes of its kind of thing to {}", file!());
}
