//! Where seeds and codes stand, and where they do not.

use std::{fs, os::unix::fs::PermissionsExt, sync::Arc, time::Duration};

use stile::server::{seals::Seals, settings::Factors};

use super::{Became, Typist, held};
use crate::support::TestApp;

const PAGE: &str = "/account/factors";

#[tokio::test]
async fn no_page_after_that_of_the_form_has_the_seed_or_the_codes() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let begun = ada.enrolment(None).await;
    let code = begun.code(&app);
    let fields = [("sealed", begun.sealed.as_str()), ("code", &code)];
    let shown = ada.submit(&format!("{PAGE}?add=totp"), "/api/factors/add-app", &fields).await;
    assert_eq!((shown.status, shown.header("cache-control")), (200, "no-store"), "{}", shown.body);
    let codes: Vec<&str> =
        shown.body.split("<code>").skip(1).filter_map(|it| it.get(..29)).collect();
    assert_eq!(codes.len(), 10, "{}", shown.body);
    assert_eq!(held(&ada, "ada").await, (true, false, 10));
    let key = totp_rs::Secret::from(begun.seed.clone()).to_base32();
    assert!(!shown.says(&key) && !shown.says(&key[..4]));

    for path in [
        PAGE,
        "/account/factors?add=totp",
        "/account",
        "/audit",
        "/",
        "/api/factors/load",
        "/api/me",
    ] {
        let page = ada.open(path).await;
        let secrets = [key.as_str(), &key[..16], &begun.sealed, &code];
        for secret in secrets.iter().chain(&codes) {
            assert!(!page.says(secret), "{path} has {secret}");
        }
    }
}

#[tokio::test]
async fn the_page_with_a_seed_is_kept_by_nobody() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    for path in ["/account/factors?add=totp", "/api/factors/enrolment", "/api/factors/load"] {
        assert_eq!(ada.open(path).await.header("cache-control"), "no-store", "{path}");
    }
    let page = ada.open("/account/factors?add=totp").await;
    assert!(page.says("role=\"img\"") && !page.says("data:image") && !page.says(" style="));
}

#[tokio::test]
async fn the_database_has_neither_seeds_nor_codes() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let (begun, codes) = ada.add_app().await;
    let sent = ada.code_by_mail().await;

    let key = totp_rs::Secret::from(begun.seed.clone());
    let kept = app.text("select secret from factors").await;
    assert!(!kept.contains(&key.to_base32()) && !kept.contains(&format!("{key}")), "{kept}");
    let hash = app.text("select min(hash) from recovery_codes").await;
    assert!(hash.len() == 64 && hash.bytes().all(|it| it.is_ascii_hexdigit()), "{hash}");
    for code in codes {
        let bare = code.replace('-', "");
        let same =
            format!("select count(*) from recovery_codes where hash in ('{code}', '{bare}')");
        assert_eq!(app.number(&same).await, 0);
    }
    let sent = sent.replace(' ', "");
    let same = format!("select count(*) from mail_codes where hash like '%{sent}%'");
    assert_eq!(app.number(&same).await, 0);
    assert_eq!(app.number("select count(*) from mail_codes").await, 1);
}

#[tokio::test]
async fn no_code_lies_among_the_letters_that_wait() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let asked = ada.post("/api/factors/ask-for-code", &[]).await;
    assert_eq!(asked.status, 200, "{}", asked.body);
    let waiting = app.number("select count(*) from outbox").await;
    let errand =
        if waiting == 0 { String::new() } else { app.text("select errand from outbox").await };

    let code = app.code_to("ada@stile.example").await.replace(' ', "");

    assert!(!errand.contains(&code), "{errand}");
}

#[tokio::test]
async fn with_a_new_key_a_factor_still_counts_and_is_under_that_key_from_then_on() {
    let folder = tempfile::tempdir().unwrap();
    let key = |name: &str, byte: u8| {
        let file = folder.path().join(name);
        fs::write(&file, [byte; 32]).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
        file.display().to_string()
    };
    let (old, new) = (key("old", 1), key("new", 2));
    let seals = |keys: &[&String]| {
        let keys = keys.iter().map(|key| (*key).clone()).collect();
        Arc::new(Seals::load(&Factors { keys }).unwrap())
    };
    let only_old = vec![old.clone()];
    let app = TestApp::spawn_with(|settings| settings.factors.keys = only_old).await;
    let (seed, _) = app.person("ada").await.add_app().await;
    let mut typist = Typist::as_if(&app, "ada").await;

    for keys in [seals(&[&new, &old]), seals(&[&new])] {
        app.clock.advance(Duration::from_mins(1));
        typist.call.on.seals = keys;
        assert_eq!(typist.types(&seed.code(&app)).await, Became::App);
    }
}
