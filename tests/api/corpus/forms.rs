//! Forms with everything in them, as browsers without script get them back, and previews.

use super::{CASES, article, page::Page};
use crate::{
    articles::DRAFT_BY_LENA,
    fields::{FIELDS, Field},
    support::{Person, TestApp},
};

/// Texts that are nothing but beginnings, as long as an article may be.
const NESTED: [&str; 14] = [
    ">",
    "- ",
    "1. ",
    "[",
    "![",
    "[a](",
    "*a ",
    "_*",
    "`",
    "<div>",
    "<svg><math>",
    "<!--",
    "&#60;svg onload=stolen=1&#62;",
    "|",
];

#[tokio::test]
async fn a_form_comes_back_as_it_was_typed_and_nothing_in_it_runs() {
    let app = TestApp::spawn().await;
    let lines: Vec<&str> =
        CASES.iter().map(String::as_str).filter(|case| !case.contains(char::is_control)).collect();

    for field in FIELDS {
        let person = app.person(field.form.who).await;
        let mut text = lines.join(" ");
        text.push_str(&"n".repeat(field.most));
        field.prepare(&person).await;
        let filled = field.filled(&person, &text).await;
        let fields: Vec<(&str, &str)> = filled.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let page = person.submit(&stands_on(field), field.path, &fields).await;

        let what = format!("{} of {}", field.name, field.path);
        assert_eq!(page.status, 422, "{what}");
        let page = Page::of(&page);
        page.assert_harmless(&what);
        assert!(page.says(&text), "{what}: {page:?}");
    }
}

/// The page that the form stands on.
fn stands_on(field: &Field) -> String {
    let article = format!("/articles/{}", field.form.about);
    match field.path {
        "/api/articles/create" => "/write".to_owned(),
        "/api/articles/update" | "/api/files/describe" => format!("{article}/edit"),
        "/api/articles/hold" | "/api/articles/credit" => format!("{article}/settings"),
        "/api/profile/rename" => "/account".to_owned(),
        "/api/passkeys/rename" => "/account/factors?passkey=7".to_owned(),
        "/api/people/rename" => "/people/lena-fuchs".to_owned(),
        "/api/sign-up/finish" => "/sign-up/finish".to_owned(),
        "/api/departments/create" => "/departments".to_owned(),
        "/api/departments/update" => "/departments/politics/settings".to_owned(),
        _ => article,
    }
}

async fn preview(person: &Person, body: &str) -> Page {
    let id = person.app.id_of(DRAFT_BY_LENA).await;
    let answer = person.post("/api/articles/preview", &[("id", &id), ("body", body)]).await;
    assert_eq!(answer.status, 200, "{body}: {}", answer.body);
    Page::part(answer.json().as_str().unwrap())
}

#[tokio::test]
async fn nothing_runs_in_a_preview_whatever_it_is_of() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;

    for case in CASES.iter() {
        preview(&lena, case).await.assert_harmless(case);
        for around in
            ["> {}", "- {}", "# {}", "*{}*", "[{}](/)", "[a]({})", "<{}>", "`{}", "|{}|\n|-|"]
        {
            let body = around.replace("{}", case);
            preview(&lena, &body).await.assert_harmless(&body);
        }
    }
    preview(&lena, &article()).await.assert_harmless("all of them");
}

#[tokio::test]
async fn a_text_of_nothing_but_beginnings_is_shown_and_runs_nothing() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;

    for beginning in NESTED {
        let body = beginning.repeat(60_000 / beginning.len());
        preview(&lena, &body).await.assert_harmless(beginning);
    }
}
