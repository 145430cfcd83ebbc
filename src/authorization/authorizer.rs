//! Decides, and tells in advance how it would decide.

use std::{collections::BTreeMap, sync::Arc};

use cedar_policy::{Entities, Entity, Request};

use super::{
    ability::{Ability, SPAN},
    cache::Cache,
    casl,
    context::{Context, Network},
    decision::Decision,
    entities::{self, EntityError},
    explanation::PolicyText,
    facts::{Governed, Subject, Value},
    filter::Filter,
    fitting,
    grant::Grant,
    group::{self, Group},
    held::Held,
    permission::Permission,
    policies::{Policies, PolicyError},
    residual::Known,
    shape::{RoleKind, Shape, Shapes},
};
use crate::sessions::{Assurance, Principal, Role, UserId};

/// Answers what principals may do, with one version of the policies.
pub struct Authorizer {
    pub(super) policies: Policies,
    pub(super) groups: BTreeMap<Permission, Group>,
    /// People as Cedar sees them, or why it cannot.
    people: Cache<Person, Result<Entity, Arc<str>>>,
    abilities: Cache<(Session, Network), Held>,
}

/// All that decisions depend on of who asks; nothing of visitors.
type Person = Option<(UserId, Vec<Role>)>;

/// All that rules depend on, by the version that its roles have, and how sure we are of it.
type Session = Option<(UserId, i64, Assurance)>;

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
        fitting::check_actions(&policies)?;
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
            people: Cache::default(),
            abilities: Cache::default(),
            policies,
        };
        fitting::check_principals(&authorizer)?;
        fitting::check_calls(&authorizer)?;
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
            Decision::REFUSED
        })
    }

    /// The rules that concern the principal, and until when.
    #[must_use]
    pub fn ability(&self, principal: &Principal, context: Context) -> Held {
        let who = principal.user().map(|user| (user.id, user.version, user.assurance));
        let holds = |held: &Held| held.holds_at(context.now);
        self.abilities.get((who, context.network), holds, || {
            let depends = self.groups.values().any(Group::depends_on_the_moment);
            let (from, until) = context.now.span(SPAN);
            // Before it was given, a proof would be one from the future.
            let proved_at = principal.user().map_or(from, |user| user.assurance.proved_at);
            let from = from.max(proved_at.min(context.now));
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

    /// The same among rows of which these attributes are known: what asks for them is answered already.
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
        let group = self.group_about(permission, subject)?;
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
        let group = self.group_about(permission, subject)?;
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
        let shapes = self.shapes();
        let person = self.person(principal)?;
        let thing = entities::thing(subject, shapes)?;
        // What the schema would say of them is known already: a request and its context by type, the
        // rest from `entities`.
        let request = Request::new(
            person.uid(),
            group.action(),
            thing.uid(),
            context.for_cedar(principal)?,
            None,
        )?;
        Ok((request, group.entities().add_entities([person, thing], None)?))
    }

    /// The principal as Cedar sees it.
    pub(super) fn person(&self, principal: &Principal) -> Result<Entity, EntityError> {
        let who = principal.user().map(|user| (user.id, user.roles.clone()));
        let found = self.people.get(
            who,
            |_| true,
            || {
                let person = entities::principal(principal, self.shapes());
                person
                    .and_then(|person| self.checked(person))
                    .map_err(|error| error.to_string().into())
            },
        );
        found.map_err(|error| error.as_ref().into())
    }

    fn checked(&self, entity: Entity) -> Result<Entity, EntityError> {
        Entities::from_entities([entity.clone()], Some(&self.policies.schema))?;
        Ok(entity)
    }

    /// What policies say to the principal at a moment, or until a later one; nothing, if they fail.
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
        let person = self.person(principal)?;
        let grant = |&permission: &Permission| {
            let group = self.group(permission)?;
            let request = |context: Context| -> Result<Request, EntityError> {
                Ok(Request::new(
                    person.uid(),
                    group.action(),
                    self.shapes().uid(permission.subject(), "")?,
                    context.for_cedar(principal)?,
                    None,
                )?)
            };
            let (request, later) = (request(from)?, until.map(request).transpose()?);
            let entities = group.entities().add_entities([person.clone()], None)?;
            let known = Known { request: &request, later: later.as_ref(), entities: &entities };
            Ok((permission, group.grant(&known)))
        };
        permissions.iter().map(grant).collect()
    }

    /// The policies about the permission, which must be one about things of that kind.
    fn group_about(
        &self,
        permission: Permission,
        subject: &Subject,
    ) -> Result<&Group, EntityError> {
        if subject.kind == permission.subject() {
            self.group(permission)
        } else {
            Err(format!("{permission:?} is not about a {}", subject.kind).into())
        }
    }

    fn group(&self, permission: Permission) -> Result<&Group, EntityError> {
        self.groups
            .get(&permission)
            .ok_or_else(|| format!("{permission:?} is not in Permission::ALL").into())
    }
}
