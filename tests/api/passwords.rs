//! What is kept of passwords, and how it is kept anew when the settings change.

use std::{fs, os::unix::fs::PermissionsExt, path::Path, process::Command, sync::Arc};

use sea_orm::DbBackend;
use stile::{people::passwords, sessions::UserId};
use tempfile::TempDir;

use super::{commands::Place, support::TestApp};

const HASH_OF_ADA: &str = "select password_hash from users where name = 'Ada Okafor'";

const VERSION_OF_ADA: &str = "select version from users where name = 'Ada Okafor'";

/// A server that wants other hashes than those that the seed has made.
async fn with_three_passes() -> Arc<TestApp> {
    TestApp::spawn_with(|settings| settings.passwords.passes = 3).await
}

/// A pepper that only its owner may read.
fn pepper(folder: &Path) -> String {
    let file = folder.join("pepper");
    fs::write(&file, [7; 32]).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    file.display().to_string()
}

async fn status_of_ada(app: &Arc<TestApp>, password: &str) -> u16 {
    let fields = [("email", "ada@stile.example"), ("password", password)];
    app.visitor().post("/api/sign-in", &fields).await.status
}

#[tokio::test]
async fn who_signs_in_gets_a_hash_as_the_settings_want_it_and_nothing_else_changes() {
    let app = with_three_passes().await;
    let before = app.text(HASH_OF_ADA).await;
    let version = app.number(VERSION_OF_ADA).await;

    let office = app.person_by_password("ada").await;
    let renewed = app.text(HASH_OF_ADA).await;
    let home = app.person_by_password("ada").await;

    assert!(before.contains("t=2") && renewed.contains("t=3"), "{before} {renewed}");
    assert_eq!(app.text(HASH_OF_ADA).await, renewed);
    assert_eq!(app.number(VERSION_OF_ADA).await, version);
    for session in [office, home] {
        assert_eq!(session.name().await.as_deref(), Some("Ada Okafor"));
    }
}

#[tokio::test]
async fn a_wrong_password_leaves_an_outdated_hash() {
    let app = with_three_passes().await;
    let before = app.text(HASH_OF_ADA).await;

    assert_eq!(status_of_ada(&app, "not-hers").await, 422);

    assert_eq!(app.text(HASH_OF_ADA).await, before);
}

#[tokio::test]
async fn who_is_suspended_keeps_an_outdated_hash() {
    let app = with_three_passes().await;
    app.execute("update users set suspended_at = 1 where name = 'Ada Okafor'").await;
    let before = app.text(HASH_OF_ADA).await;

    assert_eq!(status_of_ada(&app, &app.password_of("ada").await).await, 403);

    assert_eq!(app.text(HASH_OF_ADA).await, before);
}

#[tokio::test]
async fn a_hash_that_cannot_be_kept_anew_keeps_nobody_out() {
    let app = with_three_passes().await;
    app.execute(match app.foundation.db.get_database_backend() {
        DbBackend::Postgres => {
            "alter table users add constraint fault check (password_hash not like '%t=3%')"
        }
        _ => "create trigger fault before update on users begin select raise(abort, 'no'); end",
    })
    .await;
    let before = app.text(HASH_OF_ADA).await;

    let ada = app.person_by_password("ada").await;

    assert_eq!(ada.name().await.as_deref(), Some("Ada Okafor"));
    assert_eq!(app.text(HASH_OF_ADA).await, before);
}

#[tokio::test]
async fn a_password_that_was_changed_meanwhile_stays() {
    let app = TestApp::spawn().await;
    let ada = UserId::new(app.user_id("ada").await);
    let renew = async |old: &str, new: &str| {
        let renewed = passwords::renew(&app.foundation, ada, old.to_owned(), new.to_owned());
        renewed.await.unwrap();
    };

    let checked = app.text(HASH_OF_ADA).await;
    app.execute("update users set password_hash = 'changed'").await;
    renew(&checked, "renewed").await;
    assert_eq!(app.text(HASH_OF_ADA).await, "changed");

    renew("changed", "renewed").await;
    assert_eq!(app.text(HASH_OF_ADA).await, "renewed");
    let hash_of_tom = app.text("select password_hash from users where name = 'Tom Byrne'").await;
    assert_eq!(hash_of_tom, "changed");
}

