//! Whose budgets a request uses.

use std::{fmt, net::IpAddr};

use http::HeaderMap;

use super::Device;
use crate::{
    server::{csrf::SEC_FETCH_SITE, keys::Key, network},
    sessions::{Principal, UserId},
};

/// Whose budgets a request uses.
///
/// An address may be many people's. So people, and browsers in which somebody was signed in before, have
/// budgets of their own; and what pages of other sites cause uses up nobody's but theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// Somebody who has signed in, wherever they are.
    Person(UserId),
    /// A browser in which somebody was signed in before.
    Device(String),
    /// Everybody else there; of IPv6, in the same /64.
    Address(String),
    /// The pages of other sites that are open there.
    Elsewhere(String),
}

impl Who {
    /// Who has sent a request with these headers, from there.
    #[must_use]
    pub fn of(
        principal: &Principal,
        headers: &HeaderMap,
        address: Option<IpAddr>,
        key: &Key,
    ) -> Self {
        let address = || network::household(address);
        if is_caused_elsewhere(headers) {
            return Self::Elsewhere(address());
        }
        if let Some(user) = principal.user() {
            return Self::Person(user.id);
        }
        match Device::sent(headers).filter(|device| device.is_known(key)) {
            Some(device) => Self::Device(device.name().to_owned()),
            None => Self::Address(address()),
        }
    }

    /// Whether it is one person, or their browser.
    #[must_use]
    pub fn is_one(&self) -> bool {
        matches!(self, Self::Person(_) | Self::Device(_))
    }

    /// The name of a budget of theirs.
    pub(super) fn budget(&self, kind: &str) -> String {
        match self {
            Self::Person(user) => format!("{kind}:person:{user}"),
            Self::Device(name) => format!("{kind}:device:{name}"),
            Self::Address(address) => format!("{kind}:address:{address}"),
            Self::Elsewhere(address) => format!("{kind}:elsewhere:{address}"),
        }
    }
}

/// A browser says so of a request that a page of another site, or another host of ours, has caused. Who
/// says so of themselves gets a budget that only they use.
fn is_caused_elsewhere(headers: &HeaderMap) -> bool {
    let said = headers.get(SEC_FETCH_SITE).map(http::HeaderValue::as_bytes);
    said.is_some_and(|said| [&b"cross-site"[..], b"same-site"].contains(&said))
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person(user) => write!(f, "person {user}"),
            Self::Device(name) => write!(f, "browser {}", &name[..8.min(name.len())]),
            Self::Address(address) => write!(f, "{address}"),
            Self::Elsewhere(address) => write!(f, "pages of others at {address}"),
        }
    }
}
