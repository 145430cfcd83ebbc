//! Whose budgets a request uses.

use std::{fmt, net::IpAddr};

use crate::{
    server::network,
    sessions::{Principal, UserId},
};

/// Whose budgets a request uses: a person's, wherever they are, or those of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// Somebody who has signed in.
    Person(UserId),
    /// Everybody else there; of IPv6, in the same /64.
    Address(String),
}

impl Who {
    /// Whoever that is, from there.
    #[must_use]
    pub fn of(principal: &Principal, address: Option<IpAddr>) -> Self {
        match principal.user() {
            Some(user) => Self::Person(user.id),
            None => Self::at(address),
        }
    }

    /// Whoever is there and has not signed in.
    #[must_use]
    pub fn at(address: Option<IpAddr>) -> Self {
        Self::Address(network::household(address))
    }

    /// The name of a budget of theirs.
    pub(super) fn budget(&self, kind: &str) -> String {
        match self {
            Self::Person(user) => format!("{kind}:person:{user}"),
            Self::Address(address) => format!("{kind}:address:{address}"),
        }
    }
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person(user) => write!(f, "person {user}"),
            Self::Address(address) => write!(f, "{address}"),
        }
    }
}
