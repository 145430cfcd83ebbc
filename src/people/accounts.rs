//! Who is who: for sessions, for letters, and for whoever proves to be somebody.

use async_trait::async_trait;
use sea_orm::ConnectionTrait;

use super::{person::Person, store};
use crate::{
    call::ServiceError,
    server::database::{Database, Transaction},
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

/// The person with that number, for whoever writes to them or lets them change how they sign in.
pub async fn of(db: &impl ConnectionTrait, id: UserId) -> Result<Option<Person>, ServiceError> {
    Ok(store::find(db, id).await?)
}

/// Gives somebody another e-mail address, which is in lower case.
///
/// # Errors
///
/// [`ServiceError::Taken`], if somebody has it.
pub async fn keep_email(tx: &Transaction, id: UserId, email: &str) -> Result<(), ServiceError> {
    Ok(store::keep_email(tx, id, email).await?)
}

/// The person with that e-mail address, however it is written, for whoever checks their password or writes to
/// them.
pub async fn at(db: &impl ConnectionTrait, email: &str) -> Result<Option<Person>, ServiceError> {
    // PostgreSQL takes no text with a NUL, and no address has one.
    if email.contains('\0') {
        return Ok(None);
    }
    Ok(store::find_by_email(db, &email.trim().to_lowercase()).await?)
}
