//! Who is who, for sessions.

use async_trait::async_trait;

use super::store;
use crate::{
    server::database::Database,
    sessions::{Account, People, Unavailable, UserId},
};

/// Everybody who can be signed in; who is suspended cannot.
#[derive(Clone, Debug)]
pub struct Accounts(pub Database);

#[async_trait]
impl People for Accounts {
    async fn find(&self, id: UserId) -> Result<Option<Account>, Unavailable> {
        let Self(db) = self;
        let found = store::find_with_roles(db, id).await.map_err(Unavailable::new)?;
        let active = found.filter(|(person, _)| person.suspended.is_none());
        Ok(active.map(|(person, roles)| Account {
            name: person.name,
            roles,
            version: person.version,
        }))
    }
}
