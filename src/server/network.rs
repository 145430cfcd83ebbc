//! From where somebody calls, as far as it is kept.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The network of an address: what tells two places apart, and nobody in one of them.
///
/// The first 24 bits of an IPv4 address, and the first 48 of an IPv6 address: what providers give to
/// one customer or to a part of a town.
pub fn of(address: Option<IpAddr>) -> String {
    match address.map(|address| address.to_canonical()) {
        None => String::new(),
        Some(IpAddr::V4(address)) => {
            let [a, b, c, _] = address.octets();
            format!("{}/24", Ipv4Addr::new(a, b, c, 0))
        }
        Some(IpAddr::V6(address)) => {
            let [a, b, c, ..] = address.segments();
            format!("{}/48", Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_kept_as_its_network() {
        let kept = |address: &str| of(Some(address.parse().unwrap()));

        assert_eq!(kept("203.0.113.77"), "203.0.113.0/24");
        assert_eq!(kept("2001:db8:1234:5678::9"), "2001:db8:1234::/48");
        assert_eq!(kept("::ffff:203.0.113.77"), "203.0.113.0/24");
        assert_eq!(of(None), "");
    }
}
