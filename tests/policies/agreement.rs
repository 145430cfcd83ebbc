//! Decisions, rules and filters give the same answer about every person and every thing.

use std::fmt::Debug;

use stile::{
    authorization::{Governed, Permission, Verdict, decision::Decision},
    timestamp::Timestamp,
};

use crate::{
    comments::every_comment,
    database,
    support::{AUTHORIZER, NOW, article, every_article, everybody, person},
};

/// What the server decides about every person and every thing of a kind, with the permissions that
/// are about such things.
struct Decided<T> {
    things: Vec<T>,
    /// Who, what, and the decisions in the order of the things.
    rows: Vec<(&'static str, Permission, Vec<Decision>)>,
}

fn decided<T: Governed>(things: Vec<T>) -> Decided<T> {
    let mut rows = Vec::new();
    for (who, principal) in everybody() {
        for permission in Permission::ALL.into_iter().filter(|one| one.subject() == T::TYPE) {
            let decide = |thing| AUTHORIZER.decide(&principal, permission, thing, NOW);
            rows.push((who, permission, things.iter().map(decide).collect()));
        }
    }
    Decided { things, rows }
}

/// Just before `NOW`.
const BEFORE: Timestamp = Timestamp::from_millis(NOW.millis() - 1);

/// When the rules of `NOW` hold no longer: a span of 15 seconds (`authorizer.rs`).
const LATER: Timestamp = Timestamp::from_millis(NOW.millis() + 15_000);

/// How often rules say what the server says, and how often they leave it to the server.
#[derive(Debug, Default, PartialEq, Eq)]
struct Tally {
    sure: usize,
    asked: usize,
}

fn rules_agree<T: Governed + Debug>(things: Vec<T>) -> Tally {
    let mut tally = Tally::default();
    let Decided { things, rows } = decided(things);
    for (who, permission, decisions) in &rows {
        let principal = person(who);
        let ability = AUTHORIZER.ability(&principal, NOW).ability;
        for (thing, decision) in things.iter().zip(decisions) {
            match ability.check(*permission, &thing.subject()) {
                Verdict::Ask => {
                    let at = |moment| AUTHORIZER.decide(&principal, *permission, thing, moment);
                    assert_ne!(at(BEFORE), at(LATER), "{who} {permission:?} {thing:?}");
                    tally.asked += 1;
                }
                verdict => {
                    assert_eq!(verdict, as_verdict(decision), "{who} {permission:?} {thing:?}");
                    tally.sure += 1;
                }
            }
        }
        let some = decisions.iter().any(Decision::is_allowed);
        assert!(!some || ability.can_some(*permission), "{who} {permission:?}");
    }
    tally
}

async fn filters_agree<T: Governed + Debug>(things: Vec<T>) -> usize {
    let Decided { things, rows } = decided(things);
    let database = database::of(&things).await;
    for (who, permission, decisions) in &rows {
        let filter = AUTHORIZER.filter::<T>(&person(who), *permission, NOW);
        let found = database::find::<T>(&database, filter.condition).await;
        let pairs = things.iter().zip(decisions);
        let allowed = pairs.filter(|(_, decision)| decision.is_allowed());
        let allowed: Vec<i64> = allowed.map(|(thing, _)| thing.id().parse().unwrap()).collect();
        assert!(filter.exact, "{who} {permission:?}");
        assert_eq!(found, allowed, "{who} {permission:?}");
    }
    rows.len() * things.len()
}

fn as_verdict(decision: &Decision) -> Verdict {
    match decision.clone() {
        Decision::Allowed => Verdict::Yes,
        Decision::Refused { reason } => Verdict::No { reason },
    }
}

#[test]
fn rules_agree_with_decisions_about_articles_and_so_do_their_reasons() {
    let Tally { sure, asked } = rules_agree(every_article());

    assert!(sure > 10_000, "only {sure} checks");
    assert!(asked > 0, "no embargo ends while the rules hold");
}

#[test]
fn rules_agree_with_decisions_about_comments_and_ask_only_while_an_answer_changes() {
    let Tally { sure, asked } = rules_agree(every_comment());

    assert!(sure > 2_000, "only {sure} checks");
    assert!(asked > 0, "no comment can be edited for less than the rules hold");
}

#[tokio::test]
async fn filters_agree_with_decisions() {
    let checks = filters_agree(every_article()).await + filters_agree(every_comment()).await;

    assert!(checks > 5_000, "only {checks} checks");
}

#[test]
fn a_refusal_says_what_forbids_only_where_it_is_permitted_otherwise() {
    let publish = |who: &str, what: &str| {
        AUTHORIZER.decide(&person(who), Permission::PublishArticle, &article(what), NOW)
    };
    let refused = |reason: Option<&str>| Decision::Refused { reason: reason.map(str::to_owned) };

    assert_eq!(
        publish("ada", "in_review science by ada"),
        refused(Some("nobody publishes their own article"))
    );
    assert_eq!(publish("ada", "published science by ada"), refused(None));
    assert_eq!(publish("lena", "in_review science by lena"), refused(None));
    assert_eq!(
        publish("ada", "in_review science by lena held"),
        refused(Some("nobody publishes an article under legal hold"))
    );
}
