//! The four answers agree: about the newsroom's policies, and about policies made up at random.
//!
//! `bench/agreement` asks the same questions, only many more: as many as `AGREEMENT_CHECKS` says.

use std::{env, fmt::Debug};

use rand::{rngs::StdRng, seq::IndexedRandom};
use stile::authorization::{Context, Governed, Permission, decision::Decision};

use crate::{
    alerts::every_alert,
    answers::{Asker, Comparison, Questions},
    audit::every_deed,
    comments::every_comment,
    departments::every_section,
    people::{every_assignment, every_profile},
    sketch::{authorizer, chance, sketches},
    support::{AUTHORIZER, CALL, article, every_article, everybody, person},
    world::{World, network},
};

/// Checks of each of the two kinds, if nobody asks for more.
const CHECKS: usize = 12_000;

/// Rules may leave less than one in so many checks of the newsroom's policies to the server.
const SURE_PER_ASKED: usize = 50;

fn wanted_checks() -> usize {
    env::var("AGREEMENT_CHECKS").map_or(CHECKS, |checks| checks.parse::<usize>().unwrap() / 2)
}

fn askers() -> Vec<Asker> {
    everybody().map(|(who, principal)| (who.to_owned(), principal)).collect()
}

impl Comparison {
    async fn ask_shipped<T: Governed + Debug>(&mut self, world: &World, things: &[T]) {
        let (askers, context) = (&world.askers[..], world.context);
        let authorizer = &AUTHORIZER;
        let questions = Questions { authorizer, askers, things, context, shipped: true };
        self.ask(&questions).await;
    }

    /// Says what was found, which must be no disagreement.
    fn conclude(mut self, about: &str, wanted: usize) -> Self {
        self.ask_casl();
        let share = self.asked * 10_000 / self.checks;
        println!(
            "{about}: {} checks, {} disagreements, {} asked ({}.{:02} %), {} filters exact and {} not",
            self.checks,
            self.disagreements,
            self.asked,
            share / 100,
            share % 100,
            self.exact_filters,
            self.inexact_filters,
        );
        assert_eq!((self.disagreements, &self.examples[..]), (0, &[][..]));
        assert!(self.checks >= wanted);
        self
    }
}

#[tokio::test]
async fn the_four_answers_agree_about_newsrooms_made_up() {
    let (mut chance, wanted) = (chance(5), wanted_checks());
    let mut compared = Comparison::default();

    while compared.checks < wanted {
        let world = World::new(&mut chance);
        compared.ask_shipped(&world, &world.articles).await;
        compared.ask_shipped(&world, &world.comments).await;
        compared.ask_shipped(&world, &world.profiles).await;
        compared.ask_shipped(&world, &world.assignments).await;
        compared.ask_shipped(&world, &world.sections).await;
        compared.ask_shipped(&world, &world.deeds).await;
        compared.ask_shipped(&world, &every_alert()).await;
    }

    let compared = compared.conclude("the newsroom's policies", wanted);
    assert!(compared.asked * SURE_PER_ASKED < compared.checks, "rules ask too much");
    assert!(compared.asked > 0 && compared.reasons > 0, "{compared:?}");
}

#[tokio::test]
async fn the_four_answers_agree_about_policies_made_up() {
    let (mut chance, wanted) = (chance(1), wanted_checks());
    let askers = askers();
    let mut compared = Comparison::default();

    while compared.checks < wanted {
        let (policies, authorizer) = authorizer(&mut chance);
        let things = sketches(&mut chance, 12);
        let askers = some(&askers, &mut chance);
        let before = compared.disagreements;
        let questions = Questions {
            authorizer: &authorizer,
            askers: &askers,
            things: &things,
            context: Context { network: network(&mut chance), ..CALL },
            shipped: false,
        };
        compared.ask(&questions).await;
        assert_eq!(
            (before, &compared.examples[..]),
            (compared.disagreements, &[][..]),
            "{policies}"
        );
    }

    let compared = compared.conclude("policies made up", wanted);
    assert!(compared.challenges > 0, "{compared:?}");
    assert!(compared.asked > 0 && compared.reasons > 0, "{compared:?}");
    assert!(compared.exact_filters > 0 && compared.inexact_filters > 0, "{compared:?}");
}

/// Three of them: other policies find out more than other people.
fn some(askers: &[Asker], chance: &mut StdRng) -> Vec<Asker> {
    askers.choose_multiple(chance, 3).cloned().collect()
}

#[tokio::test]
async fn the_four_answers_agree_about_everything_that_the_seeded_people_can_meet() {
    let askers = askers();
    let mut compared = Comparison::default();

    compared.ask(&now(&askers, &every_article())).await;
    compared.ask(&now(&askers, &every_comment())).await;
    compared.ask(&now(&askers, &every_profile())).await;
    compared.ask(&now(&askers, &every_assignment())).await;
    compared.ask(&now(&askers, &every_section())).await;
    compared.ask(&now(&askers, &every_deed())).await;

    compared.conclude("everything that the seeded people can meet", CHECKS);
}

fn now<'a, T>(askers: &'a [Asker], things: &'a [T]) -> Questions<'a, T> {
    Questions { authorizer: &AUTHORIZER, askers, things, context: CALL, shipped: true }
}

#[test]
fn a_refusal_says_what_forbids_only_where_it_is_permitted_otherwise() {
    let publish = |who: &str, what: &str| {
        AUTHORIZER.decide(&person(who), Permission::PublishArticle, &article(what), CALL)
    };
    let refused = |reason: Option<&str>| Decision::Refused {
        reason: reason.map(str::to_owned),
        challenge: None,
    };

    assert_eq!(
        publish("ada", "in_review science by ada"),
        refused(Some("nobody publishes their own article"))
    );
    assert_eq!(publish("ada", "published science by ada"), refused(None));
    assert_eq!(publish("lena", "in_review science by lena"), refused(None));
    assert_eq!(
        publish("ada", "in_review science by lena held"),
        refused(Some("only managers publish an article under legal hold"))
    );
}
