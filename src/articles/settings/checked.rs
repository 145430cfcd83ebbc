//! What was typed about an article besides its text, if it can be taken.

use std::time::Duration;

use time::{Date, Month, Time};

use crate::{
    error::FieldErrors,
    slug::Slug,
    timestamp::Timestamp,
    typed::{lines, one_line, required},
};

/// The longest embargo: who plans further ahead has mistyped the year.
const LONGEST: Duration = Duration::from_hours(2 * 365 * 24);

/// Characters of a byline, as of a headline.
const BYLINE_MAX: usize = 120;

/// Characters of the reason for a legal hold.
const REASON_MAX: usize = 1000;

/// The moment of an embargo; nothing, if there is to be none.
pub fn embargo(typed: &str, now: Timestamp) -> Result<Option<Timestamp>, FieldErrors> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let Some(until) = moment(typed) else {
        return wrong("until", "Write date and time as 2027-01-31T18:00.".to_owned());
    };
    let latest = now.plus(LONGEST);
    if until <= now {
        wrong("until", "Choose a time in the future, or leave this empty.".to_owned())
    } else if until > latest {
        wrong("until", format!("Choose a moment before {}.", latest.date()))
    } else {
        Ok(Some(until))
    }
}

/// Why an article is under legal hold.
pub fn reason(typed: &str) -> Result<String, FieldErrors> {
    let reason = lines(typed);
    match required(&reason, REASON_MAX, "Say why, for those who work on the article.") {
        None => Ok(reason),
        Some(error) => wrong("reason", error),
    }
}

/// The address that was asked for; nothing, if the headline is to make it.
pub fn slug(typed: &str) -> Result<Option<Slug>, FieldErrors> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let likely = Slug::from_title(typed);
    match Slug::try_from(typed.to_owned()) {
        // One that is written as headlines write them: no hyphen at an end, no two together.
        Ok(slug) if slug == likely => Ok(Some(slug)),
        _ => wrong(
            "slug",
            format!("Use lower-case letters and digits, with hyphens between words. Try {likely}."),
        ),
    }
}

/// Whose names stand under the headline; nothing, if it is the author's.
pub fn byline(typed: &str) -> Result<Option<String>, FieldErrors> {
    let byline = one_line(typed);
    if byline.is_empty() {
        return Ok(None);
    }
    match required(&byline, BYLINE_MAX, "Write names, or leave it empty.") {
        None => Ok(Some(byline)),
        Some(error) => wrong("byline", error),
    }
}

fn wrong<T>(field: &str, error: String) -> Result<T, FieldErrors> {
    Err([(field.to_owned(), error)].into())
}

/// What `datetime-local` sends, in UTC: `2027-01-31T18:00`, with seconds or without.
fn moment(typed: &str) -> Option<Timestamp> {
    let (date, time) = typed.split_once('T')?;
    let [year, month, day] = numbers(date, '-')?[..] else { return None };
    let (hour, minute, second) = match numbers(time, ':')?[..] {
        [hour, minute] => (hour, minute, 0),
        [hour, minute, second] => (hour, minute, second),
        _ => return None,
    };
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    let date = Date::from_calendar_date(i32::from(year), month, u8::try_from(day).ok()?).ok()?;
    let part = |number: u16| u8::try_from(number).ok();
    let time = Time::from_hms(part(hour)?, part(minute)?, part(second)?).ok()?;
    let seconds = date.with_time(time).assume_utc().unix_timestamp();
    Some(Timestamp::from_millis(seconds.checked_mul(1000)?))
}

fn numbers(text: &str, between: char) -> Option<Vec<u16>> {
    let number = |part: &str| {
        let plain = (1..=4).contains(&part.len()) && part.bytes().all(|c| c.is_ascii_digit());
        plain.then(|| part.parse().ok()).flatten()
    };
    text.split(between).map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-22T10:38:52Z
    const NOW: Timestamp = Timestamp::from_millis(1_795_343_932_000);

    #[test]
    fn an_embargo_is_a_moment_to_come_within_two_years() {
        let until = |typed| embargo(typed, NOW).map(|until| until.map(|until| until.to_string()));

        assert_eq!(until(" "), Ok(None));
        assert_eq!(until("2026-11-22T10:39"), Ok(Some("2026-11-22T10:39:00Z".into())));
        assert_eq!(until("2028-02-29T23:59:59"), Ok(Some("2028-02-29T23:59:59Z".into())));
        for wrong in ["2026-11-22T10:38", "1969-01-01T00:00", "2029-01-01T00:00"] {
            assert!(
                until(wrong).is_err_and(|wrong| wrong["until"].starts_with("Choose")),
                "{wrong}"
            );
        }
    }

    #[test]
    fn what_is_no_moment_is_answered_with_an_example() {
        for wrong in [
            "tomorrow",
            "2027-02-30T10:00",
            "2027-13-01T10:00",
            "2027-01-01",
            "2027-01-01T25:00",
            "2027-01-01T10:00Z",
            "2027-01-01T10:00:00.5",
            "99999-01-01T10:00",
            "-027-01-01T10:00",
            "2027-01-01T10:00\0",
            "２０２７-01-01T10:00",
            "T",
        ] {
            let error = embargo(wrong, NOW).unwrap_err();

            assert_eq!(error["until"], "Write date and time as 2027-01-31T18:00.", "{wrong}");
        }
    }

    #[test]
    fn an_address_that_cannot_be_is_answered_with_one_that_can() {
        let error = slug("Tram 9: harbour").unwrap_err();

        assert!(error["slug"].ends_with("Try tram-9-harbour."), "{error:?}");
        for wrong in ["-tram", "tram-", "a--b", "TRAM", "tram/9", "../tram", "трамвай"] {
            assert!(slug(wrong).is_err(), "{wrong}");
        }
        assert!(slug(&"a".repeat(81)).is_err());
        assert_eq!(slug(" tram-9 ").unwrap().unwrap().as_str(), "tram-9");
        assert_eq!(slug(""), Ok(None));
    }

    #[test]
    fn a_byline_is_one_line_that_can_be_read() {
        assert_eq!(
            byline(" Lena Fuchs\nand the data desk "),
            Ok(Some("Lena Fuchs and the data desk".into()))
        );
        assert_eq!(byline(" \n"), Ok(None));
        for wrong in ["\u{200b}", "Lena\u{202e}sechuF", "Lena\0", &"x".repeat(121)] {
            assert!(byline(wrong).is_err(), "{wrong:?}");
        }
        assert!(byline("🐝 and لينا").is_ok());
    }

    #[test]
    fn a_hold_has_a_reason() {
        assert!(reason(" ").is_err());
        assert!(reason(&"é".repeat(1000)).is_ok());
        assert!(reason(&"é".repeat(1001)).is_err());
    }
}
