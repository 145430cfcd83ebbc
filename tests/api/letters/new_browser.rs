//! Whoever signs in with a new browser: the owner of the account hears of it.

use super::{GOOD, SIGN_UP};
use crate::support::TestApp;

const ADA: &str = "ada@stile.example";
const SUBJECT: &str = "A new sign-in to your account";

#[tokio::test]
async fn the_owner_of_an_account_is_told_of_a_sign_in_with_a_new_browser() {
    let app = TestApp::spawn().await;

    app.person("ada").await;

    let letters = app.letters_to(ADA).await;
    assert_eq!((letters.len(), letters[0].subject.as_str()), (1, SUBJECT));
    let text = &letters[0].text;
    assert!(text.contains("127.0.0.0/24") && text.contains("/recovery"), "{text}");
    assert!(!text.contains("/letters/"), "{text}");
}

#[tokio::test]
async fn a_browser_in_which_they_were_signed_in_before_is_no_news() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    ada.post("/api/sign-out", &[]).await;

    assert_eq!(ada.sign_in(ADA, &app.password_of("ada").await).await.status, 200);

    assert_eq!(app.letters_to(ADA).await.len(), 1);
}

#[tokio::test]
async fn a_browser_of_somebody_else_is_news() {
    let app = TestApp::spawn().await;
    let tom = app.person("tom").await;

    assert_eq!(tom.sign_in(ADA, &app.password_of("ada").await).await.status, 200);

    assert_eq!(app.letters_to(ADA).await[0].subject, SUBJECT);
}

#[tokio::test]
async fn who_does_not_get_in_is_no_news() {
    let app = TestApp::spawn().await;
    app.execute("update users set suspended_at = 1 where email = 'tom@stile.example'").await;

    assert_eq!(app.visitor().sign_in(ADA, "wrong").await.status, 422);
    let tom = app.visitor();
    tom.sign_in("tom@stile.example", &app.password_of("tom").await).await;

    assert!(app.letters_to(ADA).await.is_empty());
    assert!(app.letters_to("tom@stile.example").await.is_empty());
}

#[tokio::test]
async fn the_first_session_of_a_new_account_is_no_news() {
    let app = TestApp::spawn().await;
    let nina = app.who_has_followed(SIGN_UP, "nina@reader.example").await;
    let fields = [("name", "Nina Roth"), ("password", GOOD)];
    assert_eq!(nina.finish("/api/sign-up/finish", &fields).await.status, 200);

    let letters = app.letters_to("nina@reader.example").await;

    assert!(letters.iter().all(|letter| letter.subject != SUBJECT), "{letters:?}");
}
