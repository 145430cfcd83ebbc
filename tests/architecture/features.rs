//! A feature is a folder; its files have fixed names, and a name says in which build a file exists.

use std::collections::BTreeSet;

use crate::{
    floors::features,
    imports::imports,
    sources::{File, Sources, read, root},
};

/// Files that the server has alone.
const OF_THE_SERVER: [&str; 2] = ["service", "store"];
/// Files that server and browser share.
const OF_BOTH: [&str; 4] = ["api", "facts", "model", "views"];

/// A `mod` line: whose it is, and on which condition it stands.
struct Declaration<'a> {
    file: &'a File,
    name: String,
    line: String,
    is_of_the_server: bool,
}

fn declarations(sources: &Sources) -> Vec<Declaration<'_>> {
    let files = sources.0.iter().filter(|file| file.is_mod());
    files.flat_map(declared_by).collect()
}

fn declared_by(file: &File) -> Vec<Declaration<'_>> {
    let mut is_of_the_server = false;
    let mut found = Vec::new();
    for line in file.without_tests().lines().map(str::trim) {
        if line.starts_with("#[") {
            is_of_the_server |= line == r#"#[cfg(feature = "ssr")]"#;
            continue;
        }
        let name = line.split_once("mod ").and_then(|(_, rest)| rest.strip_suffix(';'));
        if let Some(name) = name {
            let (name, line) = (name.to_owned(), line.to_owned());
            found.push(Declaration { file, name, line, is_of_the_server });
        }
        is_of_the_server = false;
    }
    found
}

fn is_of_a_feature(file: &File) -> bool {
    features().any(|feature| file.module.first().is_some_and(|top| top == feature))
}

/// Stores that more than their feature can reach, and what of a store is passed on.
fn open_stores(sources: &Sources) -> Vec<String> {
    let of_features = declarations(sources).into_iter().filter(|found| is_of_a_feature(found.file));
    let declared = of_features
        .filter(|found| found.name == "store" && found.line != "mod store;")
        .map(|found| format!("{}: {}", found.file.path, found.line));
    let files = sources.0.iter().filter(|file| is_of_a_feature(file));
    let passed_on = files.flat_map(|file| {
        let passed_on = imports(file, sources).into_iter().filter(|import| import.is_public);
        let of_a_store = passed_on.filter(|import| import.path.iter().any(|part| part == "store"));
        of_a_store.map(|import| format!("{} passes on {}", file.path, import.path.join("::")))
    });
    declared.chain(passed_on).collect()
}

/// Files of features that stand in another build than their name says.
fn misplaced(sources: &Sources) -> Vec<String> {
    let of_features = declarations(sources).into_iter().filter(|found| is_of_a_feature(found.file));
    of_features
        .filter(|found| {
            let name = found.name.as_str();
            OF_THE_SERVER.contains(&name) && !found.is_of_the_server
                || OF_BOTH.contains(&name) && found.is_of_the_server
        })
        .map(|found| format!("{}: {}", found.file.path, found.line))
        .collect()
}

/// The modules that only the server has, and not the browser in another file; what they hold, only
/// the server has too.
fn of_the_server(sources: &Sources) -> BTreeSet<Vec<String>> {
    let (server, other): (Vec<_>, Vec<_>) =
        declarations(sources).into_iter().partition(|found| found.is_of_the_server);
    let modules = |found: Vec<Declaration>| -> BTreeSet<Vec<String>> {
        let path = |it: Declaration| [it.file.module.as_slice(), &[it.name]].concat();
        found.into_iter().map(path).collect()
    };
    &modules(server) - &modules(other)
}

/// The crates that only the server depends on: those that the feature `ssr` switches on.
fn crates_of_the_server(manifest: &str) -> BTreeSet<String> {
    let feature = manifest.split("\nssr = [").nth(1).and_then(|rest| rest.split(']').next());
    let parts = feature.unwrap_or_default().split('"');
    parts.filter_map(|part| part.strip_prefix("dep:")).map(|name| name.replace('-', "_")).collect()
}

