//! Whether schema and code speak of the same: what does not fit stops the start.

use cedar_policy::RequestEnv;

use super::{
    authorizer::Authorizer,
    context::Context,
    entities,
    group::is_about,
    permission::Permission,
    policies::{Policies, PolicyError},
};
use crate::{sessions::Principal, timestamp::Timestamp};

/// Whether the actions of the schema are the ones that code asks for.
pub fn check_actions(policies: &Policies) -> Result<(), PolicyError> {
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

/// Whether principals fit the schema.
pub fn check_principals(authorizer: &Authorizer) -> Result<(), PolicyError> {
    for principal in [Principal::Visitor, entities::sample_user()] {
        authorizer.person(&principal).map_err(|error| PolicyError::Principal(error.to_string()))?;
    }
    Ok(())
}

/// Whether what is known of calls fits the schema.
pub fn check_calls(authorizer: &Authorizer) -> Result<(), PolicyError> {
    let call = Context::at(Timestamp::from_millis(0)).for_cedar(&Principal::Visitor);
    let call = call.map_err(|error| PolicyError::Call(error.to_string()))?;
    for group in authorizer.groups.values() {
        call.validate(&authorizer.policies.schema, &group.action())
            .map_err(|error| PolicyError::Call(error.to_string()))?;
    }
    Ok(())
}
