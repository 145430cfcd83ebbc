//! Everything the server can be told. A wrong, unknown or insecure setting stops the start.

use std::{collections::BTreeMap, time::Duration};

use figment::{
    Figment,
    error::Kind,
    providers::{Data, Format, Toml},
    value::Value,
};
use leptos::config::LeptosOptions;
use serde::{Deserialize, Deserializer};

/// The settings that are compiled in: the repository's own `Leptos.toml`.
const DEFAULTS: &str = include_str!("../../Leptos.toml");

/// Where the settings file is, from where the server starts.
const FILE: &str = "Leptos.toml";

/// The keys of `[leptos]`: those of `leptos_config` 0.8, which itself ignores what it does not know.
const LEPTOS_KEYS: [&str; 13] = [
    "output-name",
    "site-root",
    "site-pkg-dir",
    "env",
    "site-addr",
    "reload-port",
    "reload-external-port",
    "reload-ws-protocol",
    "not-found-path",
    "hash-file",
    "hash-files",
    "server-fn-prefix",
    "disable-server-fn-hash",
];

/// Everything the server can be told.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// What Leptos itself wants to know.
    #[serde(deserialize_with = "leptos_options")]
    pub leptos: LeptosOptions,
    /// Where browsers find us.
    pub site: Site,
    /// Where rows are kept.
    pub database: Database,
    /// Where sessions are kept, if not in the database.
    pub redis: Redis,
    /// How long a session lasts.
    pub session: Session,
    /// How much work passwords may make.
    pub passwords: Passwords,
    /// What is logged, and how.
    pub log: Log,
}

/// `[site]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// Where browsers find us, such as `https://news.example`: scheme and host, no path.
    pub origin: String,
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
    /// Whether links from elsewhere arrive signed in.
    pub same_site: SameSite,
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
}

impl SameSite {
    /// The word in the cookie.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Lax => "Lax",
            Self::Strict => "Strict",
        }
    }
}

/// `[passwords]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passwords {
    /// Passwords checked at the same time.
    pub parallel: usize,
    /// Sign-ins that may wait for it.
    pub queue: usize,
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
        Self::from_layers(Toml::file(FILE), &std::env::vars().collect())
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

    /// Refuses what fits its type and is wrong or insecure all the same.
    fn check(&self) -> Result<(), InvalidSetting> {
        self.check_origin()?;
        let url = &self.database.url;
        if !["sqlite:", "postgres:", "postgresql:"].iter().any(|scheme| url.starts_with(scheme)) {
            return wrong(
                "database.url",
                "starts with neither sqlite:// nor postgres://: name one of the two",
            );
        }
        if !(self.redis.url.is_empty()
            || self.redis.url.starts_with("redis://")
            || self.redis.url.starts_with("rediss://"))
        {
            return wrong(
                "redis.url",
                "is neither empty nor redis://HOST:PORT/NUMBER: write one of the two",
            );
        }
        self.check_session()?;
        if self.passwords.parallel == 0 || self.passwords.parallel > 64 {
            return wrong(
                "passwords.parallel",
                "must be 1 to 64: the number of cores is a good start",
            );
        }
        if self.passwords.queue > 10_000 {
            return wrong(
                "passwords.queue",
                "is over 10000: who waits so long has gone; 32 is a good start",
            );
        }
        Ok(())
    }

    fn check_origin(&self) -> Result<(), InvalidSetting> {
        let origin = &self.site.origin;
        let (scheme, host) = origin.split_once("://").unwrap_or_default();
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-.:[]".contains(c);
        if !["http", "https"].contains(&scheme) || host.is_empty() || !host.chars().all(plain) {
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
        Ok(())
    }

    fn check_session(&self) -> Result<(), InvalidSetting> {
        let Session { idle, absolute, sweep, .. } = self.session;
        if idle < Duration::from_mins(1) || idle > absolute {
            return wrong("session.idle", "must be at least 1m and at most session.absolute");
        }
        if absolute > Duration::from_hours(30 * 24) {
            return wrong(
                "session.absolute",
                "is over 720h: nobody should stay signed in that long",
            );
        }
        if sweep < Duration::from_secs(1) {
            return wrong("session.sweep", "must be at least 1s; 10m is a good start");
        }
        Ok(())
    }
}