/// What shared files of features need outside of function bodies, and the browser has not.
fn needs_the_server(sources: &Sources, manifest: &str) -> BTreeSet<String> {
    let (modules, crates) = (of_the_server(sources), crates_of_the_server(manifest));
    let is_alone =
        |path: &[String]| (1..=path.len()).any(|length| modules.contains(&path[..length]));
    let mut found = BTreeSet::new();
    for file in sources.0.iter().filter(|file| is_of_a_feature(file) && !file.is_mod()) {
        if is_alone(&file.module) {
            continue;
        }
        for import in imports(file, sources).into_iter().filter(|import| import.is_outside) {
            let first = import.path.first().map_or("", String::as_str);
            if import.is_ours && is_alone(&import.path) || !import.is_ours && crates.contains(first)
            {
                found.insert(format!("{} uses {}", file.path, import.path.join("::")));
            }
        }
    }
    found
}

#[test]
fn every_sheet_is_imported_and_every_feature_told_in_the_readme() {
    let (sheet, readme) = (read("style/main.css"), read("README.md"));
    for folder in ["features", "ui"] {
        for entry in std::fs::read_dir(root().join("style").join(folder)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let import = format!("@import url(\"{folder}/{name}\") layer({folder});");
            assert!(sheet.contains(&import), "style/main.css lacks: {import}");
        }
    }
    for feature in features() {
        assert!(readme.contains(&format!("](src/{feature})")), "the code tour lacks src/{feature}");
    }
}

#[test]
fn a_store_is_private_to_its_feature() {
    let sketch = Sources::sketch(&[
        ("articles/mod.rs", "pub mod model;\n#[cfg(feature = \"ssr\")]\npub(crate) mod store;"),
        ("articles/service.rs", "use super::store;\npub use store::{Model as Row};"),
        ("sessions/mod.rs", "pub mod store;\npub use store::Store;"),
    ]);
    let expected =
        ["articles/mod.rs: pub(crate) mod store;", "articles/service.rs passes on store::Model"];
    assert_eq!(open_stores(&sketch), expected);

    assert_eq!(open_stores(&Sources::of_the_application()), [""; 0]);
}

#[test]
fn a_file_stands_in_the_build_that_its_name_says() {
    let ssr = "#[cfg(feature = \"ssr\")]";
    let text = format!("pub mod service;\n{ssr}\npub mod api;\n{ssr}\nmod store;\npub mod views;");
    let sketch = Sources::sketch(&[("people/mod.rs", &text)]);
    assert_eq!(
        misplaced(&sketch),
        ["people/mod.rs: pub mod service;", "people/mod.rs: pub mod api;"]
    );

    assert_eq!(misplaced(&Sources::of_the_application()), [""; 0]);
}

#[test]
fn what_server_and_browser_share_needs_nothing_of_the_server() {
    let manifest = "[features]\nhydrate = [\"dep:web-sys\"]\nssr = [\n  \"leptos/ssr\",\n  \"dep:sea-orm\",\n]";
    let sketch = Sources::sketch(&[
        ("lib.rs", "#[cfg(feature = \"ssr\")]\npub mod call;\npub mod articles;"),
        ("call.rs", "use sea_orm::DbErr;"),
        ("articles/mod.rs", "pub mod api;\npub mod model;\n#[cfg(feature = \"ssr\")]\nmod store;"),
        ("articles/api.rs", "use crate::ui::form;\nfn publish() { use crate::call::CallContext; }"),
        ("articles/model.rs", "use sea_orm::DbErr;\nuse super::store::Model;"),
        ("articles/store.rs", "use sea_orm::DbErr;"),
        (
            "ui/mod.rs",
            "#[cfg(feature = \"ssr\")]\nmod form;\n#[cfg(feature = \"hydrate\")]\nmod form;",
        ),
    ]);
    let expected =
        ["articles/model.rs uses articles::store::Model", "articles/model.rs uses sea_orm::DbErr"];
    assert_eq!(needs_the_server(&sketch, manifest), expected.map(str::to_owned).into());

    let manifest = read("Cargo.toml");
    assert!(crates_of_the_server(&manifest).contains("sea_orm"));
    assert_eq!(needs_the_server(&Sources::of_the_application(), &manifest), BTreeSet::new());
}
