//! Forms without script: the page again, with what was typed and what is wrong.

mod markup;
mod pages;

use super::support::{Answer, Person, TestApp};

/// The part of the page between `start` and the next `end`.
fn between<'a>(page: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let (_, rest) = page.split_once(start)?;
    Some(rest.split_once(end)?.0)
}

/// The text as a browser reads it.
fn decoded(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&#x2F;", "/")
        .replace("&amp;", "&")
}

/// The tag with that attribute, without its brackets.
fn tag<'a>(page: &'a str, name: &str, attribute: &str) -> Option<&'a str> {
    let mut tags = page.split('<').map(|rest| rest.split('>').next().unwrap());
    tags.find(|tag| tag.starts_with(name) && tag.contains(attribute))
}

/// What stands in the textarea of that name, as a browser shows it.
#[track_caller]
fn area(page: &Answer, name: &str) -> String {
    let attribute = format!("name=\"{name}\"");
    let tag = tag(&page.body, "textarea", &attribute);
    let tag = tag.unwrap_or_else(|| panic!("no textarea {name}: {}", page.body));
    let text = between(&page.body, &format!("<{tag}>"), "</textarea>").unwrap();
    decoded(text.strip_prefix('\n').unwrap_or(text))
}

/// What stands in the input of that name, as a browser shows it.
#[track_caller]
fn input(page: &Answer, name: &str) -> String {
    let attribute = format!("name=\"{name}\"");
    let tag = tag(&page.body, "input", &attribute);
    let tag = tag.unwrap_or_else(|| panic!("no input {name}: {}", page.body));
    decoded(between(tag, " value=\"", "\"").unwrap_or_default())
}

/// Whether the control of that name is marked, and its error says this.
#[track_caller]
fn assert_marked(page: &Answer, kind: &str, name: &str, error: &str) {
    let attribute = format!("name=\"{name}\"");
    let control = tag(&page.body, kind, &attribute).unwrap();
    assert!(control.contains("aria-invalid=\"true\""), "{control}");
    let described = between(control, "aria-describedby=\"", "\"").unwrap();
    let id = described.split(' ').next().unwrap();
    let paragraph = between(&page.body, &format!("id=\"{id}\""), "</p>").unwrap();
    assert!(decoded(paragraph).contains(error), "{paragraph}");
}

/// Sends the form that begins a draft, as a browser without script does.
async fn submit_draft(person: &Person, title: &str, standfirst: &str, body: &str) -> Answer {
    let fields =
        [("department", "culture"), ("title", title), ("standfirst", standfirst), ("body", body)];
    person.submit("/write", "/api/articles/create", &fields).await
}

/// Sends the form that changes an article's text, as a browser without script does.
async fn submit_text(person: &Person, slug: &str, version: &str, title: &str) -> Answer {
    let article = person.app.article(slug).await;
    let fields = [
        ("id", article.id.as_str()),
        ("version", version),
        ("title", title),
        ("standfirst", &article.standfirst),
        ("body", &article.body),
    ];
    let page = format!("/articles/{slug}/edit");
    person.submit(&page, "/api/articles/update", &fields).await
}

/// Sends the form to sign in, as a browser without script does.
async fn submit_sign_in(app: &std::sync::Arc<TestApp>, email: &str, password: &str) -> Answer {
    let fields = [("next", "/desk"), ("email", email), ("password", password)];
    let visitor = app.visitor();
    visitor.submit("/sign-in?next=/desk", "/api/sign-in", &fields).await
}
