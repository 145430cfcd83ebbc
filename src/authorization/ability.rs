//! All rules that concern one principal, and the matcher that both builds share.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{facts::Subject, permission::Permission, rule::Rule};
use crate::error::{SECOND_FACTOR, STEP_UP};

/// How long an ability holds that depends on the moment. What changes meanwhile is asked.
pub const SPAN: Duration = Duration::from_mins(5);

/// What one principal may do, as far as rules can say it.
///
/// The last rule that matches wins, as in CASL. The order of the list makes that the same as
/// Cedar's "a forbid wins".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ability {
    rules: Vec<Rule>,
}

/// An ability's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// They may.
    Yes,
    /// They may, as far as rules can tell; only the server knows.
    Ask,
    /// Not yet: a fresh or stronger proof of who they are would change that.
    Challenge {
        /// Which proof: `step_up`.
        challenge: String,
        /// The sentence that asks for it.
        reason: Option<String>,
    },
    /// They may not.
    No {
        /// The sentence that forbids what is otherwise permitted.
        reason: Option<String>,
    },
}

impl Verdict {
    /// Whether they may as soon as they prove that they are there: it is asked of them when they do it.
    #[must_use]
    pub fn is_lifted_by_being_there(&self) -> bool {
        matches!(self, Self::Challenge { challenge, .. } if challenge == STEP_UP)
    }
}

/// The server's answer where rules do not know: `{"allowed": false, "reason": "…"}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Whether they may.
    pub allowed: bool,
    /// The sentence that forbids what is otherwise permitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Which proof would lift that, if one would.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub challenge: Option<String>,
}

impl From<Answer> for Verdict {
    fn from(Answer { allowed, reason, challenge }: Answer) -> Self {
        match challenge {
            _ if allowed => Self::Yes,
            Some(challenge) => Self::Challenge { challenge, reason },
            None => Self::No { reason },
        }
    }
}

impl Ability {
    /// The ability of these rules, in the order in which they are given.
    #[must_use]
    pub fn new(rules: Vec<Rule>) -> Self {
        Self { rules }
    }

    /// The rules, in the order that decides.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// Whether this may be done to that thing.
    ///
    /// A refusal has a reason only where the thing would be permitted otherwise: nobody is told
    /// why they may not publish what they could not publish anyway.
    #[must_use]
    pub fn check(&self, permission: Permission, subject: &Subject) -> Verdict {
        let mut matching = self.rules_for(permission).rev().filter(|rule| rule.covers(subject));
        match matching.next() {
            Some(rule) if rule.inverted && matching.any(|rule| !rule.inverted) => {
                let reason = rule.reason.clone();
                match rule.challenge.clone() {
                    Some(challenge) => Verdict::Challenge { challenge, reason },
                    None => Verdict::No { reason },
                }
            }
            Some(rule) if rule.inverted => Verdict::No { reason: None },
            Some(rule) if rule.ask => Verdict::Ask,
            Some(_) => Verdict::Yes,
            None => Verdict::No { reason: None },
        }
    }

    /// Whether this may be done to that thing, as far as rules can tell.
    #[must_use]
    pub fn can(&self, permission: Permission, subject: &Subject) -> bool {
        matches!(self.check(permission, subject), Verdict::Yes | Verdict::Ask)
    }

    /// Whether there is anything that only a second factor lets them do.
    #[must_use]
    pub fn wants_second_factor(&self) -> bool {
        self.rules.iter().any(|rule| rule.challenge.as_deref() == Some(SECOND_FACTOR))
    }

    /// What they may do once they have proved who they are, where that makes a difference: the rules, of those
    /// that hold then, for whatever is challenged now.
    #[must_use]
    pub fn lifted_by(&self, then: &Self) -> Vec<Rule> {
        let challenged = |subject: &str, action: &String| {
            let mut challenges = self.rules.iter().filter(|rule| rule.challenge.is_some());
            challenges.any(|rule| rule.subject == subject && rule.actions.contains(action))
        };
        let lifted = then.rules.iter().map(|rule| {
            let mut lifted = rule.clone();
            lifted.actions.retain(|action| challenged(&rule.subject, action));
            lifted
        });
        lifted.filter(|rule| !rule.actions.is_empty()).collect()
    }

    /// Whether there may be things to which this may be done, now or as soon as they prove that they are there.
    #[must_use]
    pub fn can_some(&self, permission: Permission) -> bool {
        self.rules_for(permission)
            .filter(|rule| rule.challenge.as_deref() != Some(STEP_UP))
            .rfind(|rule| !rule.inverted || rule.conditions.is_empty())
            .is_some_and(|rule| !rule.inverted)
    }

