//! Where budgets are kept: in this process, or in Redis, where all nodes see them.

use std::{
    collections::HashMap,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use fred::{
    error::Error,
    prelude::{ClientLike, KeysInterface},
    types::{CustomCommand, Expiration, Value},
};

use super::gcra::{Charge, Verdict, moment};
use crate::{server::redis::Client, timestamp::Timestamp};

/// Takes all charges or none, in one step.
const TAKE: &str = include_str!("take.lua");

/// Gives charges back.
const GIVE_BACK: &str = include_str!("give_back.lua");

/// The most budgets that one process keeps: some 100 bytes each.
const MOST: usize = 500_000;

/// Where budgets are kept.
///
/// # Why not the crate `governor`
///
/// It takes, and cannot ask without taking, give back, or take from several budgets at once; and what
/// it keeps cannot be shared between nodes.
pub enum Counts {
    /// Each node counts for itself.
    InProcess(InProcess),
    /// All nodes count together; while Redis is out of reach, each for itself.
    Redis {
        /// A few connections.
        client: Client,
        /// For as long as Redis is out of reach.
        otherwise: InProcess,
        /// Whether it is: that is logged once.
        is_away: AtomicBool,
    },
}

/// Budgets by name, each with the moment at which it will be whole.
#[derive(Debug, Default)]
pub struct InProcess(Mutex<HashMap<String, i64>>);

impl Counts {
    /// Counts in this process.
    #[must_use]
    pub fn in_process() -> Self {
        Self::InProcess(InProcess::default())
    }

    /// Counts in Redis.
    #[must_use]
    pub fn in_redis(client: Client) -> Self {
        Self::Redis { client, otherwise: InProcess::default(), is_away: AtomicBool::new(false) }
    }

    /// Takes all of it, or nothing and says how long to wait.
    pub async fn take(&self, charges: &[Charge], now: Timestamp) -> Verdict {
        match self {
            Self::InProcess(budgets) => budgets.take(charges, now),
            Self::Redis { client, otherwise, is_away } => {
                let asked = ask(client, TAKE, charges, now).await;
                let was_away = is_away.swap(asked.is_err(), Ordering::Relaxed);
                asked.unwrap_or_else(|cause| {
                    if !was_away {
                        tracing::warn!(%cause, "limits are counted by this node alone");
                    }
                    otherwise.take(charges, now)
                })
            }
        }
    }

    /// Gives back what was taken.
    pub async fn give_back(&self, charges: &[Charge], now: Timestamp) {
        match self {
            Self::InProcess(budgets) => budgets.give_back(charges, now),
            Self::Redis { client, otherwise, .. } => {
                if ask(client, GIVE_BACK, charges, now).await.is_err() {
                    otherwise.give_back(charges, now);
                }
            }
        }
    }

    /// Overdraws a budget, so that whoever asks waits for that long.
    pub async fn overdraw(&self, charge: &Charge, wait: Duration, now: Timestamp) {
        let wait = i64::try_from(wait.as_micros()).unwrap_or(i64::MAX / 4);
        let (now, whole) = (moment(now), moment(now) + charge.span() + wait);
        match self {
            Self::InProcess(budgets) => budgets.set(charge, whole),
            Self::Redis { client, otherwise, .. } => {
                if set(client, charge, whole, now).await.is_err() {
                    otherwise.set(charge, whole);
                }
            }
        }
    }
}

/// Runs a script there.
///
/// As a command of our own: `fred`'s interface for scripts goes past the options of the client, and would
/// wait for a Redis that is away (fred 10.1, `clients/options.rs`).
async fn ask(
    client: &Client,
    script: &'static str,
    charges: &[Charge],
    now: Timestamp,
) -> Result<Verdict, Error> {
    let keys = charges.iter().map(|charge| Value::from(name(&charge.key)));
    let numbers = charges.iter().flat_map(|it| [it.step(), it.span(), i64::from(it.cost)]);
    let numbers = std::iter::once(moment(now)).chain(numbers).map(Value::from);
    let count = i64::try_from(charges.len()).unwrap_or(i64::MAX);
    let script = [Value::from_static_str(script), Value::from(count)].into_iter();
    let eval = CustomCommand::new_static("EVAL", None, false);
    let (wait, used): (i64, i64) =
        client.custom(eval, script.chain(keys).chain(numbers).collect::<Vec<Value>>()).await?;
    Ok(Verdict::new(wait, used))
}

async fn set(client: &Client, charge: &Charge, whole: i64, now: i64) -> Result<(), Error> {
    let lasts = Some(Expiration::PX((whole - now) / 1000));
    client.set(name(&charge.key), whole, lasts, None, false).await
}

fn name(key: &str) -> String {
    format!("stile:limit:{key}")
}

impl InProcess {
    fn take(&self, charges: &[Charge], now: Timestamp) -> Verdict {
        let (mut budgets, now) = (self.budgets(), moment(now));
        let after: Vec<i64> = charges
            .iter()
            .map(|it| it.after(budgets.get(&it.key).copied().unwrap_or_default(), now))
            .collect();
        let verdicts = charges.iter().zip(&after).map(|(it, after)| it.verdict(*after, now));
        let verdict = verdicts.fold(Verdict::default(), Verdict::and);
        if verdict.wait.is_none() {
            for (charge, after) in charges.iter().zip(after).filter(|(it, _)| it.cost > 0) {
                budgets.insert(charge.key.clone(), after);
            }
            make_room(&mut budgets, now);
        }
        verdict
    }

    fn give_back(&self, charges: &[Charge], now: Timestamp) {
        let mut budgets = self.budgets();
        for charge in charges {
            if let Some(whole) = budgets.get_mut(&charge.key) {
                *whole -= charge.step() * i64::from(charge.cost);
            }
        }
        make_room(&mut budgets, moment(now));
    }

    fn set(&self, charge: &Charge, whole: i64) {
        self.budgets().insert(charge.key.clone(), whole);
    }

    fn budgets(&self) -> std::sync::MutexGuard<'_, HashMap<String, i64>> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// Forgets budgets that are whole; if there are still too many, those that soonest will be.
fn make_room(budgets: &mut HashMap<String, i64>, now: i64) {
    if budgets.len() < MOST {
        return;
    }
    budgets.retain(|_, whole| *whole > now);
    if budgets.len() >= MOST / 2 {
        let mut moments: Vec<i64> = budgets.values().copied().collect();
        let middle = moments.len() / 2;
        let (_, median, _) = moments.select_nth_unstable(middle);
        let median = *median;
        budgets.retain(|_, whole| *whole > median);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::settings::Quota;

    fn charge(key: usize) -> Charge {
        let quota = Quota { most: 2, per: Duration::from_secs(2) };
        Charge { key: key.to_string(), quota, cost: 1 }
    }

    #[test]
    fn memory_has_an_end_and_who_is_shut_out_stays_so() {
        let budgets = InProcess::default();
        let now = Timestamp::from_millis(0);
        budgets.set(&charge(MOST * 2), 1_000_000_000);

        for key in 0..MOST * 2 {
            budgets.take(&[charge(key)], now);
        }

        assert!(budgets.budgets().len() <= MOST);
        let verdict = budgets.take(&[Charge { cost: 0, ..charge(MOST * 2) }], now);
        assert!(verdict.wait.is_some());
    }
}
