//! The stock matcher of CASL reads our rules as we do.

use std::{fs, path::Path, process::Command};

use serde_json::{Value as Json, json};
use stile::authorization::{Governed, Permission, Verdict, authorizer::Authorizer};

use crate::{
    sketch::{authorizer, chance, sketches},
    support::{AUTHORIZER, NOW, every_article, everybody},
};

#[test]
fn casl_agrees_with_the_server_and_with_the_page() {
    let mut cases = cases(&AUTHORIZER, &every_article());
    let mut chance = chance(4);
    for _ in 0..30 {
        let (_, authorizer) = authorizer(&mut chance);
        cases.extend(self::cases(&authorizer, &sketches(&mut chance, 12)));
    }

    let counts = ask_casl(&json!(cases));

    println!("{counts}");
    let count = |name: &str| counts[name].as_u64().unwrap();
    assert_eq!(counts["mistakes"], json!([]));
    assert!(count("checks") > 5_000 && count("asked") > 100);
}

/// For each person their rules, every question, and the right answers: what the server decides, and
/// what our own matcher says.
fn cases<T: Governed>(authorizer: &Authorizer, things: &[T]) -> Vec<Json> {
    let subjects: Vec<Json> = things.iter().map(|thing| json!(thing.subject().facts)).collect();
    let mut about = Permission::ALL.to_vec();
    about.retain(|permission| permission.subject() == T::TYPE);
    let case = |(who, principal)| {
        let ability = authorizer.ability(&principal, NOW).ability;
        let question = |permission: Permission| {
            let decide = |thing| authorizer.decide(&principal, permission, thing, NOW).is_allowed();
            let check = |thing: &T| word(&ability.check(permission, &thing.subject()));
            json!({
                "action": permission.action(),
                "type": permission.subject(),
                "decisions": things.iter().map(decide).collect::<Vec<_>>(),
                "verdicts": things.iter().map(check).collect::<Vec<_>>(),
                "some": ability.can_some(permission),
            })
        };
        json!({
            "who": who,
            "rules": ability.rules(),
            "subjects": subjects,
            "questions": about.iter().copied().map(question).collect::<Vec<_>>(),
        })
    };
    everybody().map(case).collect()
}

const fn word(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Yes => "yes",
        Verdict::Ask => "ask",
        Verdict::No { .. } => "no",
    }
}

fn ask_casl(cases: &Json) -> Json {
    let folder = Path::new("end2end/node_modules/@casl/ability");
    assert!(folder.exists(), "{} is missing; run bin/setup", folder.display());
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), cases.to_string()).unwrap();
    let output = Command::new("node")
        .arg("tests/policies/casl.mjs")
        .arg(file.path())
        .output()
        .unwrap_or_else(|error| panic!("node does not start ({error}); run bin/setup"));
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "casl.mjs: {complaint}");
    serde_json::from_slice(&output.stdout).unwrap()
}
