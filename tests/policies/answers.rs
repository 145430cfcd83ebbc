//! The four answers to the same questions, compared: what the server decides, what rules say, what the
//! published CASL makes of the same rules, and which rows a filter finds.

use std::{collections::BTreeSet, fmt::Debug, fs, path::Path, process::Command};

use serde_json::{Value as Json, json};
use stile::{
    authorization::{
        Ability, Context, Governed, Permission, SPAN, Verdict, authorizer::Authorizer,
        decision::Decision,
    },
    sessions::Principal,
    timestamp::Timestamp,
};

use crate::database::Databases;

/// How long a proof is fresh, in milliseconds, as `policies/proof.cedar` says it.
const FRESH: i64 = 600_000;

/// By how much clocks may differ.
const SKEW: i64 = 60_000;

/// Somebody, by the name that a disagreement is reported with.
pub type Asker = (String, Principal);

/// Who asks, and about what.
pub struct Questions<'a, T> {
    pub authorizer: &'a Authorizer,
    pub askers: &'a [Asker],
    pub things: &'a [T],
    pub context: Context,
    /// Whether the policies are the newsroom's: then reasons are alike too, every filter is exact, and a
    /// rule asks only while its answer changes.
    pub shipped: bool,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Comparison {
    /// Somebody, a permission and a thing: one question that all four answer.
    pub checks: usize,
    /// Checks that rules leave to the server.
    pub asked: usize,
    /// Refusals for which rules give a reason.
    pub reasons: usize,
    /// Verdicts that a proof would change.
    pub challenges: usize,
    pub exact_filters: usize,
    pub inexact_filters: usize,
    pub disagreements: usize,
    /// The first of them.
    pub examples: Vec<String>,
    for_casl: Vec<Json>,
    checks_for_casl: usize,
}

/// CASL is asked in portions: starting Node takes longer than many answers.
const PORTION: usize = 50_000;
/// Of more disagreements than these nobody reads.
const EXAMPLES: usize = 5;

/// What somebody hears about one permission: a decision and a verdict for each thing.
struct Heard {
    who: String,
    permission: Permission,
    decisions: Vec<Decision>,
    verdicts: Vec<Verdict>,
    /// Whether rules know of something that is permitted.
    some: bool,
}

impl<T: Governed> Questions<'_, T> {
    fn hear(&self, (who, principal): &Asker, permission: Permission, ability: &Ability) -> Heard {
        let decide = |thing| self.authorizer.decide(principal, permission, thing, self.context);
        let check = |thing: &T| ability.check(permission, &thing.subject());
        Heard {
            who: who.clone(),
            permission,
            decisions: self.things.iter().map(decide).collect(),
            verdicts: self.things.iter().map(check).collect(),
            some: ability.can_some(permission),
        }
    }

    /// Whether the answer changes about now, or the proof that it may hang on grows stale.
    fn changes(&self, principal: &Principal, permission: Permission, thing: &T) -> bool {
        let at = |moment| self.authorizer.decide(principal, permission, thing, moment);
        let span = i64::try_from(SPAN.as_millis()).unwrap();
        let now = self.context.now.millis();
        let moment = |offset| self.context.then(Timestamp::from_millis(now + offset));
        let proved_at = principal.user().map(|user| user.assurance.proved_at.millis());
        let turns = |at: i64| [at + FRESH, at - SKEW].iter().any(|it| (it - now).abs() <= span);
        let grows_stale = proved_at.is_some_and(turns);
        grows_stale || at(moment(-span)) != at(moment(span))
    }
}

impl Comparison {
    /// Compares all answers to these questions; CASL's wait until there are many.
    pub async fn ask<T: Governed + Debug>(&mut self, questions: &Questions<'_, T>) {
        let databases = Databases::of(questions.things).await;
        let subjects: Vec<Json> =
            questions.things.iter().map(|thing| json!(thing.subject().facts)).collect();
        for asker in questions.askers {
            let ability = questions.authorizer.ability(&asker.1, questions.context).ability;
            let mut for_casl = Vec::new();
            for permission in Permission::ALL.into_iter().filter(|one| one.subject() == T::TYPE) {
                let heard = questions.hear(asker, permission, &ability);
                self.compare_rules(questions, &asker.1, &heard);
                self.compare_rows(questions, &asker.1, &heard, &databases).await;
                for_casl.push(heard.for_casl());
            }
            self.checks_for_casl += for_casl.len() * questions.things.len();
            self.for_casl.push(json!({
                "who": asker.0,
                "rules": ability.rules(),
                "subjects": subjects,
                "questions": for_casl,
            }));
        }
        if self.checks_for_casl >= PORTION {
            self.ask_casl();
        }
    }

