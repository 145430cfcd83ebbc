//! Who looks at a page, and what they may do.

use super::things;
use crate::{
    account::{
        self,
        model::{Theme, Viewer, ViewerUser},
    },
    authorization::{Answer, Decision, Held, Permission, Subject},
    call::{CallContext, ServiceError},
    people,
    sessions::UserId,
    timestamp::Timestamp,
};
use http::HeaderMap;

/// What travels in a page about the person who looks at it.
pub async fn viewer(call: &CallContext, headers: &HeaderMap) -> Result<Viewer, ServiceError> {
    let user = match call.principal.user() {
        None => None,
        Some(user) => Some(ViewerUser {
            roles: people::service::in_words(call, &user.roles).await?,
            slug: slug(call, user.id).await?,
            device: account::service::device(headers),
            account: user.clone(),
        }),
    };
    let Held { ability, until, .. } = call.ability();
    let left = |until: Timestamp| until.millis().abs_diff(call.on.clock.now().millis());
    let (permissions, holds_for) = (ability.rules().to_vec(), until.map(left));
    Ok(Viewer { user, permissions, holds_for, theme: theme(headers) })
}

/// Whether the caller may do this to that thing, both as rules name them.
///
/// A reason tells something about the thing, so it is for those who may read it.
pub async fn answer(
    call: &CallContext,
    action: &str,
    kind: &str,
    id: &str,
) -> Result<Answer, ServiceError> {
    let refused = Answer { allowed: false, reason: None, challenge: None };
    let Some(permission) = Permission::named(action, kind) else { return Ok(refused) };
    let Some(subject) = things::find(call, kind, id).await? else { return Ok(refused) };
    Ok(match call.decide(permission, &subject) {
        Decision::Allowed { .. } => Answer { allowed: true, ..refused },
        Decision::Refused { reason, challenge } if is_readable(call, &subject) => {
            Answer { allowed: false, reason, challenge }
        }
        Decision::Refused { .. } => refused,
    })
}

/// Whether the caller may read the thing; of a kind that nobody needs to be allowed to read, all are.
fn is_readable(call: &CallContext, subject: &Subject) -> bool {
    let read = Permission::named("read", &subject.kind);
    read.is_none_or(|read| call.decide(read, subject).is_allowed())
}

/// The readable part of the address of somebody's page.
async fn slug(call: &CallContext, id: UserId) -> Result<String, ServiceError> {
    let mut found = people::service::bylines(call, vec![id]).await?;
    Ok(found.remove(&id).map(|(_, slug)| slug).unwrap_or_default())
}

fn theme(headers: &HeaderMap) -> Theme {
    account::service::theme(headers)
}