fn wrong(key: &str, problem: &str) -> Result<(), InvalidSetting> {
    Err(InvalidSetting::new(key, problem))
}

fn is_loopback(host: &str) -> bool {
    let is_port = |port: &str| port.chars().all(|c| c.is_ascii_digit());
    ["localhost", "127.0.0.1", "[::1]"].iter().any(|name| {
        let rest = host.strip_prefix(name);
        rest.is_some_and(|rest| rest.is_empty() || rest.strip_prefix(':').is_some_and(is_port))
    })
}

/// The key that an environment variable sets, if any: `STILE_DATABASE__URL` sets `database.url`,
/// `LEPTOS_SITE_ADDR` sets `leptos.site-addr`. cargo-leptos sets more, which are for itself.
fn key_of(variable: &str) -> Option<String> {
    let kebab = |name: &str| name.to_ascii_lowercase().replace('_', "-");
    if let Some(ours) = variable.strip_prefix("STILE_") {
        return Some(ours.split("__").map(kebab).collect::<Vec<_>>().join("."));
    }
    let leptos = kebab(variable.strip_prefix("LEPTOS_")?);
    LEPTOS_KEYS.contains(&leptos.as_str()).then(|| format!("leptos.{leptos}"))
}

/// The keys of `[leptos]`, because Leptos takes any.
fn check_leptos_keys(figment: &Figment) -> Result<(), InvalidSetting> {
    let table: BTreeMap<String, figment::value::Value> =
        figment.extract_inner("leptos").map_err(explain)?;
    match table.keys().find(|key| !LEPTOS_KEYS.contains(&key.as_str())) {
        None => Ok(()),
        Some(key) => Err(unknown(&format!("leptos.{key}"), &LEPTOS_KEYS)),
    }
}

fn unknown(key: &str, known: &[&str]) -> InvalidSetting {
    InvalidSetting::new(key, format!("is unknown: remove it, or use one of {}", known.join(", ")))
}

fn explain(error: figment::Error) -> InvalidSetting {
    let path = error.path.join(".");
    match error.kind {
        Kind::UnknownField(name, known) => {
            let dot = if path.is_empty() { "" } else { "." };
            let stem =
                path.strip_suffix(name.as_str()).map_or(path.as_str(), |p| p.trim_end_matches('.'));
            let dot = if stem.is_empty() { "" } else { dot };
            unknown(&format!("{stem}{dot}{name}"), known)
        }
        Kind::MissingField(name) => InvalidSetting::new(&name, "is missing: add it"),
        kind => InvalidSetting::new(&path, format!("{kind}: correct it")),
    }
}

fn leptos_options<'de, D: Deserializer<'de>>(from: D) -> Result<LeptosOptions, D::Error> {
    LeptosOptions::deserialize(from)
}

/// `90s`, `30m` or `12h`.
fn duration<'de, D: Deserializer<'de>>(from: D) -> Result<Duration, D::Error> {
    let text = String::deserialize(from)?;
    parse_duration(&text).ok_or_else(|| {
        serde::de::Error::custom(format!("`{text}` is no time like 90s, 30m or 12h"))
    })
}

