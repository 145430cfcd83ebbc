//! Who may do how much, and what happens to who does more.

use std::{net::IpAddr, time::Duration};

use http::HeaderMap;
use tokio::sync::Semaphore;

use super::{
    Counts, Who,
    gcra::{Charge, Verdict},
};
use crate::{
    server::{
        alerts::{Alert, Alerts},
        clock::Clock,
        keys::Key,
        settings::{self, Quota},
    },
    sessions::Principal,
};

/// How long an answer is held back at most.
const SLOWEST: Duration = Duration::from_secs(2);

/// How many answers may be held back at once: each keeps a connection, and a failed sign-in one of the
/// places of `limits.at-once`.
const SLOWED: usize = 64;

/// Counts what people do against their budgets.
pub struct Limiter {
    pub(super) counts: Counts,
    pub(super) quotas: settings::Limits,
    pub(super) clock: Clock,
    pub(super) key: Key,
    alerts: Alerts,
    slowed: Semaphore,
}

/// Somebody has used up a budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a budget is used up")]
pub struct TooMany {
    /// How long until there is something of it again.
    pub wait: Duration,
}

impl TooMany {
    /// The same in seconds, rounded up.
    #[must_use]
    pub fn seconds(self) -> u32 {
        let up = u64::from(self.wait.subsec_nanos() > 0);
        u32::try_from(self.wait.as_secs() + up).unwrap_or(u32::MAX)
    }
}

impl Limiter {
    /// Counts there.
    #[must_use]
    pub fn new(
        counts: Counts,
        quotas: settings::Limits,
        clock: Clock,
        key: Key,
        alerts: Alerts,
    ) -> Self {
        Self { counts, quotas, clock, key, alerts, slowed: Semaphore::new(SLOWED) }
    }

    /// Counts a request.
    ///
    /// # Errors
    ///
    /// They have made too many, or are shut out.
    pub async fn request(&self, who: &Who) -> Result<(), TooMany> {
        let quota = match who {
            Who::Person(_) | Who::Device(_) => self.quotas.person,
            Who::Address(_) | Who::Elsewhere(_) => self.quotas.address,
        };
        let request = Charge { key: who.budget("requests"), quota, cost: 1 };
        self.take(&[request, is_shut_out(who)]).await.map(|_| ())
    }

    /// Counts that they were refused something, and lets the answer wait if that happens often.
    pub async fn refusal(&self, who: &Who) {
        // What passes no budget is refused also while they are shut out: that makes it no longer.
        if self.take(&[is_shut_out(who)]).await.is_err() {
            return;
        }
        match self.take(&[self.refusals(who, 1)]).await {
            Ok(verdict) => self.slow_down(verdict).await,
            Err(_) => self.shut_out(who).await,
        }
    }

    async fn shut_out(&self, who: &Who) {
        let now = self.clock.now();
        let time = self.quotas.shut_out;
        self.counts.overdraw(&is_shut_out(who), time, now).await;
        // Whoever comes back has all of it again.
        self.counts.give_back(&[self.refusals(who, self.quotas.refusals.most)], now).await;
        tracing::warn!(?who, "was refused too often, and is shut out");
        self.alerts.tell(Alert::ShutOut { at: now, who: who.to_string(), until: now.plus(time) });
    }

    /// Whoever has used half of a budget waits, and ever longer.
    ///
    /// There is an end to how many wait: more of them are answered at once.
    pub(super) async fn slow_down(&self, verdict: Verdict) {
        let over_half = verdict.used.saturating_sub(500).min(500);
        if over_half > 0
            && let Ok(_place) = self.slowed.try_acquire()
        {
            self.clock.sleep(SLOWEST * over_half / 500).await;
        }
    }

    pub(super) async fn take(&self, charges: &[Charge]) -> Result<Verdict, TooMany> {
        let verdict = self.counts.take(charges, self.clock.now()).await;
        match verdict.wait {
            None => Ok(verdict),
            Some(wait) => Err(TooMany { wait }),
        }
    }

    /// Whose budgets a request uses.
    pub(super) fn who(
        &self,
        principal: &Principal,
        headers: &HeaderMap,
        address: Option<IpAddr>,
    ) -> Who {
        Who::of(principal, headers, address, &self.key)
    }

    fn refusals(&self, who: &Who, cost: u32) -> Charge {
        Charge { key: who.budget("refusals"), quota: self.quotas.refusals, cost }
    }
}

/// Asks whether they are: a budget that nobody uses, and that is overdrawn for as long as they are.
fn is_shut_out(who: &Who) -> Charge {
    let quota = Quota { most: 1, per: Duration::from_secs(1) };
    Charge { key: who.budget("shut-out"), quota, cost: 0 }
}

#[cfg(test)]
mod tests {
    use std::{pin::pin, task::Poll};

    use futures_util::{FutureExt, poll};

    use super::*;
    use crate::{server::clock::ManualClock, timestamp::Timestamp};

    /// A limiter that bears four refusals, and the hand of its clock.
    fn limiter() -> (Limiter, ManualClock) {
        let (clock, hand) = Clock::by_hand(Timestamp::from_millis(0));
        let mut quotas = settings::Settings::defaults().unwrap().limits;
        quotas.refusals = Quota { most: 4, per: Duration::from_hours(4) };
        let key = Key::for_tests(1);
        let counts = Counts::in_process();
        (Limiter::new(counts, quotas, clock, key, Alerts::default()), hand)
    }

    fn somebody() -> Who {
        Who::Address("203.0.113.7".to_owned())
    }

    #[tokio::test]
    async fn whoever_has_used_half_of_a_budget_waits_for_the_answer_and_ever_longer() {
        let (limiter, hand) = limiter();
        for _ in 0..2 {
            assert!(limiter.refusal(&somebody()).now_or_never().is_some());
        }

        for wait in [1000, 2000] {
            let who = somebody();
            let mut answer = pin!(limiter.refusal(&who));
            assert_eq!(poll!(&mut answer), Poll::Pending);
            // A little of the budget comes back meanwhile.
            hand.advance(Duration::from_millis(wait - 10));
            assert_eq!(poll!(&mut answer), Poll::Pending);
            hand.advance(Duration::from_millis(10));
            assert_eq!(poll!(&mut answer), Poll::Ready(()));
        }
    }

    #[tokio::test]
    async fn no_more_answers_are_held_back_than_there_is_room_for() {
        let (limiter, _hand) = limiter();
        let verdict = Verdict { wait: None, used: 1000 };

        let mut held = Vec::new();
        for _ in 0..SLOWED {
            let mut answer = Box::pin(limiter.slow_down(verdict));
            assert_eq!(poll!(&mut answer), Poll::Pending);
            held.push(answer);
        }

        assert!(limiter.slow_down(verdict).now_or_never().is_some());
    }
}
