//! Hashing, checking, and the queue.

use std::{fs, os::unix::fs::PermissionsExt};

use argon2::PasswordHash;
use tempfile::TempDir;

use super::*;
use crate::server::settings::Settings;

fn shipped() -> settings::Passwords {
    settings::Passwords { parallel: 1, queue: 1, ..Settings::defaults().unwrap().passwords }
}

fn passwords() -> Passwords {
    Passwords::new(&shipped()).unwrap()
}

/// Those with a pepper of that byte.
fn peppered(byte: u8) -> (Passwords, TempDir) {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("pepper");
    fs::write(&file, [byte; 32]).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    let settings = settings::Passwords { pepper: file.display().to_string(), ..shipped() };
    (Passwords::new(&settings).unwrap(), folder)
}

async fn hash(passwords: &Passwords, password: &str) -> String {
    passwords.hash(NewPassword::known(password.into())).await.unwrap()
}

async fn verdict(passwords: &Passwords, password: &str, hash: &str) -> Verdict {
    passwords.verify(password.into(), Some(hash.into())).await.unwrap()
}

#[tokio::test]
async fn a_password_belongs_to_its_own_hash_only() {
    let passwords = passwords();
    let hash = hash(&passwords, "correct horse").await;

    assert!(matches!(verdict(&passwords, "correct horse", &hash).await, Verdict::Right));
    assert!(matches!(verdict(&passwords, "battery staple", &hash).await, Verdict::Wrong));
}

#[tokio::test]
async fn every_character_counts_and_nothing_is_trimmed() {
    let passwords = passwords();
    let long = "tulip ladder oboe frost kestrel marble ".repeat(4)[..130].to_owned();
    let kept = hash(&passwords, &long).await;

    for place in [64, 72, 128] {
        let mut other = long.clone();
        other.replace_range(place..=place, "#");
        assert!(matches!(verdict(&passwords, &other, &kept).await, Verdict::Wrong), "{place}");
    }
    for other in [format!(" {long}"), format!("{long} "), long.to_uppercase(), format!("{long}\0")]
    {
        assert!(matches!(verdict(&passwords, &other, &kept).await, Verdict::Wrong), "{other:?}");
    }
    assert!(matches!(verdict(&passwords, &long, &kept).await, Verdict::Right));
}

#[tokio::test]
async fn composed_and_decomposed_are_one_password() {
    let passwords = passwords();
    let new = passwords.check("gro\u{308}ßer als ein Öltanker".into(), Vec::new()).await.unwrap();
    let hash = passwords.hash(new).await.unwrap();

    for typed in ["größer als ein Öltanker", "gro\u{308}ßer als ein O\u{308}ltanker"] {
        assert!(matches!(verdict(&passwords, typed, &hash).await, Verdict::Right), "{typed}");
    }
}

#[tokio::test]
async fn what_is_too_long_is_wrong_also_for_an_empty_password() {
    let passwords = passwords();
    let hash = hash(&passwords, "").await;

    let endless = "p".repeat(LONGEST + 1);

    assert!(matches!(verdict(&passwords, &endless, &hash).await, Verdict::Wrong));
}

#[tokio::test]
async fn who_is_unknown_costs_a_real_verification_with_the_same_parameters() {
    let settings = settings::Passwords { memory: 12_288, passes: 3, lanes: 2, ..shipped() };
    let passwords = Passwords::new(&settings).unwrap();
    let nobody = PasswordHash::new(passwords.hashing.of_nobody()).unwrap();
    let somebody = hash(&passwords, "x").await;
    let somebody = PasswordHash::new(&somebody).unwrap();

    assert_eq!((nobody.algorithm, nobody.version), (somebody.algorithm, somebody.version));
    assert_eq!(nobody.params, somebody.params);
    assert_eq!(nobody.params.to_string(), "m=12288,t=3,p=2");
    assert_eq!(nobody.salt.unwrap().len(), somebody.salt.unwrap().len());
    assert_eq!(nobody.hash.unwrap().len(), somebody.hash.unwrap().len());
    assert!(matches!(passwords.verify("x".into(), None).await, Ok(Verdict::Wrong)));
    assert_ne!(passwords.hashing.of_nobody(), self::passwords().hashing.of_nobody());
}

