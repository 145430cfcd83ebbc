//! Decides, and tells in advance how it would decide.

use std::collections::BTreeMap;

use cedar_policy::{Entities, Request, RequestEnv};

use super::{
    ability::{Ability, SPAN},
    cache::{Cache, Held},
    casl,
    context::Context,
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

/// Answers what principals may do, with one version of the policies.
pub struct Authorizer {
    policies: Policies,
    groups: BTreeMap<Permission, Group>,
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
        let actions = policies.schema.action_entities();
        let actions = actions.map_err(|error| PolicyError::Schema(error.to_string()))?;
        let group = |permission: Permission| {
            let shape = policies.shapes.of(permission.subject());
            let group = Group::new(permission, &all, &actions, shape.unwrap_or(&Shape::new()))?;
            Ok((permission, group))
        };
        let groups = Permission::ALL.into_iter().map(group);
        let authorizer = Self {
            groups: groups.collect::<Result<_, PolicyError>>()?,
            abilities: Cache::default(),
            policies,
        };
        authorizer.check_principals()?;
        authorizer.check_calls()?;
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
        context: Context,
    ) -> Decision {
        self.decide_about(principal, permission, &thing.subject(), context)
    }

    /// The same about a thing of which all facts are known.
    #[must_use]
    pub fn decide_about(
        &self,
        principal: &Principal,
        permission: Permission,
        subject: &Subject,
        context: Context,
    ) -> Decision {
        self.try_decide(principal, permission, subject, context).unwrap_or_else(|error| {
            tracing::error!(%error, ?permission, subject.kind, "a decision failed");
            Decision::Refused { reason: None }
        })
    }

    /// The rules that concern the principal, and until when.
    #[must_use]
    pub fn ability(&self, principal: &Principal, context: Context) -> Held {
        self.abilities.get(principal, context, || {
            let depends = self.groups.values().any(Group::depends_on_the_moment);
            let (from, until) = context.now.span(SPAN);
            let (from_then, until_then) = (context.then(from), context.then(until));
            let when = if depends { (from_then, Some(until_then)) } else { (context, None) };
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
        context: Context,
    ) -> Filter {
        self.filter_among::<T>(principal, permission, context, &[])
    }

    /// The rows to which the principal may do this now, among those of which these attributes are
    /// known: what is asked of them is answered already.
    #[must_use]
    pub fn filter_among<T: Governed>(
        &self,
        principal: &Principal,
        permission: Permission,
        context: Context,
        known: &[(&str, Value)],
    ) -> Filter {
        let grants = self.grants(principal, &[permission], (context, None));
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
        context: Context,
    ) -> Result<Decision, EntityError> {
        let group = self.group(permission)?;
        let (request, entities) = self.question(principal, group, subject, context)?;
        group.decide(&request, &entities)
    }

    /// The policies that decide, and all others that may say something about the permission.
    pub(super) fn policies_about(
        &self,
        principal: &Principal,
        permission: Permission,
        subject: &Subject,
        context: Context,
    ) -> Result<(Vec<PolicyText>, Vec<PolicyText>), EntityError> {
        let group = self.group(permission)?;
        let (request, entities) = self.question(principal, group, subject, context)?;
        group.texts(&request, &entities)
    }

    /// The question, and everything that it speaks of.
    fn question(
        &self,
        principal: &Principal,
        group: &Group,
        subject: &Subject,
        context: Context,
    ) -> Result<(Request, Entities), EntityError> {
        let (schema, shapes) = (Some(&self.policies.schema), self.shapes());
        let request = Request::new(
            entities::principal_uid(principal, shapes)?,
            group.action(),
            shapes.uid(&subject.kind, &subject.id)?,
            context.for_cedar(principal)?,
            schema,
        )?;
        let both = [entities::principal(principal, shapes)?, entities::thing(subject, shapes)?];
        Ok((request, group.entities().add_entities(both, schema)?))
    }

    /// What policies say to the principal at a moment, or until a later one; nothing, if they cannot
    /// be asked.
    fn grants(
        &self,
        principal: &Principal,
        of: &[Permission],
        when: (Context, Option<Context>),
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
        (from, until): (Context, Option<Context>),
    ) -> Result<Vec<(Permission, Grant)>, EntityError> {
        let shapes = self.shapes();
        let who = entities::principal(principal, shapes)?;
        let who_for_cedar = entities::principal_uid(principal, shapes)?;
        let grant = |&permission: &Permission| {
            let group = self.group(permission)?;
            let request = |context: Context| -> Result<Request, EntityError> {
                Ok(Request::new(
                    who_for_cedar.clone(),
                    group.action(),
                    shapes.uid(permission.subject(), "")?,
                    context.for_cedar(principal)?,
                    None,
                )?)
            };
            let (request, later) = (request(from)?, until.map(request).transpose()?);
            let entities =
                group.entities().add_entities([who.clone()], Some(&self.policies.schema))?;
            let known = Known { request: &request, later: later.as_ref(), entities: &entities };
            Ok((permission, group.grant(&known)))
        };
        permissions.iter().map(grant).collect()
    }

    fn group(&self, permission: Permission) -> Result<&Group, EntityError> {
        self.groups
            .get(&permission)
            .ok_or_else(|| format!("{permission:?} is not in Permission::ALL").into())
    }

    fn check_principals(&self) -> Result<(), PolicyError> {
        for principal in [Principal::Visitor, entities::sample_user()] {
            let who = entities::principal(&principal, self.shapes())
                .and_then(|who| Ok(Entities::from_entities([who], Some(&self.policies.schema))?));
            who.map_err(|error| PolicyError::Principal(error.to_string()))?;
        }
        Ok(())
    }

    fn check_calls(&self) -> Result<(), PolicyError> {
        let call = Context::at(Timestamp::from_millis(0)).for_cedar(&Principal::Visitor);
        let call = call.map_err(|error| PolicyError::Call(error.to_string()))?;
        for group in self.groups.values() {
            call.validate(&self.policies.schema, &group.action())
                .map_err(|error| PolicyError::Call(error.to_string()))?;
        }
        Ok(())
    }
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
