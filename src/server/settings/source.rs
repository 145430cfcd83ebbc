//! Where settings come from: the names of variables, the keys that Leptos knows, and times.

use std::{collections::BTreeMap, time::Duration};

use figment::{Figment, error::Kind};
use leptos::config::LeptosOptions;
use serde::{Deserialize, Deserializer};

use super::InvalidSetting;

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

/// The key that an environment variable sets, if any: `STILE_DATABASE__URL` sets `database.url`,
/// `LEPTOS_SITE_ADDR` sets `leptos.site-addr`. cargo-leptos sets more, which are for itself.
pub fn key_of(variable: &str) -> Option<String> {
    let kebab = |name: &str| name.to_ascii_lowercase().replace('_', "-");
    if let Some(ours) = variable.strip_prefix("STILE_") {
        return Some(ours.split("__").map(kebab).collect::<Vec<_>>().join("."));
    }
    let leptos = kebab(variable.strip_prefix("LEPTOS_")?);
    LEPTOS_KEYS.contains(&leptos.as_str()).then(|| format!("leptos.{leptos}"))
}

/// The keys of `[leptos]`, because Leptos takes any.
pub fn check_leptos_keys(figment: &Figment) -> Result<(), InvalidSetting> {
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

pub fn explain(error: figment::Error) -> InvalidSetting {
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

pub fn leptos_options<'de, D: Deserializer<'de>>(from: D) -> Result<LeptosOptions, D::Error> {
    LeptosOptions::deserialize(from)
}

/// `90s`, `30m` or `12h`.
pub fn duration<'de, D: Deserializer<'de>>(from: D) -> Result<Duration, D::Error> {
    let text = String::deserialize(from)?;
    parse_duration(&text).ok_or_else(|| {
        serde::de::Error::custom(format!("`{text}` is no time like 90s, 30m or 12h"))
    })
}

/// The same, from its text.
pub fn parse_duration(text: &str) -> Option<Duration> {
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
