//! From where somebody calls: behind which proxies, and as far as it is kept.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use http::{HeaderMap, HeaderName};
use ipnet::IpNet;

/// What every proxy appends the address to that it was called from.
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// Who has called us, from outside of our proxies.
#[derive(Clone, Copy, Debug)]
pub struct CallerAddress(pub IpAddr);

/// Who called the outermost proxy of ours, if `peer` is one: what anybody else says is not believed.
///
/// Read from the end, because each proxy appends: the first that is no proxy of ours is the caller. An
/// entry that is no address ends the reading, and the proxy before it counts.
#[must_use]
pub fn caller(peer: IpAddr, headers: &HeaderMap, proxies: &[IpNet]) -> IpAddr {
    let is_ours = |address: &IpAddr| proxies.iter().any(|net| net.contains(address));
    let mut caller = peer.to_canonical();
    let said = headers.get_all(FORWARDED_FOR).iter();
    let said: Vec<&str> = said.flat_map(|it| it.to_str().unwrap_or("?").split(',')).collect();
    for hop in said.into_iter().rev() {
        let (true, Ok(hop)) = (is_ours(&caller), hop.trim().parse::<IpAddr>()) else { break };
        caller = hop.to_canonical();
    }
    caller
}

/// What one household has of addresses: one of IPv4, a /64 of IPv6.
#[must_use]
pub fn household(address: Option<IpAddr>) -> String {
    match address.map(|address| address.to_canonical()) {
        None => "nowhere".to_owned(),
        Some(IpAddr::V4(address)) => address.to_string(),
        Some(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

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
    use http::HeaderValue;

    use super::*;

    /// Who called, if this peer says so, behind `10.0.0.0/8` and `2001:db8::/32`.
    fn caller_of(peer: &str, said: &[&'static str]) -> String {
        let mut headers = HeaderMap::new();
        for said in said {
            headers.append(FORWARDED_FOR, HeaderValue::from_bytes(said.as_bytes()).unwrap());
        }
        let proxies = ["10.0.0.0/8".parse().unwrap(), "2001:db8::/32".parse().unwrap()];
        caller(peer.parse().unwrap(), &headers, &proxies).to_string()
    }

    #[test]
    fn who_is_no_proxy_of_ours_is_not_believed() {
        assert_eq!(caller_of("203.0.113.7", &["198.51.100.1"]), "203.0.113.7");
        assert_eq!(caller_of("203.0.113.7", &["10.0.0.1"]), "203.0.113.7");
    }

    #[test]
    fn the_caller_is_the_last_that_is_no_proxy_of_ours() {
        for (said, caller) in [
            (&["198.51.100.1"][..], "198.51.100.1"),
            (&["1.1.1.1, 198.51.100.1"], "198.51.100.1"),
            (&["1.1.1.1", "198.51.100.1"], "198.51.100.1"),
            (&["1.1.1.1, 198.51.100.1, 10.9.9.9"], "198.51.100.1"),
            (&["::ffff:198.51.100.1"], "198.51.100.1"),
            (&["2001:db8:7::1"], "2001:db8:7::1"),
            (&["2a00::7, 2001:db8:7::1"], "2a00::7"),
        ] {
            assert_eq!(caller_of("10.0.0.2", said), caller, "{said:?}");
            assert_eq!(caller_of("::ffff:10.0.0.2", said), caller, "{said:?}");
        }
    }

    #[test]
    fn what_is_no_address_is_not_read_and_nothing_before_it() {
        for said in ["", "unknown", "1.1.1.1, ", "1.1.1.1, 198.51.100.1:80", "1.1.1.1 2.2.2.2", "é"]
        {
            assert_eq!(caller_of("10.0.0.2", &[said]), "10.0.0.2", "{said:?}");
        }
        assert_eq!(caller_of("10.0.0.2", &[]), "10.0.0.2");
        assert_eq!(caller_of("10.0.0.2", &["1.1.1.1, x, 10.0.0.9"]), "10.0.0.9");
    }

    #[test]
    fn a_household_has_one_address_or_a_64() {
        let of = |address: &str| household(Some(address.parse().unwrap()));

        assert_eq!(of("203.0.113.77"), "203.0.113.77");
        assert_eq!(of("::ffff:203.0.113.77"), "203.0.113.77");
        assert_eq!(of("2001:db8:1:2:3::9"), "2001:db8:1:2::/64");
    }

    #[test]
    fn an_address_is_kept_as_its_network() {
        let kept = |address: &str| of(Some(address.parse().unwrap()));

        assert_eq!(kept("203.0.113.77"), "203.0.113.0/24");
        assert_eq!(kept("2001:db8:1234:5678::9"), "2001:db8:1234::/48");
        assert_eq!(kept("::ffff:203.0.113.77"), "203.0.113.0/24");
        assert_eq!(of(None), "");
    }
}
