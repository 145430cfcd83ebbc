//! Everything the server can be told. A wrong, unknown or insecure setting stops the start.

mod accounts;
mod check;
mod factors;
mod files;
mod limits;
mod mail;
mod origins;
mod passwords;
mod source;
mod variants;

use std::{collections::BTreeMap, time::Duration};

pub use accounts::Accounts;
pub use factors::Factors;
use figment::{
    Figment,
    providers::{Data, Format, Toml},
    value::Value,
};
pub use files::{Bucket, Files};
use ipnet::IpNet;
use leptos::config::LeptosOptions;
pub use limits::{Limits, Quota};
pub use mail::Mail;
pub use passwords::Passwords;
use serde::Deserialize;
use source::{check_leptos_keys, duration, explain, key_of, leptos_options};

use super::build::IS_DEVELOPMENT;

/// The settings that are compiled in: the repository's own `Leptos.toml`.
const DEFAULTS: &str = include_str!("../../../Leptos.toml");

/// Where the settings file is, from where the server starts.
const FILE: &str = "Leptos.toml";

/// Everything the server can be told.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// What Leptos itself wants to know.
    #[serde(deserialize_with = "leptos_options")]
    pub leptos: LeptosOptions,
    /// Where browsers find us.
    pub site: Site,
    /// What we speak TLS with, if no proxy does.
    pub tls: Tls,
    /// Where rows are kept.
    pub database: Database,
    /// Where sessions are kept, if not in the database.
    pub redis: Redis,
    /// How long a session lasts.
    pub session: Session,
    /// What other sites may show.
    pub widget: Widget,
    /// How much work passwords may make, and which new ones are taken.
    pub passwords: Passwords,
    /// With which keys the secrets of second factors are kept.
    pub factors: Factors,
    /// How long accounts wait that are to be deleted.
    pub accounts: Accounts,
    /// Where uploaded files are kept.
    pub files: Files,
    /// Who carries letters.
    pub mail: Mail,
    /// How much somebody may do in a time.
    pub limits: Limits,
    /// What is logged, and how.
    pub log: Log,
}

/// `[site]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// Where browsers find us, such as `https://news.example`: scheme and host, no path.
    pub origin: String,
    /// The networks of our own proxies, whose word counts about who has called them.
    pub proxies: Vec<IpNet>,
}

/// `[tls]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tls {
    /// The file of the certificate and its chain, or empty.
    pub certificate: String,
    /// The file of its key, or empty.
    pub key: String,
}

/// `[database]`
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// `sqlite://…` or `postgres://…`; it may hold a password.
    pub url: String,
}

/// `[redis]`
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Redis {
    /// `redis://…`, or empty for none; it may hold a password.
    pub url: String,
    /// A session begins and ends once so many replicas know it.
    pub replicas: u8,
}

/// `[session]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Session {
    /// A session ends after so long without a request.
    #[serde(deserialize_with = "duration")]
    pub idle: Duration,
    /// And after so long at the latest.
    #[serde(deserialize_with = "duration")]
    pub absolute: Duration,
    /// The same for a session that somebody chose to keep.
    #[serde(deserialize_with = "duration")]
    pub kept_idle: Duration,
    /// The same for a session that somebody chose to keep.
    #[serde(deserialize_with = "duration")]
    pub kept_absolute: Duration,
    /// So many sessions somebody has at most.
    pub most: usize,
    /// Whether links from elsewhere arrive signed in.
    pub same_site: SameSite,
    /// The parent domain of sibling hosts that share sessions; empty for a host of its own.
    pub domain: String,
    /// How often ended sessions are removed.
    #[serde(deserialize_with = "duration")]
    pub sweep: Duration,
}

/// When browsers send the session's cookie along with requests that another site caused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SameSite {
    /// With links that a person follows.
    Lax,
    /// Never: whoever follows a link arrives as a visitor.
    Strict,
    /// With everything, also in frames; apart for each site that frames us (`Partitioned`).
    None,
}

/// `[widget]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Widget {
    /// The sites that may show it: scheme and host, no path.
    pub sites: Vec<String>,
}

/// `[log]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    /// As in `RUST_LOG`.
    pub filter: String,
    /// Lines for people, or for machines.
    pub format: LogFormat,
}

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// A setting that stops the start: which one, what is wrong, what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("setting `{key}`: {problem}")]
pub struct InvalidSetting {
    /// `table.key`
    pub key: String,
    /// What is wrong, and the remedy.
    pub problem: String,
}

impl InvalidSetting {
    fn new(key: &str, problem: impl Into<String>) -> Self {
        Self { key: key.to_owned(), problem: problem.into() }
    }
}

impl Settings {
    /// The settings of this process: compiled in, then the file, then the environment.
    ///
    /// # Errors
    ///
    /// The first setting that is wrong, unknown or insecure.
    pub fn load() -> Result<Self, InvalidSetting> {
        let settings = Self::from_layers(Toml::file(FILE), &std::env::vars().collect())?;
        if !IS_DEVELOPMENT {
            settings.mail.check_for_release()?;
            settings.factors.check_for_release()?;
        }
        Ok(settings)
    }

    /// The compiled-in settings, as tests start from them.
    ///
    /// # Errors
    ///
    /// As [`Settings::load`].
    pub fn defaults() -> Result<Self, InvalidSetting> {
        Self::from_layers(Toml::string(""), &BTreeMap::new())
    }

    fn from_layers(
        file: Data<Toml>,
        environment: &BTreeMap<String, String>,
    ) -> Result<Self, InvalidSetting> {
        let files = Figment::from(Toml::string(DEFAULTS)).merge(file);
        check_leptos_keys(&files)?;
        let figment = environment
            .iter()
            .filter_map(|(name, value)| Some((key_of(name)?, value.parse::<Value>().ok()?)))
            .fold(files, Figment::merge);
        let settings: Self = figment.extract().map_err(explain)?;
        settings.check()?;
        Ok(settings)
    }
}

impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Database(…)")
    }
}

impl std::fmt::Debug for Redis {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Redis(…)")
    }
}

#[cfg(test)]
mod tests;
