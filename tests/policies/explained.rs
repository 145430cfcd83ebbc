//! Why somebody may do something or not, and what would turn that round.

use stile::{
    authorization::{Change, Explanation, Governed, Permission},
    sessions::Role,
    timestamp::Timestamp,
};

use crate::{
    comments::comment,
    support::{AUTHORIZER, Article, CALL, NOW, article, person},
};

fn explained(who: &str, permission: Permission, what: &impl Governed) -> Explanation {
    AUTHORIZER.explain(&person(who), permission, &what.subject(), CALL).unwrap()
}

fn sentences(explanation: &Explanation) -> Vec<&str> {
    explanation.deciding.iter().map(|policy| policy.sentence.as_str()).collect()
}

fn role(name: &str) -> Role {
    match name.split_once('@') {
        Some((name, department)) => {
            Role { name: name.to_owned(), department: Some(department.to_owned()) }
        }
        None => Role { name: name.to_owned(), department: None },
    }
}

#[test]
fn a_yes_names_what_permits_and_the_role_that_it_hangs_on() {
    let why = explained("ada", Permission::PublishArticle, &article("in_review science by lena"));

    assert!(why.answer.allowed);
    assert_eq!(
        sentences(&why),
        ["editors and managers publish articles in review of their department"]
    );
    assert!(why.deciding[0].text.contains("when {") && why.deciding[0].permits);
    assert_eq!(why.changes, [Change::Lose(role("editor@science"))]);
    assert!(
        why.others.iter().any(|policy| policy.sentence == "nobody publishes their own article")
    );
}

#[test]
fn a_no_names_what_forbids_and_no_role_helps_against_that() {
    let why = explained("ada", Permission::PublishArticle, &article("in_review science by ada"));

    assert_eq!(why.answer.reason.as_deref(), Some("nobody publishes their own article"));
    assert_eq!(sentences(&why), ["nobody publishes their own article"]);
    assert_eq!(why.changes, []);
}

#[test]
fn where_nothing_permits_the_roles_are_named_that_would() {
    let why = explained("tom", Permission::PublishArticle, &article("in_review science by lena"));

    assert_eq!((why.answer.allowed, why.answer.reason.as_deref()), (false, None));
    assert_eq!(sentences(&why), [""; 0]);
    assert_eq!(
        why.changes,
        [Change::Gain(role("manager@science")), Change::Gain(role("editor@science"))]
    );
}

#[test]
fn what_only_time_changes_says_when() {
    let embargoed = Article { embargo: Some(5_000), ..article("published science by lena") };
    let why = explained("tom", Permission::ReadArticle, &embargoed);
    assert!(why.changes.contains(&Change::Wait(Timestamp::from_millis(5_000))), "{why:?}");

    let why = explained("tom", Permission::UpdateComment, &comment("new by tom"));
    let end = Timestamp::from_millis(NOW.millis() + 600_000);
    assert_eq!((why.answer.allowed, why.changes), (true, vec![Change::Wait(end)]));
}

#[test]
fn a_visitor_is_told_where_signing_in_is_enough() {
    let published = article("published science by lena");

    let why = explained("a visitor", Permission::CommentArticle, &published);
    assert_eq!(why.changes, [Change::SignIn]);
    let why = explained("a visitor", Permission::UpdateArticle, &published);
    assert_eq!(why.changes, []);
}
