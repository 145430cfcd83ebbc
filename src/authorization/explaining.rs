//! Finds out why, by asking the same questions about others: what the policies say of somebody who holds
//! one role more or less, or of the same person later.

use super::{
    ability::Answer,
    authorizer::Authorizer,
    context::Context,
    decision::Decision,
    entities::{EntityError, sample_user},
    explanation::{Change, Explanation},
    facts::{Subject, Value},
    permission::Permission,
    shape::{AttributeKind, RoleKind},
};
use crate::{
    sessions::{Principal, Role},
    timestamp::Timestamp,
};

/// What roles in a department are held in.
const DEPARTMENT: &str = "Department";

impl Authorizer {
    /// Why the principal may do this to that thing now, or not.
    ///
    /// # Errors
    ///
    /// If the policies cannot be asked about the thing.
    pub fn explain(
        &self,
        principal: &Principal,
        permission: Permission,
        subject: &Subject,
        context: Context,
    ) -> Result<Explanation, EntityError> {
        let (deciding, others) = self.policies_about(principal, permission, subject, context)?;
        let answer = match self.decide_about(principal, permission, subject, context) {
            Decision::Allowed { .. } => Answer { allowed: true, reason: None, challenge: None },
            Decision::Refused { reason, challenge } => Answer { allowed: false, reason, challenge },
        };
        let may = |principal: &Principal, context| {
            self.decide_about(principal, permission, subject, context).is_allowed()
        };
        let mut changes = Vec::new();
        if !principal.is_signed_in() && may(&sample_user(), context) != answer.allowed {
            changes.push(Change::SignIn);
        }
        for (change, other) in self.with_other_roles(principal, subject) {
            if may(&other, context) != answer.allowed {
                changes.push(change);
            }
        }
        let turns = moments(subject, context.now).into_iter();
        let turn =
            turns.filter(|moment| may(principal, context.then(*moment)) != answer.allowed).min();
        changes.extend(turn.map(Change::Wait));
        Ok(Explanation { answer, deciding, others, changes })
    }

    /// What policies may ask of the thing, by the names that they use: what kind of answer they get, and
    /// which.
    #[must_use]
    pub fn facts(&self, subject: &Subject) -> Vec<(String, AttributeKind, Value)> {
        let attributes = self.shapes().of(&subject.kind).into_iter().flatten();
        let facts = attributes.filter_map(|(name, known)| {
            let value = subject.facts.get(&known.field)?;
            Some((name.clone(), known.kind.clone(), value.clone()))
        });
        facts.collect()
    }

    /// The same person with one role more, and with one less.
    fn with_other_roles(
        &self,
        principal: &Principal,
        subject: &Subject,
    ) -> Vec<(Change, Principal)> {
        let Principal::User(user) = principal else { return Vec::new() };
        let with = |roles: Vec<Role>| {
            let mut other = user.clone();
            other.roles = roles;
            Principal::User(other)
        };
        let lost = user.roles.iter().map(|lost| {
            let kept = user.roles.iter().filter(|role| *role != lost).cloned().collect();
            (Change::Lose(lost.clone()), with(kept))
        });
        let departments = self.departments_of(subject);
        let roles = self.roles().iter().flat_map(|kind| held_in(kind, &departments));
        let gained = roles.filter(|role| !user.roles.contains(role)).map(|role| {
            let more = [user.roles.clone(), vec![role.clone()]].concat();
            (Change::Gain(role), with(more))
        });
        gained.chain(lost).collect()
    }

    /// The departments that the thing has to do with.
    fn departments_of(&self, subject: &Subject) -> Vec<String> {
        let attributes = self.shapes().of(&subject.kind).into_iter().flatten();
        let departments = attributes
            .filter(|(_, known)| known.kind == AttributeKind::Entity(DEPARTMENT.to_owned()))
            .filter_map(|(_, known)| match subject.facts.get(&known.field) {
                Some(Value::Text(id)) => Some(id.clone()),
                _ => None,
            });
        departments.collect()
    }
}

/// The moments to come at which something is asked of the thing.
fn moments(subject: &Subject, now: Timestamp) -> Vec<Timestamp> {
    let numbers = subject.facts.values().filter_map(|value| match value {
        Value::Long(number) => Some(*number),
        Value::Bool(_) | Value::Text(_) => None,
    });
    let moments = numbers.flat_map(|number| [number, number.saturating_add(1)]);
    moments.map(Timestamp::from_millis).filter(|moment| *moment > now).collect()
}

/// The role, in each of the departments if it is held in one.
fn held_in(kind: &RoleKind, departments: &[String]) -> Vec<Role> {
    let role = |department| Role { name: kind.name.clone(), department };
    if kind.in_department {
        departments.iter().map(|department| role(Some(department.clone()))).collect()
    } else {
        vec![role(None)]
    }
}
