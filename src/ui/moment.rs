//! A moment in words.
//!
//! In UTC, so that server and browser write the same; where the script runs, `ui/moments.js` then tells
//! it by the reader's clock.

use leptos::prelude::*;

use crate::timestamp::Timestamp;

/// How much of a moment is told; `ui/moments.js` knows the same words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// `22 November 2026`.
    Date,
    /// `Sunday, 22 November 2026`.
    Day,
    /// `22 November 2026, 10:38 UTC`.
    Minute,
    /// `10:38 UTC`.
    Time,
}

impl Told {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Day => "day",
            Self::Minute => "minute",
            Self::Time => "time",
        }
    }

    fn words(self, at: Timestamp) -> String {
        match self {
            Self::Date => at.date(),
            Self::Day => at.day(),
            Self::Minute => format!("{} UTC", at.date_and_time()),
            Self::Time => format!("{} UTC", at.time()),
        }
    }
}

/// A day, such as `22 November 2026`; with `minute`, also the time of day.
#[component]
pub fn Moment(
    /// When.
    at: Timestamp,
    /// Whether the minute matters.
    #[prop(optional)]
    minute: bool,
    /// Another way to tell it.
    #[prop(optional)]
    told: Option<Told>,
) -> impl IntoView {
    let told = told.unwrap_or(if minute { Told::Minute } else { Told::Date });
    view! {
        <time datetime=at.to_string() data-told=told.as_str()>
            {told.words(at)}
        </time>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_day_says_whose_it_is() {
        let at = Timestamp::from_millis(1_795_343_932_000);

        let told = [Told::Date, Told::Day, Told::Minute, Told::Time].map(|told| told.words(at));

        assert_eq!(
            told,
            [
                "22 November 2026",
                "Sunday, 22 November 2026",
                "22 November 2026, 10:38 UTC",
                "10:38 UTC"
            ]
        );
    }
}
