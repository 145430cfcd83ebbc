//! What the README points at is there.

use crate::sources::{Sources, read, root};

/// Links to files that are not there, and names of tests that are not in the file beside them.
///
/// A test in Rust is named like this: ``[`a_visitor_reads`](tests/api/articles.rs)``; one in the
/// browser by its title.
fn broken(readme: &str, text_of: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let links = links(readme).into_iter().filter(|(_, address)| !address.contains("://"));
    let broken = links.filter_map(|(words, address)| {
        let path = address.split('#').next().filter(|path| !path.is_empty())?;
        match text_of(path) {
            None => Some(format!("{path} is not there")),
            Some(text) if is_test(words, path) && !has_test(words, &text) => {
                Some(format!("{path} has no test {words}"))
            }
            Some(_) => None,
        }
    });
    broken.collect()
}

fn is_test(words: &str, path: &str) -> bool {
    let is_sentence = words.matches('_').count() >= 2 && !words.contains(['/', '.']);
    path.ends_with(".spec.ts") || words.starts_with('`') && is_sentence
}

fn has_test(words: &str, text: &str) -> bool {
    text.contains(&format!("fn {}(", words.trim_matches('`')))
        || text.contains(&format!("test('{words}'"))
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
    let readme = "[a](src/a.rs) [b](src/b.rs#L1) [c](https://c.example) [d](#d)
        [`one_two_three`](src/a.rs) [`one_two_four`](src/a.rs) [one two](a.spec.ts) [one](a.spec.ts)";
    let text_of = |path: &str| match path {
        "src/a.rs" => Some("async fn one_two_three() {}".to_owned()),
        "a.spec.ts" => Some("test('one two', …".to_owned()),
        _ => None,
    };
    let expected = [
        "src/b.rs is not there",
        "src/a.rs has no test `one_two_four`",
        "a.spec.ts has no test one",
    ];
    assert_eq!(broken(readme, text_of), expected);

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
