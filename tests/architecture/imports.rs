//! What a file uses: every path after `use`, and every other one that begins at `crate` or `super`.

use crate::sources::{File, Sources};

/// A path that a file names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// From the root of this crate; into another crate, with its name first.
    pub path: Vec<String>,
    /// Whether it leads into this crate.
    pub is_ours: bool,
    /// Whether every build of the file needs it: it stands outside of all braces.
    pub is_outside: bool,
    /// Whether the file passes it on: `pub use`.
    pub is_public: bool,
}

/// Every path that the file names.
pub fn imports(file: &File, sources: &Sources) -> Vec<Import> {
    let code = file.code();
    let named = named(&tokens(&code));
    named.into_iter().map(|named| resolve(named, file, sources)).collect()
}

/// The module that a path leads to, after what the modules on the way pass on.
pub fn target(path: &[String], sources: &Sources) -> Vec<String> {
    let mut lengths = (0..=path.len()).rev();
    let length = lengths.find(|length| sources.module(&path[..*length]).is_some());
    let (module, rest) = path.split_at(length.unwrap_or(0));
    let (Some(file), Some(name)) = (sources.module(module), rest.first()) else {
        return module.to_vec();
    };
    if !file.is_mod() {
        return module.to_vec();
    }
    let mut passed_on = imports(file, sources).into_iter().filter(|import| import.is_public);
    match passed_on.find(|import| import.is_ours && import.path.last() == Some(name)) {
        Some(import) if import.path != path => target(&import.path, sources),
        _ => module.to_vec(),
    }
}

/// A path as it is written.
struct Named<'a> {
    words: Vec<&'a str>,
    is_outside: bool,
    is_public: bool,
}

fn named<'a>(tokens: &[&'a str]) -> Vec<Named<'a>> {
    let mut found = Vec::new();
    let mut depth = 0_usize;
    let mut at = 0;
    while at < tokens.len() {
        let before = at.checked_sub(1).map_or("", |before| tokens[before]);
        let begins = match tokens[at] {
            "use" => Some(at + 1),
            "crate" | "super" | "stile" if before != "::" && tokens.get(at + 1) == Some(&"::") => {
                Some(at)
            }
            _ => None,
        };
        match tokens[at] {
            "{" => depth += 1,
            "}" => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
        if let Some(begin) = begins {
            let (is_outside, is_public) = (depth == 0, ["pub", ")"].contains(&before));
            let mut paths = Vec::new();
            at = tree(tokens, begin, &[], &mut paths);
            found.extend(paths.into_iter().map(|words| Named { words, is_outside, is_public }));
        }
    }
    found
}

/// Reads `a::{b, c::d}` as the paths `a::b` and `a::c::d`, and returns where it ends.
fn tree<'a>(
    tokens: &[&'a str],
    mut at: usize,
    stem: &[&'a str],
    paths: &mut Vec<Vec<&'a str>>,
) -> usize {
    let mut path = stem.to_vec();
    while let Some(token) = tokens.get(at) {
        match *token {
            "{" => return branches(tokens, at + 1, &path, paths),
            "::" => {}
            word if is_word(word) && (path.len() == stem.len() || tokens[at - 1] == "::") => {
                path.push(word);
            }
            _ => break,
        }
        at += 1;
    }
    if path.len() > stem.len() || tokens.get(at) == Some(&"*") {
        paths.push(path);
    }
    at
}

fn branches<'a>(
    tokens: &[&'a str],
    mut at: usize,
    stem: &[&'a str],
    paths: &mut Vec<Vec<&'a str>>,
) -> usize {
    while at < tokens.len() && tokens[at] != "}" {
        at = tree(tokens, at, stem, paths);
        // `as name`, or `*`.
        while at < tokens.len() && ![",", "}"].contains(&tokens[at]) {
            at += 1;
        }
        if tokens.get(at) == Some(&",") {
            at += 1;
        }
    }
    at + 1
}

fn resolve(named: Named, file: &File, sources: &Sources) -> Import {
    let Named { words, is_outside, is_public } = named;
    let mut words = words.into_iter().map(str::to_owned).peekable();
    let mut path = match words.peek().map(String::as_str) {
        Some("crate" | "stile") => Some(Vec::new()),
        Some("super" | "self") => Some(file.module.clone()),
        Some(child) if file.is_mod() => {
            let module = [file.module.as_slice(), &[child.to_owned()]].concat();
            sources.module(&module).map(|_| file.module.clone())
        }
        _ => None,
    };
    let is_ours = path.is_some();
    let from = path.get_or_insert_default();
    for word in words {
        match word.as_str() {
            "super" => drop(from.pop()),
            "crate" | "self" => {}
            "stile" if from.is_empty() && is_ours => {}
            _ => from.push(word),
        }
    }
    Import { path: path.unwrap_or_default(), is_ours, is_outside, is_public }
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Words, `::`, and every other sign for itself.
fn tokens(code: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = code.trim_start();
    while let Some(first) = rest.chars().next() {
        let word = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
        let length = if rest.starts_with("::") { 2 } else { word.max(first.len_utf8()) };
        let (token, after) = rest.split_at(length);
        tokens.push(token);
        rest = after.trim_start();
    }
    tokens
}

#[test]
fn every_path_of_a_file_is_found() {
    let sources = Sources::sketch(&[
        ("a/mod.rs", "mod b;\npub use b::{C, d as e};"),
        (
            "a/b.rs",
            "use std::fmt;\nuse super::{super::f::{self, G}, C};\nfn h() { crate::f::i::<J>(1); }",
        ),
        ("f.rs", "use crate::a::{e::*, C as K, *};"),
    ]);
    let found = |file: usize| -> Vec<String> {
        let imports = imports(&sources.0[file], &sources).into_iter();
        imports
            .map(|import| {
                format!("{}{}", if import.is_ours { "" } else { "::" }, import.path.join("::"))
            })
            .collect()
    };

    assert_eq!(found(0), ["a::b::C", "a::b::d"]);
    assert_eq!(found(1), ["::std::fmt", "f", "f::G", "a::C", "f::i"]);
    assert_eq!(found(2), ["a::e", "a::C", "a"]);
    assert_eq!(target(&["a".into(), "C".into()], &sources), ["a", "b"]);
}
