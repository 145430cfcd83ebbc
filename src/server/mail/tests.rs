//! Letters as they travel, and as they lie.

use super::*;
use crate::server::settings::Settings;

fn letter(to: &str, subject: &str) -> Letter {
    Letter {
        to: to.to_owned(),
        subject: subject.to_owned(),
        text: "Größe: 5 µm\n.\nQUIT".to_owned(),
        html: "<p>Größe: 5 µm</p>".to_owned(),
    }
}

fn written(letter: &Letter) -> Result<String, Unwritable> {
    let from = "The Daily Stile <newsroom@stile.example>".parse().unwrap();
    Ok(String::from_utf8(letter.message(&from)?.formatted()).unwrap())
}

#[test]
fn a_letter_has_both_parts_and_nobody_on_holiday_answers_it() {
    let message = written(&letter("ada@stile.example", "Your account")).unwrap();

    assert!(message.contains("Content-Type: multipart/alternative"), "{message}");
    assert!(message.contains("text/plain; charset=utf-8") && message.contains("text/html"));
    assert!(message.contains("Auto-Submitted: auto-generated\r\n"));
    assert!(message.contains("To: ada@stile.example\r\n"));
}

#[test]
fn no_text_of_a_letter_adds_a_header() {
    for subject in ["a\r\nBcc: eve@evil.example", "a\nBcc: eve@evil.example", "a\r\n\r\n<b>"] {
        let message = written(&letter("ada@stile.example", subject)).unwrap();
        let (head, _) = message.split_once("\r\n\r\n").unwrap();

        let names = head.lines().filter(|line| !line.starts_with([' ', '\t']));
        let names: Vec<&str> = names.map(|line| line.split(':').next().unwrap()).collect();
        assert!(!names.contains(&"Bcc"), "{head}");
    }
}

#[test]
fn an_address_that_is_none_makes_no_letter() {
    for to in [
        "",
        "ada",
        "ada@",
        "@stile.example",
        "ada@stile.example\r\nBcc: eve@evil.example",
        "ada@stile.example, eve@evil.example",
        "Ada <ada@stile.example>",
        "ada@stile.example\0",
        "ada @stile.example",
    ] {
        assert!(!is_address(to), "{to}");
        assert!(written(&letter(to, "Hello")).is_err(), "{to}");
    }
    assert!(is_address("ada@stile.example") && is_address("a.b+c@xn--brcke-jva.example"));
    assert!(!is_address(&format!("{}@stile.example", "a".repeat(250))));
}

#[test]
fn nobody_is_written_to_by_a_name_in_quotes_or_at_the_number_of_a_host() {
    for to in [
        r#""a b"@stile.example"#,
        r#""ada"@stile.example"#,
        r#""@"@stile.example"#,
        "ada@[127.0.0.1]",
        "ada@[IPv6:::1]",
        "ada@[::1]",
        "ada@127.0.0.1",
        "ada@::1",
    ] {
        assert!(!is_address(to), "{to}");
    }
    for to in
        ["ada@stile.example", "o'neil+7@stile.example", "ada@10.example", "ada@brücke.example"]
    {
        assert!(is_address(to) && written(&letter(to, "Hello")).is_ok(), "{to}");
    }
}

#[test]
fn a_letter_is_given_up_for_what_is_wrong_with_it_and_not_for_what_is_wrong_with_us() {
    assert!([550, 551, 552, 553].into_iter().all(is_about_the_letter));
    assert!(![421, 450, 451, 454, 500, 530, 535, 554].into_iter().any(is_about_the_letter));
}

#[tokio::test]
async fn what_nobody_carries_lies_in_the_folder_the_newest_first() {
    let folder = tempfile::tempdir().unwrap();
    let mut settings = Settings::defaults().unwrap().mail;
    settings.folder = folder.path().join("mail").display().to_string();
    let mail = Mail::open(&settings).unwrap();
    assert_eq!(mail.folder().unwrap().lying().await.unwrap(), []);

    mail.carry(&letter("ada@stile.example", "One")).await.unwrap();
    while mail.folder().unwrap().lying().await.unwrap()[0].at
        == crate::server::clock::Clock::system().now().millis()
    {
        tokio::task::yield_now().await;
    }
    mail.carry(&letter("ada@stile.example", "Two")).await.unwrap();

    let lying = mail.folder().unwrap().lying().await.unwrap();
    let subjects: Vec<&str> = lying.iter().map(|it| it.subject.as_str()).collect();
    assert_eq!(subjects, ["Two", "One"]);
}