#[tokio::test]
async fn hashes_from_before_the_pepper_count_and_are_made_anew_with_it() {
    let folder = TempDir::new().unwrap();
    let file = pepper(folder.path());
    let app = TestApp::spawn_with(|settings| settings.passwords.pepper = file).await;

    app.person_by_password("ada").await;
    let renewed = app.text(HASH_OF_ADA).await;

    assert!(renewed.contains("keyid="), "{renewed}");
    assert_eq!(status_of_ada(&app, &app.password_of("ada").await).await, 200);
    assert_eq!(status_of_ada(&app, "not-hers").await, 422);
}

#[tokio::test]
async fn a_hash_whose_pepper_is_gone_is_our_fault_and_no_wrong_password() {
    let app = TestApp::spawn().await;
    app.execute(
        "update users set password_hash = replace(password_hash, ',p=1', ',p=1,keyid=AAAAAAAA') \
         where name = 'Ada Okafor'",
    )
    .await;

    for password in [app.password_of("ada").await.as_str(), "not-hers"] {
        let fields = [("email", "ada@stile.example"), ("password", password)];
        let answer = app.visitor().post("/api/sign-in", &fields).await;
        assert_eq!((answer.status, answer.error().as_str()), (500, "failed"), "{}", answer.body);
    }
}

#[tokio::test]
async fn a_pepper_that_cannot_be_used_stops_the_start() {
    let (place, folder) = (Place::new().await, TempDir::new().unwrap());
    let file = pepper(folder.path());
    let checked = || {
        let mut check = place.prepare(Command::new(env!("CARGO_BIN_EXE_stile")));
        let output = check.arg("check").env("STILE_PASSWORDS__PEPPER", &file).output().unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };

    assert_eq!(checked().0, Some(0));
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    let exposed = checked();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    fs::write(&file, [7; 31]).unwrap();
    let short = checked();
    fs::remove_file(&file).unwrap();
    let missing = checked();

    let remedies =
        [(exposed, "chmod 600"), (short, "head -c 32 /dev/urandom"), (missing, "cannot be read")];
    for ((code, said), remedy) in remedies {
        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains("passwords.pepper") && said.contains(remedy), "{said}");
    }
}

#[tokio::test]
async fn every_character_of_a_long_password_counts() {
    let app = TestApp::spawn().await;
    let password = "tulip ladder oboe frost kestrel marble ".repeat(4)[..130].to_owned();
    let new = app.foundation.passwords.check(password.clone(), Vec::new()).await.unwrap();
    let hash = app.foundation.passwords.hash(new).await.unwrap();
    app.execute(&format!("update users set password_hash = '{hash}' where name = 'Ada Okafor'"))
        .await;

    assert_eq!(status_of_ada(&app, &password).await, 200);
    for place in [64, 72, 128] {
        let mut other = password.clone();
        other.replace_range(place..=place, "#");
        assert_eq!(status_of_ada(&app, &other).await, 422, "{place}");
    }
    for other in [format!(" {password}"), format!("{password} "), password.to_uppercase()] {
        assert_eq!(status_of_ada(&app, &other).await, 422, "{other:?}");
    }
}

#[tokio::test]
async fn a_password_is_the_same_however_its_keyboard_composes_it() {
    let app = TestApp::spawn().await;
    let new =
        app.foundation.passwords.check("größer als ein Öltanker".into(), Vec::new()).await.unwrap();
    let hash = app.foundation.passwords.hash(new).await.unwrap();
    app.execute(&format!("update users set password_hash = '{hash}' where name = 'Ada Okafor'"))
        .await;

    assert_eq!(status_of_ada(&app, "größer als ein Öltanker").await, 200);
    assert_eq!(status_of_ada(&app, "gro\u{308}ßer als ein O\u{308}ltanker").await, 200);
    assert_eq!(status_of_ada(&app, "grosser als ein Oltanker").await, 422);
}
