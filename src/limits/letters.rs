//! Letters that are asked for: nobody's mailbox is flooded from here, and our name as a sender lasts.

use std::net::IpAddr;

use super::{Device, Limiter, TooMany, factors::whose, gcra::Charge, sign_in::hashed};
use crate::{server::network, sessions::UserId};

/// Who asks for a letter. What visitors do uses up no budget of who has signed in.
#[derive(Clone, Copy, Debug)]
pub enum Asker {
    /// Anybody, from there.
    Visitor(Option<IpAddr>),
    /// Who invites people.
    Inviter(UserId),
    /// Who wants another address for their account.
    Owner(UserId),
}

impl Limiter {
    /// Counts a notice of that kind to the owner of an account. No letter that a stranger can ask for uses this
    /// budget up, and no notice of another kind: they could keep the owner from hearing of them.
    ///
    /// # Errors
    ///
    /// There were too many.
    pub async fn notice(&self, kind: &str, to: &str) -> Result<(), TooMany> {
        let key = format!("letters:notice:{kind}:{}", hashed(to));
        self.take(&[Charge { key, quota: self.quotas.letters_to, cost: 1 }]).await.map(|_| ())
    }

    /// Counts a letter with a code to the owner of that account; from a browser in which they have proved two factors
    /// before, if there is a `device`. Only who has proved a password of it, or has a session, asks for one: no stranger keeps its
    /// owner from getting in, nor does who knows the password, where they were before.
    ///
    /// # Errors
    ///
    /// There were too many.
    pub async fn code(&self, user: UserId, device: Option<&Device>) -> Result<(), TooMany> {
        let key = format!("letters:code:{}", whose(user, device));
        self.take(&[Charge { key, quota: self.quotas.letters_code, cost: 1 }]).await.map(|_| ())
    }

    /// Counts a letter that is asked for to that address. Whether there is an account makes no difference.
    ///
    /// # Errors
    ///
    /// There were too many.
    pub async fn letter(&self, to: &str, asker: Asker) -> Result<(), TooMany> {
        let (kind, quotas) = (asker.kind(), &self.quotas);
        let charge = |key: String, quota| Charge { key: format!("letters:{key}"), quota, cost: 1 };
        let mut charges = vec![charge(format!("{kind}:{}", hashed(to)), quotas.letters_to)];
        match asker {
            Asker::Visitor(from) => charges.extend([
                charge(format!("from:{}", network::household(from)), quotas.letters_from),
                charge(format!("network:{}", network::of(from)), quotas.letters_network),
                charge("all".to_owned(), quotas.letters),
            ]),
            Asker::Inviter(user) | Asker::Owner(user) => {
                charges.push(charge(format!("person:{user}"), quotas.letters_person));
            }
        }
        self.take(&charges).await.map(|_| ())
    }
}

impl Asker {
    /// Letters of each kind to one address have a budget: nobody uses up that of another kind.
    fn kind(self) -> &'static str {
        match self {
            Self::Visitor(_) => "to",
            Self::Inviter(_) => "invitation",
            Self::Owner(_) => "email",
        }
    }
}
