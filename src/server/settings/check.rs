//! Settings that fit their type, and are wrong or insecure all the same.

use std::time::Duration;

use super::{
    InvalidSetting, Session, Settings, Site, Tls,
    origins::{is_authority, is_loopback},
};

/// No network of somebody's own is wider than 10.0.0.0/8 (RFC 1918) or `fd00::/8` (RFC 4193).
const NARROWEST: u8 = 8;

impl Settings {
    /// Refuses what fits its type and is wrong or insecure all the same.
    pub(super) fn check(&self) -> Result<(), InvalidSetting> {
        self.check_origin()?;
        self.check_tls()?;
        let url = &self.database.url;
        if !["sqlite:", "postgres:", "postgresql:"].iter().any(|scheme| url.starts_with(scheme)) {
            return wrong(
                "database.url",
                "starts with neither sqlite:// nor postgres://: name one of the two",
            );
        }
        let known = ["redis://", "redis-sentinel://"];
        if !(self.redis.url.is_empty() || known.iter().any(|it| self.redis.url.starts_with(it))) {
            return wrong(
                "redis.url",
                "is neither empty nor redis://HOST:PORT/NUMBER nor redis-sentinel://…: write one of them",
            );
        }
        if self.redis.replicas > 16 {
            return wrong("redis.replicas", "is over 16: 0 without a replica, 1 with one or more");
        }
        self.check_session()?;
        self.check_variants()?;
        self.accounts.check()?;
        self.passwords.check()?;
        self.factors.check()?;
        self.files.check()?;
        self.limits.check()?;
        self.mail.check()
    }

    fn check_origin(&self) -> Result<(), InvalidSetting> {
        let origin = &self.site.origin;
        let (scheme, host) = origin.split_once("://").unwrap_or_default();
        if !["http", "https"].contains(&scheme) || !is_authority(scheme, host) {
            return wrong(
                "site.origin",
                "is no address like https://news.example: scheme and host in lower case, no path",
            );
        }
        if scheme == "http" && !(is_loopback(host) && self.leptos.site_addr.ip().is_loopback()) {
            return wrong(
                "site.origin",
                "is http:// and reachable from elsewhere, so anybody on the way reads the session: use https://, or listen on 127.0.0.1 only",
            );
        }
        if scheme == "https" && self.site.proxies.is_empty() && self.tls.is_empty() {
            return wrong(
                "site.proxies",
                "is empty, so everybody behind the proxy that ends TLS would be one address, and shut out as one: name its network, such as [\"127.0.0.1/32\"], or set tls.certificate where there is none",
            );
        }
        if self.site.proxies.iter().any(|net| net.prefix_len() < NARROWEST) {
            return wrong(
                "site.proxies",
                "is everybody, so anybody says who they are: name the networks of your proxies only",
            );
        }
        Ok(())
    }

    fn check_tls(&self) -> Result<(), InvalidSetting> {
        let Tls { certificate, key } = &self.tls;
        for (name, file, other) in [("certificate", certificate, key), ("key", key, certificate)] {
            if file.is_empty() && !other.is_empty() {
                return wrong(
                    &format!("tls.{name}"),
                    "is empty, and its counterpart is not: name both files, or neither",
                );
            }
        }
        if !self.tls.is_empty() && !self.site.origin.starts_with("https://") {
            return wrong(
                "site.origin",
                "is http://, but with tls.certificate we speak https only: write https://",
            );
        }
        Ok(())
    }

    fn check_session(&self) -> Result<(), InvalidSetting> {
        let Session { idle, absolute, kept_idle, kept_absolute, most, sweep, .. } = self.session;
        if idle < Duration::from_mins(1) || idle > absolute {
            return wrong("session.idle", "must be at least 1m and at most session.absolute");
        }
        if absolute > Duration::from_hours(30 * 24) {
            return wrong(
                "session.absolute",
                "is over 720h: nobody should stay signed in that long",
            );
        }
        if kept_idle < idle || kept_idle > kept_absolute {
            return wrong(
                "session.kept-idle",
                "must be at least session.idle and at most session.kept-absolute",
            );
        }
        // Browsers keep no cookie for longer (RFC 6265bis, 5.5).
        if kept_absolute < absolute || kept_absolute > Duration::from_hours(400 * 24) {
            return wrong(
                "session.kept-absolute",
                "must be at least session.absolute and at most 9600h: 720h is a good start",
            );
        }
        if !(1..=100).contains(&most) {
            return wrong("session.most", "must be 1 to 100; 10 is a good start");
        }
        if sweep < Duration::from_secs(1) {
            return wrong("session.sweep", "must be at least 1s; 10m is a good start");
        }
        Ok(())
    }
}

impl Site {
    /// Whether browsers come over https and may be told to stay there. Not on this machine: they would
    /// keep to it on every port, also where something else listens.
    #[must_use]
    pub fn is_for_https_only(&self) -> bool {
        self.origin.strip_prefix("https://").is_some_and(|host| !is_loopback(host))
    }
}

impl Tls {
    /// Whether there are no files, because a proxy in front ends TLS.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.certificate.is_empty() && self.key.is_empty()
    }
}

pub(super) fn wrong(key: &str, problem: &str) -> Result<(), InvalidSetting> {
    Err(InvalidSetting::new(key, problem))
}
