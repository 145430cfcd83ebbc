//! Whatever the policies are: an answer that does not ask the server is the server's answer.

use stile::authorization::{
    Governed, Verdict, authorizer::Authorizer, decision::Decision, shape::check_facts,
};

use crate::{
    database,
    sketch::{Sketch, about_sketches, authorizer, chance, sketches},
    support::{NOW, everybody},
};

const POLICY_SETS: usize = 75;
const SKETCHES: i64 = 16;

/// What the answers of many made-up policies add up to.
#[derive(Debug, Default)]
struct Tally {
    sure: usize,
    asked: usize,
    reasons: usize,
}

#[test]
fn rules_that_do_not_ask_are_right_and_no_refusal_is_wrong() {
    let mut chance = chance(1);
    let mut tally = Tally::default();

    for _ in 0..POLICY_SETS {
        let (policies, authorizer) = authorizer(&mut chance);
        let sketches = sketches(&mut chance, SKETCHES);
        let mistakes = mistakes(&authorizer, &sketches, &mut tally);
        assert_eq!(mistakes.first(), None, "{policies}");
    }

    println!("{tally:?}");
    assert!(tally.sure > 5_000 && tally.asked > 500 && tally.reasons > 100);
}

fn mistakes(authorizer: &Authorizer, sketches: &[Sketch], tally: &mut Tally) -> Vec<String> {
    let mut mistakes = Vec::new();
    for (who, principal) in everybody().step_by(2) {
        let ability = authorizer.ability(&principal, NOW).ability;
        for permission in about_sketches().into_iter().step_by(2) {
            for sketch in sketches {
                let decision = authorizer.decide(&principal, permission, sketch, NOW);
                let verdict = ability.check(permission, &sketch.subject());
                if !tally.accepts(&verdict, &decision) {
                    let rules = serde_json::to_string(ability.rules()).unwrap();
                    mistakes.push(format!(
                        "{who} {permission:?} {sketch:?}: {verdict:?}, {decision:?}\n{rules}"
                    ));
                }
            }
        }
    }
    mistakes
}

impl Tally {
    fn accepts(&mut self, verdict: &Verdict, decision: &Decision) -> bool {
        match (verdict, decision) {
            (Verdict::Ask, _) => {
                self.asked += 1;
                true
            }
            (Verdict::Yes, Decision::Allowed) => {
                self.sure += 1;
                true
            }
            (Verdict::No { reason: said }, Decision::Refused { .. }) => {
                self.sure += 1;
                self.reasons += usize::from(said.is_some());
                true
            }
            _ => false,
        }
    }
}

#[tokio::test]
async fn filters_find_everything_permitted_and_exact_ones_nothing_else() {
    let mut chance = chance(2);
    let sketches = sketches(&mut chance, 2 * SKETCHES);
    let database = database::of(&sketches).await;
    let (mut exact, mut inexact) = (0, 0);

    for _ in 0..POLICY_SETS / 3 {
        let (policies, authorizer) = authorizer(&mut chance);
        for (who, principal) in everybody().step_by(2) {
            for permission in about_sketches().into_iter().step_by(2) {
                let filter = authorizer.filter::<Sketch>(&principal, permission, NOW);
                let found = database::find::<Sketch>(&database, filter.condition).await;
                let is_allowed = |sketch: &&Sketch| {
                    authorizer.decide(&principal, permission, *sketch, NOW).is_allowed()
                };
                let allowed: Vec<i64> =
                    sketches.iter().filter(is_allowed).map(|sketch| sketch.id).collect();
                let missing = allowed.iter().any(|id| !found.contains(id));
                let extra = found.iter().any(|id| !allowed.contains(id));
                assert!(!(missing || filter.exact && extra), "{who} {permission:?}\n{policies}");
                exact += usize::from(filter.exact);
                inexact += usize::from(!filter.exact);
            }
        }
    }

    println!("{exact} exact, {inexact} inexact");
    assert!(exact > 100 && inexact > 20);
}

#[test]
fn the_facts_of_a_sketch_are_the_ones_that_its_schema_declares() {
    let (_, authorizer) = authorizer(&mut chance(3));

    assert_eq!(check_facts::<Sketch>(&authorizer), Ok(()));
}