fn parse_duration(text: &str) -> Option<Duration> {
    let unit = text.chars().next_back()?;
    let number: u64 = text.strip_suffix(unit)?.parse().ok()?;
    let seconds = match unit {
        's' => 1,
        'm' => 60,
        'h' => 3600,
        _ => return None,
    };
    Some(Duration::from_secs(number.checked_mul(seconds)?))
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
mod tests {
    use super::*;

    fn with_file(text: &str) -> Result<Settings, InvalidSetting> {
        Settings::from_layers(Toml::string(text), &BTreeMap::new())
    }

    fn with_environment(name: &str, value: &str) -> Result<Settings, InvalidSetting> {
        let environment = [(name.to_owned(), value.to_owned())].into();
        Settings::from_layers(Toml::string(""), &environment)
    }

    #[test]
    fn the_shipped_settings_are_valid() {
        let settings = Settings::defaults().unwrap();

        assert_eq!(settings.session.idle, Duration::from_mins(30));
        assert_eq!(settings.session.same_site, SameSite::Lax);
    }

    #[test]
    fn the_environment_wins_over_the_file() {
        let settings = with_environment("STILE_DATABASE__URL", "postgres://news/x").unwrap();
        assert_eq!(settings.database.url, "postgres://news/x");

        let settings = with_environment("LEPTOS_SITE_ADDR", "127.0.0.1:8080").unwrap();
        assert_eq!(settings.leptos.site_addr.port(), 8080);
    }

    #[test]
    fn what_cargo_leptos_sets_for_itself_is_no_setting() {
        assert!(with_environment("LEPTOS_LIB_DIR", "src").is_ok());
    }

    #[test]
    fn an_unknown_setting_is_named_with_those_that_exist() {
        for (text, key) in [
            ("[session]\nidel = '1m'", "session.idel"),
            ("[sesion]\nidle = '1m'", "sesion"),
            ("[leptos]\nsite-adr = 'x'", "leptos.site-adr"),
        ] {
            let error = with_file(text).unwrap_err();
            assert_eq!(error.key, key);
            assert!(error.problem.starts_with("is unknown: remove it, or use one of"), "{error}");
        }
        assert_eq!(with_environment("STILE_SESSION__IDEL", "1m").unwrap_err().key, "session.idel");
    }

    #[test]
    fn a_wrong_or_insecure_setting_is_named() {
        for (text, key) in [
            ("[session]\nidle = 'soon'", "session.idle"),
            ("[session]\nidle = '13h'", "session.idle"),
            ("[session]\nabsolute = '1000h'", "session.absolute"),
            ("[session]\nsame-site = 'none'", "session.same-site"),
            ("[site]\norigin = 'http://news.example'", "site.origin"),
            ("[site]\norigin = 'http://localhost.evil.example'", "site.origin"),
            ("[site]\norigin = 'https://news.example/path'", "site.origin"),
            ("[leptos]\nsite-addr = '0.0.0.0:3000'", "site.origin"),
            ("[database]\nurl = 'mysql://x'", "database.url"),
            ("[redis]\nurl = 'localhost'", "redis.url"),
            ("[passwords]\nparallel = 0", "passwords.parallel"),
            ("[passwords]\nparallel = 'many'", "passwords.parallel"),
        ] {
            assert_eq!(with_file(text).unwrap_err().key, key, "{text}");
        }
    }

    #[test]
    fn behind_https_the_server_may_listen_anywhere() {
        let text = "[site]\norigin = 'https://news.example'\n[leptos]\nsite-addr = '0.0.0.0:80'";

        assert!(with_file(text).is_ok());
    }

    #[test]
    fn a_password_in_an_address_is_not_shown() {
        let settings = with_environment("STILE_DATABASE__URL", "postgres://u:hunter2@h/x").unwrap();

        assert!(!format!("{settings:?}").contains("hunter2"));
    }

    #[test]
    fn the_settings_agree_with_cargos_metadata() {
        let manifest: toml::Table = include_str!("../../Cargo.toml").parse().unwrap();
        let ours: toml::Table = DEFAULTS.parse().unwrap();
        let cargo = &manifest["package"]["metadata"]["leptos"];

        for key in ["output-name", "site-root", "site-pkg-dir", "site-addr", "reload-port"] {
            assert_eq!(cargo[key], ours["leptos"][key], "{key}");
        }
    }
}