    /// The questions that CASL has not answered yet.
    pub fn ask_casl(&mut self) {
        let counts = run_casl(&json!(self.for_casl));
        assert_eq!(counts["checks"], self.checks_for_casl);
        for mistake in counts["mistakes"].as_array().unwrap() {
            self.note(format!("CASL: {mistake}"));
        }
        self.for_casl.clear();
        self.checks_for_casl = 0;
    }

    fn compare_rules<T: Governed + Debug>(
        &mut self,
        questions: &Questions<'_, T>,
        principal: &Principal,
        heard: &Heard,
    ) {
        let answers = heard.decisions.iter().zip(&heard.verdicts);
        for (thing, (decision, verdict)) in questions.things.iter().zip(answers) {
            let agree = match (verdict, decision) {
                (Verdict::Ask, _) => {
                    !questions.shipped || questions.changes(principal, heard.permission, thing)
                }
                (Verdict::Yes, Decision::Allowed { .. }) => true,
                (Verdict::No { reason: said }, Decision::Refused { reason, challenge: None }) => {
                    !questions.shipped || said == reason
                }
                // Where rules cannot say all that forbids, they may hope for a proof in vain.
                (
                    Verdict::Challenge { challenge: said, .. },
                    Decision::Refused { challenge, .. },
                ) => !questions.shipped || Some(said) == challenge.as_ref(),
                _ => false,
            };
            self.checks += 1;
            self.challenges += usize::from(matches!(verdict, Verdict::Challenge { .. }));
            self.asked += usize::from(*verdict == Verdict::Ask);
            self.reasons += usize::from(matches!(verdict, Verdict::No { reason: Some(_) }));
            if !agree {
                self.note(format!("rules: {heard}, {thing:?}: {verdict:?}, but {decision:?}"));
            }
        }
        if !heard.some && heard.decisions.iter().any(Decision::is_allowed) {
            self.note(format!("rules: {heard}: nothing at all"));
        }
    }

    async fn compare_rows<T: Governed + Debug>(
        &mut self,
        questions: &Questions<'_, T>,
        principal: &Principal,
        heard: &Heard,
        databases: &Databases,
    ) {
        let filter =
            questions.authorizer.filter::<T>(principal, heard.permission, questions.context);
        let allowed = heard.allowed();
        for found in databases.find::<T>(filter.condition).await {
            let agree = if filter.exact { found == allowed } else { found.is_superset(&allowed) };
            if !agree || questions.shipped && !filter.exact {
                self.note(format!("rows: {heard}: {found:?}, but {allowed:?}"));
            }
        }
        self.exact_filters += usize::from(filter.exact);
        self.inexact_filters += usize::from(!filter.exact);
    }

    fn note(&mut self, disagreement: String) {
        self.disagreements += 1;
        if self.examples.len() < EXAMPLES {
            self.examples.push(disagreement);
        }
    }
}

impl Heard {
    /// Places of the things to which it is allowed.
    fn allowed(&self) -> BTreeSet<usize> {
        let places = self.decisions.iter().enumerate();
        places.filter(|(_, decision)| decision.is_allowed()).map(|(place, _)| place).collect()
    }

    fn for_casl(&self) -> Json {
        let word = |verdict: &Verdict| match verdict {
            Verdict::Yes => "yes",
            Verdict::Ask => "ask",
            Verdict::Challenge { .. } => "challenge",
            Verdict::No { .. } => "no",
        };
        json!({
            "action": self.permission.action(),
            "type": self.permission.subject(),
            "decisions": self.decisions.iter().map(Decision::is_allowed).collect::<Vec<_>>(),
            "verdicts": self.verdicts.iter().map(word).collect::<Vec<_>>(),
            "some": self.some,
        })
    }
}

impl std::fmt::Display for Heard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {:?}", self.who, self.permission)
    }
}

fn run_casl(cases: &Json) -> Json {
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
