//! What keeps a server with a certificate from starting.

use std::{fs, os::unix::fs::PermissionsExt, process::Command};

use super::{Certified, all};
use crate::commands::Place;

/// What `stile check` says with these files.
async fn checked(certificate: &Certified, key: &Certified) -> (Option<i32>, String) {
    let place = Place::new().await;
    let output = place
        .prepare(Command::new(env!("CARGO_BIN_EXE_stile")))
        .arg("check")
        .env("STILE_SITE__ORIGIN", "https://localhost:3000")
        .env("STILE_TLS__CERTIFICATE", certificate.file("certificate.pem"))
        .env("STILE_TLS__KEY", key.file("key.pem"))
        .output()
        .unwrap();
    (output.status.code(), all(&output))
}

#[tokio::test]
async fn a_certificate_with_its_key_is_fine_without_a_proxy() {
    let certified = Certified::new();

    let (code, said) = checked(&certified, &certified).await;

    assert_eq!(code, Some(0), "{said}");
}

#[tokio::test]
async fn a_key_that_others_may_read_stops_the_start() {
    let certified = Certified::new();
    let key = certified.file("key.pem");

    for mode in [0o640, 0o604, 0o620] {
        fs::set_permissions(&key, fs::Permissions::from_mode(mode)).unwrap();

        let (code, said) = checked(&certified, &certified).await;

        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains("tls.key"), "{said}");
        assert!(said.contains(&format!("chmod 600 {}", key.display())), "{said}");
    }
}

#[tokio::test]
async fn the_key_of_another_certificate_stops_the_start() {
    let (certified, other) = (Certified::new(), Certified::new());

    let (code, said) = checked(&certified, &other).await;

    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("`tls.certificate`, `tls.key`"), "{said}");
}

#[tokio::test]
async fn a_file_that_is_not_there_or_something_else_is_named() {
    let certified = Certified::new();
    let certificate = certified.file("certificate.pem");

    fs::write(&certificate, "something else").unwrap();
    let (code, said) = checked(&certified, &certified).await;
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains(&format!("{} cannot be read", certificate.display())), "{said}");

    fs::remove_file(certified.file("key.pem")).unwrap();
    let (_, said) = checked(&Certified::new(), &certified).await;
    assert!(said.contains("key.pem cannot be read (`tls.key`)"), "{said}");
}
