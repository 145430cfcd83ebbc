//! Fields: whatever text a form sends is tried with what people type.

use crate::{
    calls::{ServerFunction, server_functions},
    sources::{Sources, read},
};

/// Texts that are no words of a person's own, and what they are.
const NO_WORDS: [(&str, &str); 18] = [
    ("address", "compared, and kept nowhere"),
    ("code", "compared, and kept nowhere"),
    ("credential", "signed by a device, or not taken"),
    ("current_password", "compared, and kept nowhere"),
    ("department", "the name of what is there, or is not found"),
    ("email", "found, or not; a sign-in tells no more"),
    ("handle", "development only: the name of who is there"),
    ("interrupted", "signed by us, or not sent on"),
    ("kind", "one of a list"),
    ("my_code", "compared, and kept nowhere"),
    ("my_password", "compared, and kept nowhere"),
    ("next", "an address, which leads to no other site"),
    ("password", "hashed, and kept as nothing else"),
    ("role", "one of a list"),
    ("sealed", "sealed by us, or not taken"),
    ("slug", "an address, which has a type of its own"),
    ("theme", "one of a list"),
    ("until", "a moment"),
];

/// Where every field has its row.
const ROWS: &str = "tests/api/fields.rs";

/// The texts that forms send, as rows begin: `("/api/comments/create","text",`.
fn texts(sources: &Sources) -> Vec<String> {
    let forms = server_functions(sources).into_iter().filter(|one| !one.reads());
    // A preview is kept nowhere.
    let forms = forms.filter(|one| one.endpoint() != Some("articles/preview"));
    forms.flat_map(|form| texts_of(&form)).collect()
}

fn texts_of(form: &ServerFunction) -> Vec<String> {
    let text = &form.function.text;
    let arguments = text.split_once('(').and_then(|(_, rest)| rest.split_once("->"));
    let arguments = arguments.map(|(arguments, _)| arguments).unwrap_or_default();
    let endpoint = form.endpoint().unwrap_or_default();
    let typed = |argument: &str| {
        let (name, kind) = argument.rsplit_once(": ")?;
        let name = name.split_whitespace().next_back()?;
        let is_typed = kind.contains("String") && !NO_WORDS.iter().any(|(one, _)| *one == name);
        is_typed.then(|| format!("(\"/api/{endpoint}\",\"{name}\","))
    };
    arguments.split(',').filter_map(typed).collect()
}

#[test]
fn every_text_that_a_form_sends_is_tried_with_what_people_type() {
    let api = "
        #[server(prefix = \"/api\", endpoint = \"a/create\")]
        pub async fn create_a(id: Id, role: String, title: String) -> Result<(), E> { f(id, title) }
        #[server(prefix = \"/api\", endpoint = \"a/list\", input = GetUrl)]
        pub async fn list_a(words: String) -> Result<(), E> { f(words) }
        #[server(prefix = \"/api\", endpoint = \"a/note\")]
        pub async fn note_a(
            version: i64,
            #[server(default)] note: Option<String>,
        ) -> Result<(), E> { f(note) }";
    let sketch = Sources::sketch(&[("a/api.rs", api), ("b/service.rs", "")]);
    assert_eq!(texts(&sketch), ["(\"/api/a/create\",\"title\",", "(\"/api/a/note\",\"note\","]);

    let rows: String = read(ROWS).split_whitespace().collect();
    let sent = texts(&Sources::of_the_application());
    assert!(sent.len() > 10, "{sent:?}");
    let missing: Vec<_> = sent.into_iter().filter(|one| !rows.contains(one.as_str())).collect();
    assert_eq!(missing, [""; 0], "each needs a row in {ROWS}");
}
