//! Decisions, rules and filters give the same answer about every person and every article.

use stile::authorization::{Governed, Permission, Verdict, decision::Decision};

use crate::{
    database,
    support::{AUTHORIZER, Article, DECISIONS, NOW, article, every_article, person},
};

#[test]
fn rules_agree_with_decisions_and_so_do_their_reasons() {
    let articles = every_article();
    let mut checks = 0;
    for decided in &*DECISIONS {
        let ability = AUTHORIZER.ability(&decided.principal, NOW).ability;
        for (article, decision) in articles.iter().zip(&decided.decisions) {
            let verdict = ability.check(decided.permission, &article.subject());
            let who = (decided.who, decided.permission, article);
            assert_eq!(verdict, as_verdict(decision), "{who:?}");
            checks += 1;
        }
    }

    assert!(checks > 5_000, "only {checks} checks");
}

fn as_verdict(decision: &Decision) -> Verdict {
    match decision.clone() {
        Decision::Allowed => Verdict::Yes,
        Decision::Refused { reason } => Verdict::No { reason },
    }
}

#[test]
fn where_an_article_allows_something_there_is_something_to_do() {
    for decided in &*DECISIONS {
        let some = decided.decisions.iter().any(Decision::is_allowed);
        let ability = AUTHORIZER.ability(&decided.principal, NOW).ability;
        let who = (decided.who, decided.permission);
        assert!(!some || ability.can_some(decided.permission), "{who:?}");
    }
}

#[tokio::test]
async fn filters_agree_with_decisions() {
    let articles = every_article();
    let database = database::of(&articles).await;
    let mut checks = 0;
    for decided in &*DECISIONS {
        let filter = AUTHORIZER.filter::<Article>(&decided.principal, decided.permission, NOW);
        let found = database::find::<Article>(&database, filter.condition).await;
        let pairs = articles.iter().zip(&decided.decisions);
        let allowed = pairs.filter(|(_, decision)| decision.is_allowed());
        let allowed: Vec<i64> = allowed.map(|(article, _)| article.id).collect();
        let who = (decided.who, decided.permission);
        assert!(filter.exact, "{who:?}");
        assert_eq!(found, allowed, "{who:?}");
        checks += articles.len();
    }

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
}
