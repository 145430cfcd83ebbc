//! What policies may ask of a call: facts that belong neither to who asks nor to the thing.

use std::net::IpAddr;

use cedar_policy::{Context as CedarContext, RestrictedExpression};

use super::{entities::EntityError, facts::Value};
use crate::{
    sessions::{Level, Principal},
    timestamp::Timestamp,
};

/// When, and from where, somebody asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Context {
    /// The moment.
    pub now: Timestamp,
    /// Where the call comes from.
    pub network: Network,
}

/// The class of the address from which a connection comes: behind a proxy, that of the proxy, whoever
/// calls. What a header says of it, anybody can write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Network {
    /// Nobody knows; also a call that the server makes itself.
    Unknown,
    /// The server's own machine.
    Loopback,
    /// A network that is not reached from outside (RFC 1918, 3927, 4193, and link-local of RFC 4291).
    Private,
    /// Anywhere else.
    Public,
}

impl Context {
    /// A call from nowhere in particular.
    #[must_use]
    pub const fn at(now: Timestamp) -> Self {
        Self { now, network: Network::Unknown }
    }

    /// The same call at another moment.
    #[must_use]
    pub fn then(self, now: Timestamp) -> Self {
        Self { now, ..self }
    }

    /// What policies may ask of the principal's call, by the names that they use.
    #[must_use]
    pub fn facts(self, principal: &Principal) -> Vec<(&'static str, Value)> {
        let mut facts = vec![
            ("now", Value::Long(self.now.millis())),
            ("network", Value::Text(self.network.name().to_owned())),
        ];
        if let Some(user) = principal.user() {
            facts.push(("assurance.level", Value::Long(factors(user.assurance.level))));
            let proved_at = user.assurance.proved_at.millis();
            facts.push(("assurance.proved_at", Value::Long(proved_at)));
        }
        facts
    }

    /// As Cedar sees it: the schema calls it `Call`.
    pub(super) fn for_cedar(self, principal: &Principal) -> Result<CedarContext, EntityError> {
        let long = RestrictedExpression::new_long;
        let (level, proved_at) = match principal.user() {
            Some(user) => (factors(user.assurance.level), user.assurance.proved_at.millis()),
            None => (0, 0),
        };
        let assurance = [("level", long(level)), ("proved_at", long(proved_at))]
            .map(|(name, value)| (name.to_owned(), value));
        let facts = [
            ("now", long(self.now.millis())),
            ("assurance", RestrictedExpression::new_record(assurance)?),
            ("network", RestrictedExpression::new_string(self.network.name().to_owned())),
        ];
        let facts = facts.map(|(name, value)| (name.to_owned(), value));
        Ok(CedarContext::from_pairs(facts)?)
    }
}

impl Network {
    /// The class of an address.
    #[must_use]
    pub fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            address if address.is_loopback() => Self::Loopback,
            IpAddr::V4(v4) if v4.is_private() || v4.is_link_local() => Self::Private,
            IpAddr::V6(v6) if v6.is_unique_local() || v6.is_unicast_link_local() => Self::Private,
            _ => Self::Public,
        }
    }

    /// What policies call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Loopback => "loopback",
            Self::Private => "private",
            Self::Public => "public",
        }
    }
}

/// The level of assurance as a number: by how many factors somebody has proved who they are.
fn factors(level: Level) -> i64 {
    match level {
        Level::Single => 1,
        Level::Multi => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_belongs_to_a_class_however_it_is_written() {
        for (address, class) in [
            ("127.0.0.1", "loopback"),
            ("::1", "loopback"),
            ("::ffff:127.0.0.1", "loopback"),
            ("10.1.2.3", "private"),
            ("172.31.0.1", "private"),
            ("192.168.1.1", "private"),
            ("169.254.1.1", "private"),
            ("fd00::1", "private"),
            ("fe80::1", "private"),
            ("::ffff:192.168.1.1", "private"),
            ("172.32.0.1", "public"),
            ("203.0.113.7", "public"),
            ("2001:db8::1", "public"),
            ("0.0.0.0", "public"),
        ] {
            assert_eq!(Network::of(address.parse().unwrap()).name(), class, "{address}");
        }
    }
}
