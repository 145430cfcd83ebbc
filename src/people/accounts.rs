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
        let found = store::find(db, id).await.map_err(Unavailable::new)?;
        let Some(person) = found.filter(|person| person.suspended.is_none()) else {
            return Ok(None);
        };
        let roles = store::roles::list(db, id).await.map_err(Unavailable::new)?;
        Ok(Some(Account { name: person.name, roles, version: person.version }))
    }
}
