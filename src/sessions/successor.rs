//! Under which id a session goes on that got another one, for requests that only know the one before.
//!
//! # Why
//!
//! A page that never arrives takes the new id along, and others are on their way when it is given. For
//! half a minute the old id therefore leads to the new one. No store holds an id: what is kept is the new
//! one, hidden by a hash of the old one, which only the browser has.

use std::time::Duration;

use sha2::{Digest, Sha256};
use tower_sessions::{
    SessionStore,
    session::{Id, Record},
    session_store::Error,
};

use super::{
    Sessions, Unavailable,
    store::{Key, to_date},
};

/// Longer than a page may be on its way.
const GRACE: Duration = Duration::from_secs(30);

/// The name under which a note holds the new id, hidden.
const RENEWED: &str = "renewed";

impl Sessions {
    /// Leads from the old id to the new one, unless something leads on from it already. Whether it does.
    pub(super) async fn lead_on(&self, old: Id, new: Id) -> Result<bool, Error> {
        let name = Key::of(&old).as_id();
        let data = [(RENEWED.to_owned(), hidden(old, new).to_string().into())].into();
        let expiry_date = to_date(self.clock.now().plus(GRACE));
        let mut note = Record { id: name, data, expiry_date };
        self.store.create(&mut note).await?;
        if note.id == name {
            return Ok(true);
        }
        self.store.delete(&note.id).await?;
        Ok(false)
    }

    /// The id under which the session goes on that had this one.
    ///
    /// # Errors
    ///
    /// If the store does not answer.
    pub(super) async fn successor(&self, old: Id) -> Result<Option<Id>, Unavailable> {
        let note = self.store.load(&Key::of(&old).as_id()).await.map_err(Unavailable::new)?;
        let hidden_new = note.and_then(|note| note.data.get(RENEWED)?.as_str()?.parse().ok());
        Ok(hidden_new.map(|new| hidden(old, new)))
    }
}

/// Hides one id by the other; the same again shows it.
fn hidden(by: Id, id: Id) -> Id {
    let digest =
        Sha256::new().chain_update(b"successor").chain_update(by.0.to_le_bytes()).finalize();
    let mut half = [0; 16];
    half.copy_from_slice(&digest[..16]);
    Id(id.0 ^ i128::from_le_bytes(half))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hidden_by_an_id_is_shown_by_it_and_by_no_other() {
        let (old, new) = (Id(7), Id(8));

        assert_ne!(hidden(old, new), new);
        assert_eq!(hidden(old, hidden(old, new)), new);
        assert_ne!(hidden(Id(6), hidden(old, new)), new);
    }
}
