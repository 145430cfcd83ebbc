//! Two letters in one browser: the form of each page acts for the address that it shows, or not at all.

use std::sync::Arc;

use super::{GOOD, RECOVER, SIGN_UP};
use crate::support::{Answer, Person, TestApp};

const ADA: &str = "ada@stile.example";
const TOM: &str = "tom@stile.example";
const NINA: &str = "nina@reader.example";
const OLGA: &str = "olga@reader.example";
const MEANWHILE: &str = "The link of another letter was opened in this browser meanwhile";

/// Somebody who has followed the links in the letters to both addresses, one after the other.
async fn who_has_followed_both(app: &Arc<TestApp>, ask: &str, both: [&str; 2]) -> Person {
    let person = app.visitor();
    for address in both {
        person.post(ask, &[("email", address)]).await;
        assert_eq!(person.open(&app.link_to(address).await).await.status, 303);
    }
    person
}

#[track_caller]
fn assert_not_done(answer: &Answer) {
    assert_eq!((answer.status, answer.error().as_str()), (410, "expired"), "{}", answer.body);
    assert!(answer.says(MEANWHILE), "{}", answer.body);
}

#[tokio::test]
async fn the_form_for_a_new_password_changes_it_for_the_address_of_its_page_alone() {
    let app = TestApp::spawn().await;
    let (adas, toms) = (app.password_of("ada").await, app.password_of("tom").await);
    let person = who_has_followed_both(&app, RECOVER, [ADA, TOM]).await;

    let first = [("address", ADA), ("password", GOOD)];
    assert_not_done(&person.post("/api/recovery/finish", &first).await);
    assert_eq!(app.visitor().sign_in(ADA, &adas).await.status, 200);
    assert_eq!(app.visitor().sign_in(TOM, &toms).await.status, 200);
    let second = [("address", TOM), ("password", GOOD)];
    assert_eq!(person.post("/api/recovery/finish", &second).await.status, 200);

    assert_eq!(app.visitor().sign_in(ADA, &adas).await.status, 200);
    assert_eq!(app.visitor().sign_in(TOM, GOOD).await.status, 200);
}

#[tokio::test]
async fn the_form_of_a_sign_up_makes_the_account_of_the_address_of_its_page_alone() {
    let app = TestApp::spawn().await;
    let people = app.number("select count(*) from users").await;
    let person = who_has_followed_both(&app, SIGN_UP, [NINA, OLGA]).await;
    let fields = |address| [("address", address), ("name", "Nina Roth"), ("password", GOOD)];

    assert_not_done(&person.post("/api/sign-up/finish", &fields(NINA)).await);
    assert_eq!(app.number("select count(*) from users").await, people);
    person.open(&app.link_to(NINA).await).await;

    assert_eq!(person.post("/api/sign-up/finish", &fields(NINA)).await.status, 200);
    assert_eq!(app.visitor().sign_in(NINA, GOOD).await.status, 200);
}

#[tokio::test]
async fn the_form_for_another_address_gives_the_one_of_its_page_alone() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    for address in [NINA, OLGA] {
        ada.post("/api/credentials/change-email", &[("email", address)]).await;
        ada.open(&app.link_to(address).await).await;
    }

    let first = ada.post("/api/credentials/finish-email", &[("address", NINA)]).await;
    assert_not_done(&first);
    assert_eq!(ada.read("/api/credentials/load").await["email"], ADA);
    let second = ada.post("/api/credentials/finish-email", &[("address", OLGA)]).await;

    assert_eq!(second.status, 200, "{}", second.body);
    assert_eq!(ada.read("/api/credentials/load").await["email"], OLGA);
}

#[tokio::test]
async fn without_script_the_page_comes_back_with_what_was_typed_and_for_the_address_that_it_showed()
{
    let app = TestApp::spawn().await;
    let person = who_has_followed_both(&app, SIGN_UP, [NINA, OLGA]).await;
    let page = person.open("/sign-up/finish").await;
    assert!(page.says("name=\"address\" value=\"olga@reader.example\""), "{}", page.body);

    let fields = [("address", NINA), ("name", "Nina Roth"), ("password", GOOD)];
    let page = person.submit("/sign-up/finish", "/api/sign-up/finish", &fields).await;

    assert_eq!(page.status, 410, "{}", page.body);
    assert!(page.says(MEANWHILE) && page.says("value=\"Nina Roth\""), "{}", page.body);
    assert!(page.says("name=\"address\" value=\"nina@reader.example\""), "{}", page.body);
    assert!(!page.says("value=\"olga@reader.example\"") && !page.says(GOOD), "{}", page.body);
}
