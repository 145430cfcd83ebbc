//! Decides, and tells in advance how it would decide.

use std::collections::BTreeMap;

use cedar_policy::{Context, Entities, Entity, Request, RequestEnv, RestrictedExpression};

use super::{
    ability::{Ability, SPAN},
    cache::{Cache, Held},
    casl,
    decision::Decision,
    entities::{self, EntityError},
    explanation::PolicyText,
    facts::{Governed, Subject, Value},
    filter::Filter,
    grant::Grant,
    group::{self, Group, is_about},
    permission::Permission,
    policies::{Policies, PolicyError},
    residual::Known,
    shape::{RoleKind, Shape, Shapes},
};
use crate::{sessions::Principal, timestamp::Timestamp};

/// What the schema calls the moment of a call, in milliseconds since 1970.
const NOW: &str = "now";

/// Answers what principals may do, with one version of the policies.
pub struct Authorizer {
    policies: Policies,
    groups: BTreeMap<Permission, Group>,
    /// What every request needs: the actions.
    base: Entities,
    abilities: Cache,
}

impl Authorizer {
    /// With the policies of this application.
    ///
    /// # Errors
    ///
    /// If the policies cannot be trusted; the error says where and what helps.
    pub fn load() -> Result<Self, PolicyError> {
        Self::new(Policies::load()?)
    }

    /// With these policies.
    ///
    /// # Errors
    ///
    /// If the actions of the schema are not the ones of [`Permission`], or if principals do not
    /// fit the schema.
    pub fn new(policies: Policies) -> Result<Self, PolicyError> {
        check_actions(&policies)?;
        let all = group::scoped(&policies);
        let group = |permission: Permission| {
            let shape = policies.shapes.of(permission.subject());
            let group = Group::new(permission, &all, shape.unwrap_or(&Shape::new()))?;
            Ok((permission, group))
        };
        let groups = Permission::ALL.into_iter().map(group);
        let authorizer = Self {
            groups: groups.collect::<Result<_, PolicyError>>()?,
            base: policies
                .schema
                .action_entities()
                .map_err(|error| PolicyError::Schema(error.to_string()))?,
            abilities: Cache::default(),
            policies,
        };
        authorizer.check_principals()?;
        Ok(authorizer)
    }

    /// Another name for these policies and no others.
    #[must_use]
    pub fn version(&self) -> &str {
        self.policies.version()
    }

    /// Whether the principal may do this to that thing now.
    ///
    /// Whatever goes wrong on the way is a refusal: Cedar skips a policy that fails, a forbid too.
    #[must_use]
    pub fn decide<T: Governed>(
        &self,
        principal: &Principal,
        permission: Permission,
        thing: &T,
        now: Timestamp,
    ) -> Decision {
        self.decide_about(principal, permission, &thing.subject(), now)
    }

    /// The same about a thing of which all facts are known.
    #[must_use]
    pub fn decide_about(
        &self,
        principal: &Principal,
        permission: Permission,
        subject: &Subject,
        now: Timestamp,
    ) -> Decision {
        self.try_decide(principal, permission, subject, now).unwrap_or_else(|error| {
            tracing::error!(%error, ?permission, subject.kind, "a decision failed");
            Decision::Refused { reason: None }
        })
    }

    /// The rules that concern the principal, and until when.
    #[must_use]
    pub fn ability(&self, principal: &Principal, now: Timestamp) -> Held {
        self.abilities.get(principal, now, || {
            let depends = self.groups.values().any(Group::depends_on_the_moment);
            let (from, until) = now.span(SPAN);
            let when = if depends { (from, Some(until)) } else { (now, None) };
            let grants = self.grants(principal, &Permission::ALL, when);
            let rules = casl::rules(grants, &self.policies.shapes);
            Held::new(Ability::new(rules), depends.then_some((from, until)))
        })
    }

    /// The rows to which the principal may do this now.
    #[must_use]
    pub fn filter<T: Governed>(
        &self,
        principal: &Principal,
        permission: Permission,
        now: Timestamp,
    ) -> Filter {
        self.filter_among::<T>(principal, permission, now, &[])
    }

    /// The rows to which the principal may do this now, among those of which these attributes are
    /// known: what is asked of them is answered already.
    #[must_use]
    pub fn filter_among<T: Governed>(
        &self,
        principal: &Principal,
        permission: Permission,
        now: Timestamp,
        known: &[(&str, Value)],
    ) -> Filter {
        let grants = self.grants(principal, &[permission], (now, None));
        match grants.into_iter().next() {
            Some((_, grant)) if permission.subject() == T::TYPE => {
                Filter::of::<T>(grant.assuming(known))
            }
            _ => Filter::nothing(),
        }
    }

