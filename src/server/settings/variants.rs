//! The variants of the session's cookie, and who may show us in a frame.

use std::net::IpAddr;

use super::{
    InvalidSetting, SameSite, Settings,
    check::wrong,
    origins::{is_host, is_safe_origin},
};

/// A policy that names more sites than that is longer than proxies like.
const MOST_SITES: usize = 50;

impl Settings {
    pub(super) fn check_variants(&self) -> Result<(), InvalidSetting> {
        self.check_domain()?;
        self.check_sites()?;
        if self.session.same_site == SameSite::None && self.widget.sites.is_empty() {
            return wrong(
                "session.same-site",
                "is none, so the cookie goes out with requests of other sites, and no frame needs that: name \
                 the sites in widget.sites, or write lax",
            );
        }
        Ok(())
    }

    fn check_domain(&self) -> Result<(), InvalidSetting> {
        let domain = self.session.domain.as_str();
        if domain.is_empty() {
            return Ok(());
        }
        let Some(host) = self.site.origin.strip_prefix("https://") else {
            return wrong(
                "session.domain",
                "needs https:// in site.origin: leave it empty for localhost",
            );
        };
        let host = host.split(':').next().unwrap_or_default();
        let is_parent =
            host == domain || host.strip_suffix(domain).is_some_and(|it| it.ends_with('.'));
        let is_name = domain.contains('.') && host.parse::<IpAddr>().is_err();
        if !is_parent || !is_name || !is_host(domain) {
            return wrong(
                "session.domain",
                "is no domain of your own to which the host of site.origin belongs: news.example for \
                 https://desk.news.example",
            );
        }
        if psl::suffix_str(domain) == Some(domain) {
            return wrong(
                "session.domain",
                "is shared with strangers, so no browser takes a cookie for it: name a domain of your own under it",
            );
        }
        if self.session.same_site == SameSite::None {
            return wrong(
                "session.domain",
                "and session.same-site = none together hand the session to siblings in every frame: choose one",
            );
        }
        Ok(())
    }

    fn check_sites(&self) -> Result<(), InvalidSetting> {
        let sites = &self.widget.sites;
        if sites.len() > MOST_SITES {
            return wrong("widget.sites", "are more than 50: name fewer");
        }
        let may_be_local = self.site.origin.starts_with("http://");
        let is_site =
            |site: &String| is_safe_origin(site) && (may_be_local || site.starts_with("https://"));
        if !sites.iter().all(is_site) {
            return wrong(
                "widget.sites",
                "has what is no address like https://partner.example: https, host in lower case, no path, no *",
            );
        }
        Ok(())
    }
}