    fn rules_for(&self, permission: Permission) -> impl DoubleEndedIterator<Item = &Rule> {
        let (action, subject) = (permission.action(), permission.subject());
        self.rules.iter().filter(move |rule| {
            rule.subject == subject && rule.actions.iter().any(|name| name == action)
        })
    }
}

impl Rule {
    fn covers(&self, subject: &Subject) -> bool {
        self.subject == subject.kind
            && self.conditions.iter().all(|(field, test)| test.is_met_by(subject.facts.get(field)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::authorization::Value;

    fn ability(json: &str) -> Ability {
        serde_json::from_str(json).unwrap()
    }

    fn article(author: &str, stage: &str) -> Subject {
        let fact = |field: &str, text: &str| (field.to_owned(), Value::Text(text.to_owned()));
        Subject {
            kind: "Article".into(),
            id: "1".into(),
            facts: [fact("authorId", author), fact("stage", stage)].into(),
        }
    }

    fn publisher() -> Ability {
        ability(
            r#"[
                {"action":["publish","return"],"subject":"Article","conditions":{"stage":"in_review"}},
                {"action":"publish","subject":"Article","conditions":{"authorId":"7"},
                 "inverted":true,"reason":"nobody publishes their own article"}
            ]"#,
        )
    }

    #[test]
    fn the_last_rule_that_matches_wins() {
        let publish = |article| publisher().check(Permission::PublishArticle, &article);

        assert_eq!(publish(article("8", "in_review")), Verdict::Yes);
        assert_eq!(
            publish(article("7", "in_review")),
            Verdict::No { reason: Some("nobody publishes their own article".into()) }
        );
    }

    #[test]
    fn a_refusal_gives_no_reason_for_what_is_not_permitted_anyway() {
        let verdict = publisher().check(Permission::PublishArticle, &article("7", "draft"));

        assert_eq!(verdict, Verdict::No { reason: None });
    }

    #[test]
    fn what_a_fresh_proof_would_lift_is_not_refused_for_good() {
        let ability = ability(
            r#"[
                {"action":"publish","subject":"Article","conditions":{"stage":"in_review"}},
                {"action":"publish","subject":"Article","inverted":true,
                 "reason":"who publishes has proved lately who they are","challenge":"step_up"},
                {"action":"publish","subject":"Article","conditions":{"authorId":"7"},
                 "inverted":true,"reason":"nobody publishes their own article"}
            ]"#,
        );
        let publish = |article| ability.check(Permission::PublishArticle, &article);
        let reason = |reason: &str| Some(reason.to_owned());

        assert_eq!(
            publish(article("8", "in_review")),
            Verdict::Challenge {
                challenge: "step_up".into(),
                reason: reason("who publishes has proved lately who they are"),
            }
        );
        assert_eq!(
            publish(article("7", "in_review")),
            Verdict::No { reason: reason("nobody publishes their own article") }
        );
        assert_eq!(publish(article("8", "draft")), Verdict::No { reason: None });
        assert!(!ability.can(Permission::PublishArticle, &article("8", "in_review")));
    }

    #[test]
    fn what_no_rule_mentions_is_refused() {
        assert!(!publisher().can(Permission::DeleteArticle, &article("7", "in_review")));
        assert!(!Ability::default().can(Permission::ReadArticle, &article("7", "published")));
    }

    #[test]
    fn a_rule_for_another_kind_of_thing_does_not_match() {
        let comment = Subject { kind: "Comment".into(), ..article("8", "in_review") };

        assert!(!publisher().can(Permission::PublishArticle, &comment));
    }

    #[test]
    fn a_rule_that_says_too_much_asks_the_server() {
        let ability = ability(r#"[{"action":"read","subject":"Article","ask":true}]"#);

        assert_eq!(ability.check(Permission::ReadArticle, &article("7", "draft")), Verdict::Ask);
        assert!(ability.can(Permission::ReadArticle, &article("7", "draft")));
    }

    #[test]
    fn some_things_may_be_published_unless_all_are_forbidden() {
        let all_forbidden = ability(
            r#"[
                {"action":"publish","subject":"Article","conditions":{"stage":"in_review"}},
                {"action":"publish","subject":"Article","inverted":true}
            ]"#,
        );

        assert!(publisher().can_some(Permission::PublishArticle));
        assert!(!publisher().can_some(Permission::ReadArticle));
        assert!(!all_forbidden.can_some(Permission::PublishArticle));
    }
}