#[tokio::test]
async fn who_is_unknown_costs_the_same_with_a_pepper() {
    let (passwords, _folder) = peppered(1);
    let nobody = PasswordHash::new(passwords.hashing.of_nobody()).unwrap();
    let somebody = hash(&passwords, "x").await;

    assert_eq!(nobody.params, PasswordHash::new(&somebody).unwrap().params);
    assert!(matches!(passwords.verify("x".into(), None).await, Ok(Verdict::Wrong)));
}

#[tokio::test]
async fn a_hash_of_another_kind_counts_and_is_outdated() {
    let before = hash(&passwords(), "correct horse").await;

    for settings in [
        settings::Passwords { memory: 19_464, ..shipped() },
        settings::Passwords { passes: 3, ..shipped() },
        settings::Passwords { lanes: 2, ..shipped() },
    ] {
        let passwords = Passwords::new(&settings).unwrap();
        let outdated = verdict(&passwords, "correct horse", &before).await;
        let Verdict::Outdated(known) = outdated else { panic!("{settings:?}: {outdated:?}") };
        let after = passwords.hash(known).await.unwrap();
        assert!(matches!(verdict(&passwords, "correct horse", &after).await, Verdict::Right));
        assert!(matches!(verdict(&passwords, "battery", &before).await, Verdict::Wrong));
    }
}

#[tokio::test]
async fn a_pepper_is_part_of_the_hash_and_hashes_from_before_are_outdated() {
    let before = hash(&passwords(), "correct horse").await;
    let (passwords, _folder) = peppered(1);

    let outdated = verdict(&passwords, "correct horse", &before).await;
    let Verdict::Outdated(known) = outdated else { panic!("{outdated:?}") };
    let after = passwords.hash(known).await.unwrap();

    assert!(after.contains("keyid="), "{after}");
    assert!(matches!(verdict(&passwords, "correct horse", &after).await, Verdict::Right));
    let without = after.split('$').map(|part| part.split(",keyid").next().unwrap());
    let without = without.collect::<Vec<_>>().join("$");
    assert!(matches!(verdict(&self::passwords(), "correct horse", &without).await, Verdict::Wrong));
}

#[tokio::test]
async fn a_hash_with_a_pepper_that_is_not_here_is_our_fault() {
    let (with_one, _one) = peppered(1);
    let (with_other, _other) = peppered(2);
    let kept = hash(&with_one, "correct horse").await;

    for passwords in [&passwords(), &with_other] {
        for password in ["correct horse", "battery staple"] {
            let outcome = passwords.verify(password.into(), Some(kept.clone())).await;
            assert!(matches!(outcome, Err(PasswordError::OtherPepper)), "{outcome:?}");
        }
    }
}

#[tokio::test]
async fn a_full_queue_turns_the_next_away() {
    let passwords = passwords();
    let work = || async { passwords.verify("x".into(), None).await };

    let (first, second, third) = tokio::join!(work(), work(), work());

    assert!(first.is_ok() && second.is_ok());
    assert!(matches!(third, Err(PasswordError::QueueFull)));
}

#[tokio::test]
async fn a_new_password_is_judged_in_turn_and_by_what_is_known_of_the_person() {
    let passwords = passwords();
    let check = |password: &str| passwords.check(password.into(), vec!["Ada Okafor".into()]);

    let refused = check("ada okafor is me").await;
    assert!(matches!(refused, Err(PasswordError::Weak(Weakness::Context))), "{refused:?}");
    assert!(check("tulip ladder oboe frost").await.is_ok());
    let strength = passwords.strength("ada okafor is me".into(), vec!["Ada Okafor".into()]);
    assert_eq!(strength.await.unwrap().score, 1);
    let (_, _, third) = tokio::join!(check("one"), check("two"), check("three"));
    assert!(matches!(third, Err(PasswordError::QueueFull)), "{third:?}");
}
