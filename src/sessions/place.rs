//! From where a session began, as far as it is kept.

use std::{borrow::Cow, net::IpAddr};

use http::{HeaderMap, header};
use serde::{Deserialize, Serialize};
use woothee::parser::Parser;

use crate::server::network;

/// No header of a browser is longer; what is, is not looked at.
const LONGEST: usize = 512;

/// From where a session began.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Browser and system, as far as they said: `Firefox on Linux`.
    pub device: String,
    /// The network, as [`network::of`] keeps it; empty if it is unknown.
    pub network: String,
}

impl Place {
    /// Where a request with these headers comes from.
    #[must_use]
    pub fn of(headers: &HeaderMap, address: Option<IpAddr>) -> Self {
        Self { device: device(headers), network: network::of(address) }
    }
}

/// Browser and system in words of the library's, never in the header's own.
fn device(headers: &HeaderMap) -> String {
    let says = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    let parsed = says
        .filter(|says| says.len() <= LONGEST)
        .and_then(|says| Parser::new().parse(says))
        .unwrap_or_default();
    let browser = match parsed.name {
        "" | "UNKNOWN" => "A browser",
        "HTTP Library" => "A program",
        "SamsungBrowser" => "Samsung Internet",
        other => other,
    };
    let system: Cow<'_, str> = match parsed.os {
        "" | "UNKNOWN" => "an unknown system".into(),
        "Mac OSX" => "macOS".into(),
        windows if windows.starts_with("Windows") => "Windows".into(),
        other => other.into(),
    };
    format!("{browser} on {system}")
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn device_of(agent: &'static str) -> String {
        device(&[(header::USER_AGENT, HeaderValue::from_static(agent))].into_iter().collect())
    }

    #[test]
    fn a_device_is_named_by_browser_and_system() {
        let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0";
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
            Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0";
        let safari = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 \
            (KHTML, like Gecko) Version/18.0 Safari/605.1.15";
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 \
            (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";

        assert_eq!(device_of(firefox), "Firefox on Linux");
        assert_eq!(device_of(edge), "Edge on Windows");
        assert_eq!(device_of(safari), "Safari on macOS");
        assert_eq!(device_of(phone), "Safari on iPhone");
        assert_eq!(device_of("curl/8.5.0"), "A program on an unknown system");
    }

    #[test]
    fn what_names_no_device_is_never_repeated() {
        let nobody = "A browser on an unknown system";

        assert_eq!(device_of(""), nobody);
        assert_eq!(device_of("\"><script>alert(1)</script>"), nobody);
        assert_eq!(device(&HeaderMap::new()), nobody);
        let long = format!("Mozilla/5.0 {} Firefox/153.0", "a".repeat(LONGEST));
        let long = HeaderValue::from_str(&long).unwrap();
        assert_eq!(device(&[(header::USER_AGENT, long)].into_iter().collect()), nobody);
    }
}
