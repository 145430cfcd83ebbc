//! What every file keeps to: a first sentence, a length, and no build conditions among code.

use crate::sources::{File, Sources};

/// Lines of a file without its tests: what one reads in one go.
const LONGEST: usize = 300;

/// Files that do not begin with a sentence about themselves.
fn without_a_first_sentence(sources: &Sources) -> Vec<String> {
    let silent = |file: &&File| !file.text.starts_with("//! ");
    sources.0.iter().filter(silent).map(|file| file.path.clone()).collect()
}

fn too_long(sources: &Sources) -> Vec<String> {
    let lines = |file: &File| file.without_tests().lines().count();
    let long = sources.0.iter().filter(|file| lines(file) > LONGEST);
    long.map(|file| format!("{}: {} lines", file.path, lines(file))).collect()
}

/// Build conditions that stand elsewhere than above a `mod` line, or above what a module passes on.
///
/// A file belongs to a build as a whole: whoever reads it need not build it in their head.
fn misplaced_conditions(sources: &Sources) -> Vec<String> {
    let mut found = Vec::new();
    for file in &sources.0 {
        let lines: Vec<&str> = file.text.lines().map(str::trim).collect();
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| is_condition(line)) {
            let attribute = |line: &&&str| line.starts_with("#[path") || is_condition(line);
            let under = lines[at + 1..].iter().find(|line| !attribute(line));
            let declares = under.is_some_and(|line| {
                line.contains("mod ") && line.ends_with(';') || line.starts_with("pub use ")
            });
            if !(file.is_mod() && line.starts_with("#[cfg(") && declares) {
                found.push(format!("{}:{}: {line}", file.path, at + 1));
            }
        }
    }
    found
}

/// `#[cfg(test)]` is no build condition: it stands where the tests are.
fn is_condition(line: &str) -> bool {
    let is_code = !line.starts_with("//");
    is_code
        && line.contains("cfg")
        && (line.contains("feature =") || line.contains("debug_assertions"))
}

#[test]
fn every_file_begins_with_a_sentence_about_itself() {
    let sketch =
        Sources::sketch(&[("a.rs", "//! A.\n"), ("b.rs", "/// B.\nstruct B;"), ("c.rs", "")]);
    assert_eq!(without_a_first_sentence(&sketch), ["b.rs", "c.rs"]);

    assert_eq!(without_a_first_sentence(&Sources::of_the_application()), [""; 0]);
    assert_eq!(without_a_first_sentence(&Sources::below("tests")), [""; 0]);
}

#[test]
fn no_file_is_longer_than_300_lines_without_its_tests() {
    let (longest, longer) = ("\n".repeat(300), "\n".repeat(301));
    let tests = format!("{longest}#[cfg(test)]\nmod tests {{\n{longer}}}");
    let sketch = Sources::sketch(&[("a.rs", &longest), ("b.rs", &longer), ("c.rs", &tests)]);
    assert_eq!(too_long(&sketch), ["b.rs: 301 lines"]);

    assert_eq!(too_long(&Sources::of_the_application()), [""; 0]);
}

#[test]
fn build_conditions_stand_where_modules_are_declared() {
    let ssr = "#[cfg(feature = \"ssr\")]";
    let text = format!(
        "{ssr}\n#[path = \"b.rs\"]\nmod a;\n{ssr}\npub use a::A;\n{ssr}\nfn f() {{}}\n\
         #[cfg_attr(feature = \"ssr\", x)]\nmod c;"
    );
    let branch = "fn f() {\n    if cfg!(debug_assertions) {}\n}\n#[cfg(test)]\nmod tests {}";
    let outside = format!("{ssr}\nmod d;");
    let sketch = Sources::sketch(&[("a/mod.rs", &text), ("b.rs", branch), ("c.rs", &outside)]);
    let expected = [
        "a/mod.rs:6: #[cfg(feature = \"ssr\")]",
        "a/mod.rs:8: #[cfg_attr(feature = \"ssr\", x)]",
        "b.rs:2: if cfg!(debug_assertions) {}",
        "c.rs:1: #[cfg(feature = \"ssr\")]",
    ];
    assert_eq!(misplaced_conditions(&sketch), expected);

    assert_eq!(misplaced_conditions(&Sources::of_the_application()), [""; 0]);
}
