//! A moment, as every build, both databases and the policies write it: milliseconds since 1970.

use std::{fmt, time::Duration};

use serde::{Deserialize, Serialize};
use time::{Date, Month, OffsetDateTime};

/// Milliseconds since 1970-01-01T00:00:00Z.
///
/// # Examples
///
/// ```
/// use stile::timestamp::Timestamp;
///
/// let moment = Timestamp::from_millis(1_795_343_932_000);
/// assert_eq!(moment.to_string(), "2026-11-22T10:38:52Z");
/// assert_eq!(moment.date(), "22 November 2026");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The moment that many milliseconds after 1970.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since 1970.
    #[must_use]
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// This moment, `by` later.
    #[must_use]
    pub fn plus(self, by: Duration) -> Self {
        Self(self.0.saturating_add(millis(by)))
    }

    /// This moment, `by` earlier.
    #[must_use]
    pub fn minus(self, by: Duration) -> Self {
        Self(self.0.saturating_sub(millis(by)))
    }

    /// How long ago `earlier` was; nothing if it is yet to come.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0 - earlier.0).unwrap_or_default())
    }

    /// The span of that length in which this moment lies, counted from 1970: its beginning, and that
    /// of the next.
    #[must_use]
    pub fn span(self, length: Duration) -> (Self, Self) {
        let length = millis(length).max(1);
        let from = self.0 - self.0.rem_euclid(length);
        (Self(from), Self(from.saturating_add(length)))
    }

    /// The day in words, in UTC: `22 November 2026`.
    #[must_use]
    pub fn date(self) -> String {
        let at = self.civil();
        format!("{} {} {}", at.day(), at.month(), at.year())
    }

    /// The weekday and the day in words, in UTC: `Sunday, 22 November 2026`.
    #[must_use]
    pub fn day(self) -> String {
        format!("{}, {}", self.civil().weekday(), self.date())
    }

    /// The day and the minute, in UTC: `22 November 2026, 10:38`.
    #[must_use]
    pub fn date_and_time(self) -> String {
        format!("{}, {}", self.date(), self.time())
    }

    /// The minute of the day, in UTC: `10:38`.
    #[must_use]
    pub fn time(self) -> String {
        let at = self.civil();
        format!("{:02}:{:02}", at.hour(), at.minute())
    }

    /// The first moment of a day, in UTC: of `2026-11-22`.
    #[must_use]
    pub fn of_day(text: &str) -> Option<Self> {
        let mut parts = text.split('-').map(|part| part.parse::<u16>().ok());
        let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
        let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        let month = Month::try_from(month).ok()?;
        let date = Date::from_calendar_date(year.into(), month, day).ok()?;
        let is_year = (1000..=9999).contains(&year) && parts.next().is_none();
        let seconds = date.midnight().assume_utc().unix_timestamp();
        is_year.then_some(Self(seconds * 1000))
    }

    /// The same moment for the `time` crate; moments it cannot hold become 1970.
    #[must_use]
    pub fn civil(self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp(self.0.div_euclid(1000))
            .unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }
}

/// As in RFC 3339, to the second: what a `datetime` attribute wants.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.civil();
        write!(f, "{:04}-{:02}-{:02}T", at.year(), u8::from(at.month()), at.day())?;
        write!(f, "{:02}:{:02}:{:02}Z", at.hour(), at.minute(), at.second())
    }
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_moment_is_greater_and_knows_the_distance() {
        let noon = Timestamp::from_millis(43_200_000);
        let later = noon.plus(Duration::from_secs(90));

        assert!(later > noon);
        assert_eq!(later.since(noon), Duration::from_secs(90));
        assert_eq!(noon.since(later), Duration::ZERO);
        assert_eq!(later.minus(Duration::from_secs(90)), noon);
    }

    #[test]
    fn a_day_begins_at_midnight() {
        let day = Timestamp::of_day("2026-11-22").map(|day| day.to_string());

        assert_eq!(day.as_deref(), Some("2026-11-22T00:00:00Z"));
    }

    #[test]
    fn what_is_no_day_is_none() {
        for text in [
            "",
            "2026",
            "2026-13-01",
            "2026-02-30",
            "22-11-2026",
            "2026-11-22-1",
            "x",
            "-1-1-1",
            "99999-1-1",
        ] {
            assert_eq!(Timestamp::of_day(text), None, "{text:?}");
        }
    }
}
