//! What people type who try to write into a page: everything keeps it, and shows it as text.

mod addresses;
mod files;
mod forms;
pub mod page;
mod readers;
mod shown;

use std::{collections::BTreeMap, sync::LazyLock};

/// The cases, which the tests of browsers share.
pub static CASES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let corpus = include_str!("../corpus/hostile.json");
    let kinds: BTreeMap<String, Vec<String>> = serde_json::from_str(corpus).unwrap();
    kinds.into_values().flatten().collect()
});

/// Every case that fits, in as few texts of at most so many characters as they need.
pub fn texts(most: usize) -> Vec<String> {
    joined(&CASES, most, " ")
}

/// The same without line breaks, which browsers and forms normalise.
pub fn lines(most: usize) -> Vec<String> {
    let cases: Vec<String> =
        CASES.iter().filter(|case| !case.contains(char::is_control)).cloned().collect();
    joined(&cases, most, " ")
}

/// All of them as one text, each in a paragraph of its own.
pub fn article() -> String {
    CASES.join("\n\n")
}

fn joined(cases: &[String], most: usize, between: &str) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for case in cases.iter().filter(|case| case.chars().count() <= most) {
        match texts.last_mut() {
            Some(last) if last.chars().count() + between.len() + case.chars().count() <= most => {
                last.push_str(between);
                last.push_str(case);
            }
            _ => texts.push(case.clone()),
        }
    }
    texts
}

/// The text as it is compared: fields and pages treat white space alike.
pub fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_corpus_holds_cases_enough_and_every_field_gets_most_of_them() {
    let mut cases = CASES.clone();
    cases.sort_unstable();
    cases.dedup();

    assert!(cases.len() >= 150 && cases.len() == CASES.len(), "{} cases", cases.len());
    assert_eq!(texts(60_000).len(), 1);
    let short = cases.iter().filter(|case| case.chars().count() <= 40);
    assert!(short.count() * 4 >= cases.len() * 3, "the shortest field gets three of four");
}
