//! The policies that may apply to one permission: asked about a thing, or in advance.

use std::str::FromStr;

use cedar_policy::{
    Authorizer, Decision as Answer, Effect, Entities, Entity, EntityId, EntityTypeName, EntityUid,
    Policy, PolicyId, PolicySet, Request, RequestEnv, Response,
};

use super::{
    decision::Decision,
    entities::EntityError,
    explanation::PolicyText,
    grant::{Entry, Grant},
    permission::Permission,
    policies::{Policies, PolicyError},
    residual::{Known, Residual},
    shape::Shape,
};

/// Marks a forbid that a fresh or stronger proof would lift, and says which.
const CHALLENGE: &str = "challenge";

/// The policies that may apply to one permission.
pub struct Group {
    action: EntityUid,
    /// What every request about it needs: the action, and those that it belongs to.
    entities: Entities,
    all: PolicySet,
    permits: PolicySet,
    residuals: Vec<Prepared>,
    depends_on_the_moment: bool,
}

/// A policy, and the kinds of requests to which it may apply.
pub struct Scoped {
    policy: Policy,
    envs: Vec<RequestEnv>,
}

/// Every policy with its kinds of requests, found once: that takes Cedar's type checker.
pub fn scoped(policies: &Policies) -> Vec<Scoped> {
    let scope = |policy: &Policy| Scoped {
        envs: policy.get_valid_request_envs(&policies.schema).collect(),
        policy: policy.clone(),
    };
    policies.set.policies().map(scope).collect()
}

struct Prepared {
    sentence: String,
    effect: Effect,
    challenge: Option<String>,
    residual: Residual,
}

impl Group {
    /// The policies that may apply to the permission.
    pub fn new(
        permission: Permission,
        all: &[Scoped],
        actions: &Entities,
        shape: &Shape,
    ) -> Result<Self, PolicyError> {
        let applies = |scoped: &&Scoped| scoped.envs.iter().any(|env| is_about(env, permission));
        let policies: Vec<&Policy> = all.iter().filter(applies).map(|one| &one.policy).collect();
        let prepare = |policy: &&Policy| Prepared::new(policy, permission, shape);
        let residuals: Vec<_> = policies.iter().map(prepare).collect::<Result<_, _>>()?;
        let action = action(permission)?;
        Ok(Self {
            depends_on_the_moment: residuals.iter().any(|one| one.residual.depends_on_the_moment()),
            entities: with_ancestors(&action, actions)?,
            action,
            residuals,
            all: set(policies.iter().copied())?,
            permits: set(policies.into_iter().filter(|one| one.effect() == Effect::Permit))?,
        })
    }

    /// The Cedar action.
    pub fn action(&self) -> EntityUid {
        self.action.clone()
    }

    /// What every request about it needs.
    pub fn entities(&self) -> Entities {
        self.entities.clone()
    }

    /// Whether the same question may have another answer later.
    pub fn depends_on_the_moment(&self) -> bool {
        self.depends_on_the_moment
    }

    /// The decision about the thing that the request names.
    pub fn decide(&self, request: &Request, entities: &Entities) -> Result<Decision, EntityError> {
        let response = ask(&self.all, request, entities)?;
        if response.decision() == Answer::Allow {
            return Ok(Decision::Allowed { policies: sentences(&response) });
        }
        match self.strongest(&response) {
            Some(forbid) if ask(&self.permits, request, entities)?.decision() == Answer::Allow => {
                Ok(Decision::Refused { reason: Some(words(forbid)), challenge: challenge(forbid) })
            }
            _ => Ok(Decision::REFUSED),
        }
    }

    /// The policies that decide about the thing, and all others that may apply; both by their sentences.
    pub fn texts(
        &self,
        request: &Request,
        entities: &Entities,
    ) -> Result<(Vec<PolicyText>, Vec<PolicyText>), EntityError> {
        let response = ask(&self.all, request, entities)?;
        let decides =
            |policy: &&Policy| response.diagnostics().reason().any(|id| id == policy.id());
        let (mut deciding, mut others): (Vec<_>, Vec<_>) = (Vec::new(), Vec::new());
        for policy in self.all.policies() {
            let those = if decides(&policy) { &mut deciding } else { &mut others };
            those.push(PolicyText {
                sentence: words(policy),
                permits: policy.effect() == Effect::Permit,
                text: policy.to_string(),
            });
        }
        deciding.sort();
        others.sort();
        Ok((deciding, others))
    }

