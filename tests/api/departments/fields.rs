//! What people may type about a department.

use super::{Answer, Person, TestApp, assert_done, assert_mended, change};

/// The fields, with the most characters that are kept of each.
const FIELDS: [(&str, usize); 2] = [("name", 40), ("description", 300)];

async fn send(mei: &Person, field: &str, text: &str) -> Answer {
    match field {
        "name" => change(mei, "politics", text, "").await,
        _ => change(mei, "politics", "Politics", text).await,
    }
}

#[tokio::test]
async fn a_department_keeps_what_people_write_in_any_script() {
    let app = TestApp::spawn().await;
    let mei = app.person("mei").await;

    for (field, most) in FIELDS {
        for text in [
            "مرحبا بالعالم",
            "שלום 42",
            "👩\u{200d}🌾 🐝 🇮🇪",
            "<b>no</b> & \"so\"",
            &"é".repeat(most),
        ] {
            assert_done(&send(&mei, field, text).await);

            let kept = format!("select {field} from departments where id = 'politics'");
            assert_eq!(app.text(&kept).await, text);
        }
    }
    assert!(!app.visitor().open("/departments/politics").await.says("<b>no"));
}

#[tokio::test]
async fn a_department_refuses_what_is_too_long_or_cannot_be_seen() {
    let app = TestApp::spawn().await;
    let mei = app.person("mei").await;

    for (field, most) in FIELDS {
        let longer = send(&mei, field, &"é".repeat(most + 1)).await;
        assert_mended(&longer, field, "shorten it by 1");
        for text in ["a\u{0}b", "a\u{1b}[31mb", "a\u{7f}b", "a\u{202e}b", "a\u{2066}b"] {
            assert_mended(&send(&mei, field, text).await, field, "cannot be seen");
        }
        assert_eq!(send(&mei, field, &"x".repeat(1024 * 1024)).await.status, 413);
    }
    assert_eq!(app.audited().await, []);
}

#[tokio::test]
async fn a_department_has_a_name_and_needs_no_description() {
    let app = TestApp::spawn().await;
    let mei = app.person("mei").await;

    for nothing in ["", " \n\t ", "\u{2003}", "\u{200b}"] {
        assert_mended(&send(&mei, "name", nothing).await, "name", "Write the name");
    }
    assert_done(&send(&mei, "description", " \n ").await);
    assert_eq!(app.text("select description from departments where id = 'politics'").await, "");
}
