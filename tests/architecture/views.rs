//! What only one file may write into a page, because it is easily written wrong.

use crate::sources::Sources;

/// What it is, the file that may, and why no other.
const OWNED: [(&str, Option<&str>, &str); 11] = [
    ("<textarea", Some("ui/text_area.rs"), "Leptos does not escape what stands in it"),
    ("inner_html", Some("ui/safe_html.rs"), "only sanitised HTML becomes part of a page"),
    ("set_inner_html", None, "only the server makes HTML"),
    (
        "style=",
        Some("letters/words.rs"),
        "the content security policy allows style sheets only, which programs for mail do not read",
    ),
    ("style:", None, "the content security policy allows style sheets only"),
    ("use_query_map", None, "it decodes twice, and `use_query` does not"),
    ("into_any()", None, "`erased` is less code"),
    ("Children,", None, "`Content` is less code"),
    (
        "Suspend::",
        Some("ui/loaded.rs"),
        "nothing inside a view whose type is forgotten is waited for",
    ),
    ("<Transition", Some("ui/loaded.rs"), "`<Loaded>` waits"),
    ("<Suspense", None, "`<Loaded>` waits"),
];

/// Where something stands in a file that does not own it.
fn trespassers(sources: &Sources) -> Vec<String> {
    let mut found = Vec::new();
    for file in &sources.0 {
        let text = file.without_comments();
        for (what, owner, why) in OWNED {
            if has(&text, what) && owner != Some(file.path.as_str()) {
                found.push(format!("{}: {what}, but {why}", file.path));
            }
        }
    }
    found
}

/// Whether the text has it, and not as the end of a longer word.
fn has(text: &str, what: &str) -> bool {
    text.match_indices(what).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let is_path = text[at + what.len()..].starts_with(':');
        !is_path && !before.is_some_and(|c| c.is_alphanumeric() || "_-".contains(c))
    })
}

/// Owners of something that they do not have.
fn idle_owners(sources: &Sources) -> Vec<&'static str> {
    let idle = |owner: &str, what: &str| {
        let owner = sources.0.iter().find(|file| file.path == owner);
        !owner.is_some_and(|file| has(&file.without_comments(), what))
    };
    let owners = OWNED.into_iter().filter_map(|(what, owner, _)| Some((owner?, what)));
    owners.filter(|(owner, what)| idle(owner, what)).map(|(owner, _)| owner).collect()
}

#[test]
fn a_page_is_made_of_nothing_that_is_easily_written_wrong() {
    let sketch = Sources::sketch(&[
        (
            "articles/views/note.rs",
            "// no <textarea here\nview! { <textarea name=\"note\"></textarea> }",
        ),
        ("articles/views/text.rs", "view! { <div inner_html=html class=\"font-style=\"></div> }"),
        ("ui/safe_html.rs", "view! { <div inner_html=html></div> }"),
        (
            "ui/bar.rs",
            "view! { <div style=\"width: 3em\" style:height=\"1em\">{style::of()}</div> }",
        ),
    ]);
    let files: Vec<String> = trespassers(&sketch)
        .iter()
        .filter_map(|found| Some(found.split(", ").next()?.to_owned()))
        .collect();
    assert_eq!(
        files,
        [
            "articles/views/note.rs: <textarea",
            "articles/views/text.rs: inner_html",
            "ui/bar.rs: style=",
            "ui/bar.rs: style:"
        ]
    );
    assert_eq!(
        idle_owners(&sketch),
        ["ui/text_area.rs", "letters/words.rs", "ui/loaded.rs", "ui/loaded.rs"]
    );

    let application = Sources::of_the_application();
    assert_eq!(trespassers(&application), [""; 0]);
    assert_eq!(idle_owners(&application), [""; 0]);
}
