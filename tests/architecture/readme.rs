//! What the README points at is there.

use crate::sources::{Sources, read, root};

/// Links to files that are not there, and names of tests that are not in the file beside them.
///
/// A row of a table that links to a file below `tests` or to a file with tests names the test in the
/// link: ``[`a_visitor_reads`](tests/api/articles.rs)``.
fn broken(readme: &str, text_of: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let mut broken = Vec::new();
    for (words, address) in links(readme) {
        let path = address.split('#').next().unwrap_or(address);
        if path.is_empty() || path.contains("://") {
            continue;
        }
        let Some(text) = text_of(path) else {
            broken.push(format!("{path} is not there"));
            continue;
        };
        let name = words.trim_matches('`');
        let is_sentence =
            words.starts_with('`') && name.matches('_').count() >= 2 && !name.contains(['/', '.']);
        if is_sentence && !text.contains(&format!("fn {name}(")) {
            broken.push(format!("{path} has no test {name}"));
        }
    }
    broken
}

/// Files that give the reason for a decision, under `# Why`, and have no link in the README.
fn untold_reasons(readme: &str, sources: &Sources) -> Vec<String> {
    let gives_a_reason = |text: &str| {
        text.lines()
            .any(|line| line.trim_start_matches('/').trim_start_matches('!').starts_with(" # Why"))
    };
    let files = sources.0.iter().filter(|file| gives_a_reason(&file.text));
    files
        .map(|file| format!("src/{}", file.path))
        .filter(|path| !readme.contains(&format!("]({path})")))
        .collect()
}

/// Words and address of every link and image.
fn links(markdown: &str) -> Vec<(&str, &str)> {
    let middles = markdown.match_indices("](");
    let links = middles.filter_map(|(at, middle)| {
        let (_, words) = markdown[..at].rsplit_once('[')?;
        let (address, _) = markdown[at + middle.len()..].split_once(')')?;
        Some((words, address))
    });
    links.collect()
}

#[test]
fn every_link_of_the_readme_leads_to_a_file_and_every_test_that_it_names_is_there() {
    let readme = "[a](src/a.rs) [b](src/b.rs#L1) [c](https://c.example) [d](#d)\n\
        [`one_two_three`](src/a.rs) [`one_two_four`](src/a.rs)";
    let text_of =
        |path: &str| (path == "src/a.rs").then(|| "async fn one_two_three() {}".to_owned());
    assert_eq!(
        broken(readme, text_of),
        ["src/b.rs is not there", "src/a.rs has no test one_two_four"]
    );

    let text_of = |path: &str| {
        let path = root().join(path);
        let is_text = path.is_file() && path.extension().is_none_or(|extension| extension != "png");
        path.exists().then(|| {
            if is_text { std::fs::read_to_string(path).unwrap_or_default() } else { String::new() }
        })
    };
    let readme = read("README.md");
    assert!(links(&readme).len() > 20);
    assert_eq!(broken(&readme, text_of), [""; 0]);
}

#[test]
fn the_readme_leads_to_every_reason_in_the_code() {
    let sketch = Sources::sketch(&[
        ("a.rs", "//! A.\n//!\n//! # Why\n"),
        ("b.rs", "/// # Why not c\nfn b() {}"),
        ("d.rs", "// Whydah\nlet d = \"# Why\";"),
    ]);
    assert_eq!(untold_reasons("[a](src/a.rs)", &sketch), ["src/b.rs"]);

    assert_eq!(untold_reasons(&read("README.md"), &Sources::of_the_application()), [""; 0]);
}
