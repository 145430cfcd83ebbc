//! The address of a new link: made when its letter is written, so that no secret waits in a table.

use std::time::Duration;

use super::{
    model::{Link, Purpose},
    store::links,
};
use crate::{
    call::{Foundation, ServiceError},
    paths,
    server::link_token::LinkToken,
    sessions::UserId,
    timestamp::Timestamp,
};

/// For how long a link holds (OWASP, Forgot Password: an appropriate period; an hour is what people expect).
const HOLDS: Duration = Duration::from_hours(1);

/// For how long the link of an invitation does: nobody waits for it.
const INVITATION_HOLDS: Duration = Duration::from_hours(7 * 24);

/// For how long the one does that undoes something: over a weekend.
const UNDO_HOLDS: Duration = Duration::from_hours(3 * 24);

/// One for what somebody has asked for.
pub async fn link(
    on: &Foundation,
    purpose: Purpose,
    (to, user): (&str, Option<UserId>),
) -> Result<String, ServiceError> {
    keep(on, purpose, Link { digest: String::new(), email: to.to_owned(), user, since: None }).await
}

/// One that undoes what was added to that account since then.
pub async fn link_to_undo(
    on: &Foundation,
    (to, user): (&str, UserId),
    since: Timestamp,
) -> Result<String, ServiceError> {
    let (email, user, since) = (to.to_owned(), Some(user), Some(since));
    keep(on, Purpose::Undo, Link { digest: String::new(), email, user, since }).await
}

/// Keeps the link, and says its address. The host is the settings', whatever a request has said.
async fn keep(on: &Foundation, purpose: Purpose, link: Link) -> Result<String, ServiceError> {
    let token = LinkToken::fresh().map_err(ServiceError::failed)?;
    let holds = match purpose {
        Purpose::SignUp | Purpose::Recover | Purpose::Email => HOLDS,
        Purpose::Invitation => INVITATION_HOLDS,
        Purpose::Undo => UNDO_HOLDS,
    };
    let expires = on.clock.now().plus(holds);
    links::put(&on.db, purpose, Link { digest: token.digest(), ..link }, expires).await?;
    Ok(format!("{}{}", on.origin, paths::opened(purpose.as_str(), token.as_str())))
}
