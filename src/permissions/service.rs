//! Who looks at a page, and what they may do.

use crate::{
    account::{
        self,
        model::{Theme, Viewer, ViewerUser},
    },
    call::{CallContext, ServiceError},
    people,
    sessions::UserId,
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
    let permissions = call.ability().ability.rules().to_vec();
    Ok(Viewer { user, permissions, theme: theme(headers) })
}

/// The readable part of the address of somebody's page.
async fn slug(call: &CallContext, id: UserId) -> Result<String, ServiceError> {
    let mut found = people::service::bylines(call, vec![id]).await?;
    Ok(found.remove(&id).map(|(_, slug)| slug).unwrap_or_default())
}

fn theme(headers: &HeaderMap) -> Theme {
    account::service::theme(headers)
}
