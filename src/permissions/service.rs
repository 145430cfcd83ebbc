//! Who looks at a page, and what they may do.

use super::things;
use crate::{
    account::{
        self,
        model::{Theme, Viewer, ViewerUser},
    },
    authorization::{Answer, Decision, Held, Permission},
    call::{CallContext, ServiceError},
    live::status::why_ended,
    people,
    timestamp::Timestamp,
};
use http::HeaderMap;

/// What travels in a page about the person who looks at it.
pub async fn viewer(call: &CallContext, headers: &HeaderMap) -> Result<Viewer, ServiceError> {
    let left = |until: Timestamp| until.millis().abs_diff(call.on.clock.now().millis());
    let user = match call.principal.user() {
        None => None,
        Some(user) => {
            let (slug, picture) = people::own::face(call, user.id).await?;
            Some(ViewerUser {
                roles: people::service::in_words(call, &user.roles).await?,
                slug,
                picture,
                ends_in: left(user.ends),
                lasts_for: left(user.until),
                account: user.clone(),
            })
        }
    };
    let Held { ability, until, .. } = call.ability();
    let (permissions, holds_for) = (ability.rules().to_vec(), until.map(left));
    let ended = why_ended(call).await?.map(|why| why.words().to_owned());
    Ok(Viewer { user, ended, permissions, holds_for, theme: theme(headers) })
}

/// Whether the caller may do this to that thing, both as rules name them.
///
/// What one may not know is there, one may do nothing to, and hears no reason of.
pub async fn answer(
    call: &CallContext,
    action: &str,
    kind: &str,
    id: &str,
) -> Result<Answer, ServiceError> {
    let refused = Answer { allowed: false, reason: None, challenge: None };
    let Some(permission) = Permission::named(action, kind) else { return Ok(refused) };
    let Some(subject) = things::find(call, kind, id).await? else { return Ok(refused) };
    if !things::is_known(call, &subject).await? {
        return Ok(refused);
    }
    Ok(match call.decide(permission, &subject) {
        Decision::Allowed { .. } => Answer { allowed: true, ..refused },
        Decision::Refused { reason, challenge } => Answer { allowed: false, reason, challenge },
    })
}

fn theme(headers: &HeaderMap) -> Theme {
    account::service::theme(headers)
}
