//! Every import runs down, and none in a circle.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::{
    imports::{imports, target},
    sources::Sources,
};

/// The modules of `src`, from the top. A module may use what stands below it or beside it.
pub const FLOORS: &[&[&str]] = &[
    &[
        "main",
        "commands",
        "application",
        "router",
        "entrances",
        "pages",
        "app",
        "seed",
        "frame",
        "widget",
    ],
    &["permissions", "powers"],
    &["live"],
    &["credentials", "leaving", "profile", "recovery", "sign_up", "takeout"],
    &["factors", "passkeys", "passwords", "sign_in"],
    &[
        "account",
        "activity",
        "alerts",
        "articles",
        "audit",
        "comments",
        "departments",
        "files",
        "letters",
        "people",
        "trail",
    ],
    &["call"],
    &["authorization"],
    &["limits"],
    &["sessions"],
    &["server"],
    &["ui"],
    &["error", "paths", "slug", "timestamp", "typed"],
];

/// That a module uses another one, and the file that says so.
struct Use {
    file: String,
    from: Vec<String>,
    to: Vec<String>,
}

fn uses(sources: &Sources) -> Vec<Use> {
    let mut uses = Vec::new();
    for file in &sources.0 {
        for import in imports(file, sources).into_iter().filter(|import| import.is_ours) {
            let (file, from) = (file.path.clone(), file.module.clone());
            uses.push(Use { file, from, to: target(&import.path, sources) });
        }
    }
    uses
}

/// The folders of features: what stands above `call` and below the top.
pub fn features() -> impl Iterator<Item = &'static str> {
    let call = FLOORS.iter().take_while(|floor| !floor.contains(&"call"));
    call.skip(1).copied().flatten().copied()
}

fn floor_of(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

/// Who uses something that stands above.
fn runs_up(sources: &Sources) -> BTreeSet<String> {
    let mut up = BTreeSet::new();
    for Use { file, from, to } in uses(sources) {
        let (Some(from), Some(to)) = (from.first(), to.first()) else { continue };
        if floor_of(from) > floor_of(to) {
            up.insert(format!("{file} uses {to}, which stands above {from}"));
        }
    }
    up
}

/// Modules without a floor, and floors without their module.
fn homeless(sources: &Sources) -> BTreeSet<String> {
    let modules: BTreeSet<&str> =
        sources.0.iter().filter_map(|file| Some(file.module.first()?.as_str())).collect();
    let floors: BTreeSet<&str> = FLOORS.iter().copied().flatten().copied().collect();
    modules.symmetric_difference(&floors).map(ToString::to_string).collect()
}

/// Modules of `src`, and of one folder of a feature, that use each other in a circle.
///
/// Below the features, a folder is read as one piece.
fn circles(sources: &Sources) -> BTreeSet<String> {
    let mut folders: BTreeMap<Vec<String>, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    for Use { from, to, .. } in uses(sources) {
        let shared = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
        let is_in_scope =
            from.first().is_none_or(|top| shared == 0 || features().any(|feature| feature == top));
        if let (true, Some(one), Some(other)) = (is_in_scope, from.get(shared), to.get(shared)) {
            let folder = folders.entry(from[..shared].to_vec()).or_default();
            folder.entry(one.clone()).or_default().insert(other.clone());
        }
    }
    let mut circles = BTreeSet::new();
    for (folder, uses) in &folders {
        let found = uses.keys().filter_map(|start| way_back(start, uses));
        circles.extend(found.map(|way| {
            let place = if folder.is_empty() { "src".to_owned() } else { folder.join("::") };
            format!("{place}: {}", way.join(" > "))
        }));
    }
    circles
}

/// The shortest way from a module back to itself, begun at the first of its names.
fn way_back(start: &str, uses: &BTreeMap<String, BTreeSet<String>>) -> Option<Vec<String>> {
    let mut ways = VecDeque::from([vec![start.to_owned()]]);
    let mut seen = BTreeSet::new();
    while let Some(way) = ways.pop_front() {
        for next in uses.get(way.last()?).into_iter().flatten() {
            if next == start {
                return Some(from_the_first(way));
            }
            if seen.insert(next.clone()) {
                ways.push_back([way.as_slice(), std::slice::from_ref(next)].concat());
            }
        }
    }
    None
}

fn from_the_first(mut circle: Vec<String>) -> Vec<String> {
    let first = circle.iter().enumerate().min_by_key(|(_, name)| (*name).clone());
    let first = first.map_or(0, |(place, _)| place);
    circle.rotate_left(first);
    circle.push(circle[0].clone());
    circle
}

#[test]
fn every_module_has_a_floor_and_every_floor_its_modules() {
    let sketch = Sources::sketch(&[("main.rs", ""), ("attic/mod.rs", "")]);
    let homeless_there = homeless(&sketch);
    assert!(
        homeless_there.contains("attic")
            && homeless_there.contains("ui")
            && !homeless_there.contains("main")
    );

    assert_eq!(homeless(&Sources::of_the_application()), BTreeSet::new());
}

#[test]
fn every_import_runs_down() {
    let sketch = Sources::sketch(&[
        ("call.rs", "use crate::{error::AppError, articles::{self, model::Article}};"),
        ("articles/mod.rs", "pub mod model;"),
        ("articles/model.rs", "use crate::error::AppError;\nfn f() { crate::app::shell() }"),
        ("app.rs", "use crate::articles::model::Article;"),
        ("error.rs", ""),
        ("main.rs", "use stile::call::CallContext;"),
    ]);
    let expected = [
        "articles/model.rs uses app, which stands above articles",
        "call.rs uses articles, which stands above call",
    ];
    assert_eq!(runs_up(&sketch), expected.map(str::to_owned).into());

    assert_eq!(runs_up(&Sources::of_the_application()), BTreeSet::new());
}

#[test]
fn no_import_runs_in_a_circle() {
    let sketch = Sources::sketch(&[
        ("articles/mod.rs", "mod c;\nmod a;\nmod b;\npub use c::C;"),
        ("articles/a.rs", "use super::b;"),
        ("articles/b.rs", "use super::C;"),
        ("articles/c.rs", "use crate::articles::a;"),
        ("people/mod.rs", "use crate::articles;"),
        ("audit.rs", "use crate::people;"),
    ]);
    assert_eq!(circles(&sketch), ["articles: a > b > c > a".to_owned()].into());

    assert_eq!(circles(&Sources::of_the_application()), BTreeSet::new());
}
