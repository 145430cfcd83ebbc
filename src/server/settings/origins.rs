//! Where something is, as browsers write it.

use std::net::Ipv6Addr;

/// Whether it is scheme, host and perhaps a port, as browsers write them, and nobody on the way reads what is
/// sent there: https, or this machine.
pub(super) fn is_safe_origin(text: &str) -> bool {
    let (scheme, authority) = text.split_once("://").unwrap_or_default();
    is_authority(scheme, authority)
        && (scheme == "https" || scheme == "http" && is_loopback(authority))
}

/// Whether it is a host as browsers write it, and perhaps a port that is not the scheme's own.
pub(super) fn is_authority(scheme: &str, authority: &str) -> bool {
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let own = if scheme == "https" { 443 } else { 80 };
    let is_number = |port: &str| {
        !port.starts_with(['0', '+']) && port.parse::<u16>().is_ok_and(|port| port != own)
    };
    port.is_none_or(is_number) && is_host(host)
}

pub(super) fn is_host(host: &str) -> bool {
    if let Some(address) = host.strip_prefix('[') {
        return address.strip_suffix(']').is_some_and(|it| it.parse::<Ipv6Addr>().is_ok());
    }
    host.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    let is_plain = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-';
    !label.is_empty()
        && label.bytes().all(is_plain)
        && !label.starts_with('-')
        && !label.ends_with('-')
}

/// Whether it is this machine, at whatever port.
pub(super) fn is_loopback(host: &str) -> bool {
    let is_port = |port: &str| port.chars().all(|c| c.is_ascii_digit());
    ["localhost", "127.0.0.1", "[::1]"].iter().any(|name| {
        let rest = host.strip_prefix(name);
        rest.is_some_and(|rest| rest.is_empty() || rest.strip_prefix(':').is_some_and(is_port))
    })
}
