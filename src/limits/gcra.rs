//! The rule by which a budget is used up and comes back, as pure arithmetic.
//!
//! # Source
//!
//! The generic cell rate algorithm (ITU-T I.371, A.1): of each budget only one moment is kept, the one
//! at which it will be whole again.

use std::time::Duration;

use crate::{server::settings::Quota, timestamp::Timestamp};

/// Something that is counted against a budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    /// Whose budget of which kind.
    pub key: String,
    /// How large it is.
    pub quota: Quota,
    /// How much of it this takes; 0 only asks.
    pub cost: u32,
}

/// What a budget, or the scarcest of several, says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// How long until there is enough again; nothing, if there is.
    pub wait: Option<Duration>,
    /// How much of it is used up now, in thousandths.
    pub used: u32,
}

impl Charge {
    /// Microseconds until one comes back.
    pub fn step(&self) -> i64 {
        micros(self.quota.step()).max(1)
    }

    /// Microseconds until a budget that is used up is whole again.
    pub fn span(&self) -> i64 {
        self.step() * i64::from(self.quota.most)
    }

    /// When the budget will be whole after this, if it will be at `whole` before.
    pub fn after(&self, whole: i64, now: i64) -> i64 {
        whole.max(now) + self.step() * i64::from(self.cost)
    }

    /// What that moment says.
    pub fn verdict(&self, whole_after: i64, now: i64) -> Verdict {
        let used = (whole_after - now) * 1000 / self.span();
        Verdict::new(whole_after - now - self.span(), used)
    }
}

impl Verdict {
    /// From microseconds, negative where nobody must wait, and thousandths.
    pub fn new(wait: i64, used: i64) -> Self {
        let wait = u64::try_from(wait).ok().filter(|wait| *wait > 0).map(Duration::from_micros);
        Self { wait, used: u32::try_from(used).unwrap_or_default() }
    }

    /// The scarcer of the two.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { wait: self.wait.max(other.wait), used: self.used.max(other.used) }
    }
}

fn micros(time: Duration) -> i64 {
    i64::try_from(time.as_micros()).unwrap_or(i64::MAX)
}

/// A moment as budgets keep it: microseconds since 1970, of which a clock shows every thousandth.
pub fn moment(at: Timestamp) -> i64 {
    at.millis() * 1000
}

#[cfg(test)]
mod tests {
    use super::*;

    fn charge(cost: u32) -> Charge {
        let quota = Quota { most: 3, per: Duration::from_secs(3) };
        Charge { key: "k".into(), quota, cost }
    }

    /// What each of these moments gets, in milliseconds to wait.
    fn waits(moments: &[i64]) -> Vec<u64> {
        let mut whole = 0;
        let mut waits = Vec::new();
        for moment in moments {
            let now = moment * 1000;
            let after = charge(1).after(whole, now);
            let verdict = charge(1).verdict(after, now);
            if verdict.wait.is_none() {
                whole = after;
            }
            waits.push(verdict.wait.map_or(0, |wait| u64::try_from(wait.as_millis()).unwrap()));
        }
        waits
    }

    #[test]
    fn as_many_pass_at_once_as_the_budget_has_and_the_next_hears_how_long_to_wait() {
        assert_eq!(waits(&[10_000, 10_000, 10_000, 10_000]), [0, 0, 0, 1000]);
    }

    #[test]
    fn what_was_used_comes_back_one_by_one() {
        assert_eq!(waits(&[0, 0, 0, 999, 1000, 1000, 2500, 3000]), [0, 0, 0, 1, 0, 1000, 0, 0]);
    }

    #[test]
    fn a_refused_attempt_costs_nothing_more() {
        let moments: Vec<i64> = [0; 100].into_iter().chain([1000]).collect();

        assert_eq!(waits(&moments).last(), Some(&0));
    }

    #[test]
    fn an_unused_budget_does_not_grow() {
        assert_eq!(waits(&[0, 1_000_000, 1_000_000, 1_000_000, 1_000_000])[4], 1000);
    }

    #[test]
    fn who_only_asks_waits_for_a_budget_that_is_overdrawn_and_for_no_other() {
        let now = 5_000_000;

        assert_eq!(charge(0).verdict(charge(0).after(8_000_000, now), now).wait, None);
        let overdrawn = charge(0).verdict(charge(0).after(8_000_001, now), now);
        assert_eq!(overdrawn.wait, Some(Duration::from_micros(1)));
    }

    #[test]
    fn a_clock_that_was_set_back_by_what_the_budget_bears_lets_nobody_wait() {
        let now = 1_000_000_000;
        let used = charge(1).after(0, now);
        let earlier = now - 1_000_000;

        let verdict = charge(1).verdict(charge(1).after(used, earlier), earlier);

        assert_eq!(verdict.wait, None);
        assert_eq!(verdict.used, 1000);
    }
}