    /// The forbid to show: a lasting one if there is one, and the last of several as rules have it.
    fn strongest(&self, response: &Response) -> Option<&Policy> {
        let forbids = response.diagnostics().reason().filter_map(|id| self.all.policy(id));
        forbids.max_by_key(|policy| (challenge(policy).is_none(), words(policy)))
    }

    /// What the policies ask of things that are not at hand.
    pub fn grant(&self, known: &Known) -> Grant {
        let mut grant = Grant::default();
        for prepared in &self.residuals {
            let remainder = prepared.residual.fill(known);
            grant.fallible |= remainder.fallible;
            let entries = match prepared.effect {
                Effect::Permit => &mut grant.permits,
                Effect::Forbid => &mut grant.forbids,
            };
            entries.push(Entry {
                sentence: prepared.sentence.clone(),
                challenge: prepared.challenge.clone(),
                condition: remainder.condition,
            });
        }
        grant
    }
}

impl Prepared {
    fn new(policy: &Policy, permission: Permission, shape: &Shape) -> Result<Self, PolicyError> {
        let sentence = words(policy);
        Ok(Self {
            residual: Residual::prepare(policy, permission.subject(), shape)
                .map_err(|error| PolicyError::Schema(format!("\"{sentence}\": {error}")))?,
            effect: policy.effect(),
            challenge: challenge(policy),
            sentence,
        })
    }
}

/// A policy's sentence as it was written: Cedar shows an id with escapes, as in `somebody\'s`.
fn words(policy: &Policy) -> String {
    said(policy.id())
}

fn said(id: &PolicyId) -> String {
    AsRef::<str>::as_ref(id).to_owned()
}

/// Which proof would lift a forbid, if one would.
fn challenge(policy: &Policy) -> Option<String> {
    policy.annotation(CHALLENGE).map(str::to_owned)
}

fn set<'a>(policies: impl Iterator<Item = &'a Policy>) -> Result<PolicySet, PolicyError> {
    PolicySet::from_policies(policies.cloned())
        .map_err(|error| PolicyError::Schema(error.to_string()))
}

fn with_ancestors(action: &EntityUid, actions: &Entities) -> Result<Entities, PolicyError> {
    let belongs =
        |other: &&Entity| other.uid() == *action || actions.is_ancestor_of(&other.uid(), action);
    let those = actions.iter().filter(belongs).cloned();
    Entities::from_entities(those, None).map_err(|error| PolicyError::Schema(error.to_string()))
}

/// Whether a kind of request is one for this permission.
pub fn is_about(env: &RequestEnv, permission: Permission) -> bool {
    env.action().id().unescaped() == permission.cedar_action()
        && env.resource().to_string() == permission.subject()
}

fn action(permission: Permission) -> Result<EntityUid, PolicyError> {
    let actions = EntityTypeName::from_str("Action")
        .map_err(|error| PolicyError::Schema(error.to_string()))?;
    let id = EntityId::new(permission.cedar_action());
    Ok(EntityUid::from_type_name_and_id(actions, id))
}

/// The sentences of the policies that decided.
fn sentences(response: &Response) -> Vec<String> {
    let mut sentences: Vec<String> = response.diagnostics().reason().map(said).collect();
    sentences.sort_unstable();
    sentences
}

/// Cedar's answer; an error of any policy is an error.
fn ask(
    policies: &PolicySet,
    request: &Request,
    entities: &Entities,
) -> Result<Response, EntityError> {
    let response = Authorizer::new().is_authorized(request, policies, entities);
    let error = response.diagnostics().errors().next().map(ToString::to_string);
    error.map_or(Ok(response), |error| Err(error.into()))
}