    /// The roles that people can hold, in the order in which they are listed.
    #[must_use]
    pub fn roles(&self) -> &[RoleKind] {
        self.shapes().roles()
    }

    pub(super) fn shapes(&self) -> &Shapes {
        &self.policies.shapes
    }

    fn try_decide(
        &self,
        principal: &Principal,
        permission: Permission,
        subject: &Subject,
        now: Timestamp,
    ) -> Result<Decision, EntityError> {
        let group = self.group(permission)?;
        let (request, entities) = self.question(principal, group, subject, now)?;
        group.decide(&request, &entities)
    }

    /// The policies that decide, and all others that may say something about the permission.
    pub(super) fn policies_about(
        &self,
        principal: &Principal,
        permission: Permission,
        subject: &Subject,
        now: Timestamp,
    ) -> Result<(Vec<PolicyText>, Vec<PolicyText>), EntityError> {
        let group = self.group(permission)?;
        let (request, entities) = self.question(principal, group, subject, now)?;
        group.texts(&request, &entities)
    }

    /// The question, and everything that it speaks of.
    fn question(
        &self,
        principal: &Principal,
        group: &Group,
        subject: &Subject,
        now: Timestamp,
    ) -> Result<(Request, Entities), EntityError> {
        let schema = Some(&self.policies.schema);
        let request = Request::new(
            entities::principal_uid(principal)?,
            group.action(),
            entities::uid(&subject.kind, &subject.id)?,
            context(now)?,
            schema,
        )?;
        let thing = entities::thing(subject, self.shapes())?;
        let entities =
            self.base.clone().add_entities([self.principal(principal)?, thing], schema)?;
        Ok((request, entities))
    }

    /// What policies say to the principal at a moment, or until a later one; nothing, if they cannot
    /// be asked.
    fn grants(
        &self,
        principal: &Principal,
        of: &[Permission],
        when: (Timestamp, Option<Timestamp>),
    ) -> Vec<(Permission, Grant)> {
        self.try_grants(principal, of, when).unwrap_or_else(|error| {
            tracing::error!(%error, "an ability failed");
            Vec::new()
        })
    }

    fn try_grants(
        &self,
        principal: &Principal,
        permissions: &[Permission],
        (from, until): (Timestamp, Option<Timestamp>),
    ) -> Result<Vec<(Permission, Grant)>, EntityError> {
        let entities = self.known_entities(principal)?;
        let grant = |&permission: &Permission| {
            let group = self.group(permission)?;
            let request = |now| -> Result<Request, EntityError> {
                Ok(Request::new(
                    entities::principal_uid(principal)?,
                    group.action(),
                    entities::uid(permission.subject(), "")?,
                    context(now)?,
                    None,
                )?)
            };
            let (request, later) = (request(from)?, until.map(request).transpose()?);
            let known = Known { request: &request, later: later.as_ref(), entities: &entities };
            Ok((permission, group.grant(&known)))
        };
        permissions.iter().map(grant).collect()
    }

    fn known_entities(&self, principal: &Principal) -> Result<Entities, EntityError> {
        let principal = self.principal(principal)?;
        let schema = Some(&self.policies.schema);
        Ok(self.base.clone().add_entities([principal], schema)?)
    }

    fn principal(&self, principal: &Principal) -> Result<Entity, EntityError> {
        entities::principal(principal, self.shapes())
    }

    fn group(&self, permission: Permission) -> Result<&Group, EntityError> {
        self.groups
            .get(&permission)
            .ok_or_else(|| format!("{permission:?} is not in Permission::ALL").into())
    }

    fn check_principals(&self) -> Result<(), PolicyError> {
        for principal in [Principal::Visitor, entities::sample_user()] {
            self.known_entities(&principal)
                .map_err(|error| PolicyError::Principal(error.to_string()))?;
        }
        Ok(())
    }
}

/// What every policy may ask of a call.
fn context(now: Timestamp) -> Result<Context, EntityError> {
    let now = RestrictedExpression::new_long(now.millis());
    Ok(Context::from_pairs([(NOW.to_owned(), now)])?)
}

fn check_actions(policies: &Policies) -> Result<(), PolicyError> {
    let known: Vec<RequestEnv> = policies.schema.request_envs().collect();
    for permission in Permission::ALL {
        if !known.iter().any(|env| is_about(env, permission)) {
            return Err(PolicyError::NoAction {
                action: permission.cedar_action(),
                subject: permission.subject(),
            });
        }
    }
    let is_unknown = |env: &&RequestEnv| !Permission::ALL.iter().any(|&one| is_about(env, one));
    match known.iter().find(is_unknown) {
        None => Ok(()),
        Some(env) => {
            Err(PolicyError::NoPermission(format!("{} for {}", env.action(), env.resource())))
        }
    }
}
