//! Remembers abilities, as long as they hold.

use std::{
    collections::HashMap,
    mem,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use bytes::Bytes;
use http::HeaderValue;

use super::{
    ability::Ability,
    context::{Context, Network},
};
use crate::{
    sessions::{Assurance, Principal, UserId},
    timestamp::Timestamp,
};

/// As many abilities as this are remembered at least, and twice as many at most.
const CAPACITY: usize = 2048;

/// What an ability depends on, besides the policies and the moment: who asks, in which version and how
/// sure we are of it (nothing of visitors), and from where.
type Key = (Option<(UserId, i64, Assurance)>, Network);

/// An ability, and until when it holds.
#[derive(Clone, Debug)]
pub struct Held {
    /// The rules.
    pub ability: Arc<Ability>,
    /// The first moment at which they may be others; `None` if only a change of the person or of the
    /// policies changes them.
    pub until: Option<Timestamp>,
    from: Option<Timestamp>,
    told: Arc<OnceLock<Told>>,
}

/// How scripts are told of an ability.
#[derive(Clone, Debug)]
pub struct Told {
    /// Another one for every other answer.
    pub etag: HeaderValue,
    /// The answer.
    pub json: Bytes,
}

impl Held {
    /// Rules that hold from one moment until another, or else at any.
    #[must_use]
    pub fn new(ability: Ability, span: Option<(Timestamp, Timestamp)>) -> Self {
        let (from, until) = span.unzip();
        Self { ability: Arc::new(ability), until, from, told: Arc::default() }
    }

    fn holds_at(&self, now: Timestamp) -> bool {
        self.from.is_none_or(|from| from <= now) && self.until.is_none_or(|until| now < until)
    }

    /// How scripts are told of it, made the first time.
    pub fn told(&self, make: impl FnOnce() -> Told) -> &Told {
        self.told.get_or_init(make)
    }
}

/// Abilities by principal. It belongs to one authorizer, so to one version of the policies.
#[derive(Default)]
pub struct Cache(Mutex<Generations>);

/// When the young ones are many, the old ones are forgotten. What is asked for becomes young again.
#[derive(Default)]
struct Generations {
    young: HashMap<Key, Held>,
    old: HashMap<Key, Held>,
}

impl Cache {
    /// The principal's ability, computed if it is not remembered or holds no longer.
    pub fn get(
        &self,
        principal: &Principal,
        context: Context,
        compute: impl FnOnce() -> Held,
    ) -> Held {
        let who = principal.user().map(|user| (user.id, user.version, user.assurance));
        let key = (who, context.network);
        let held = self.lock(|generations| generations.find(key));
        if let Some(held) = held.filter(|held| held.holds_at(context.now)) {
            return held;
        }
        let held = compute();
        self.lock(|generations| generations.insert(key, held.clone()));
        held
    }

    fn lock<T>(&self, work: impl FnOnce(&mut Generations) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Generations {
    fn find(&mut self, key: Key) -> Option<Held> {
        if let Some(held) = self.young.get(&key) {
            return Some(held.clone());
        }
        let held = self.old.remove(&key)?;
        self.insert(key, held.clone());
        Some(held)
    }

    fn insert(&mut self, key: Key, held: Held) {
        if self.young.len() >= CAPACITY {
            self.old = mem::take(&mut self.young);
        }
        self.young.insert(key, held);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sessions::{Level, SignedIn};

    fn user(id: i64, version: i64) -> Principal {
        let moment = Timestamp::from_millis(0);
        Principal::User(Box::new(SignedIn {
            id: UserId::new(id),
            name: String::new(),
            roles: vec![],
            version,
            assurance: Assurance { level: Level::Single, proved_at: moment },
            since: moment,
            until: moment,
        }))
    }

    /// Whether the ability is remembered at that millisecond; if not, it is remembered from the first to
    /// the tenth.
    fn is_remembered_at(now: i64, cache: &Cache, principal: &Principal) -> bool {
        let mut remembered = true;
        let _ = cache.get(principal, Context::at(Timestamp::from_millis(now)), || {
            remembered = false;
            let moment = Timestamp::from_millis;
            Held::new(Ability::default(), Some((moment(0), moment(10))))
        });
        remembered
    }

    fn is_remembered(cache: &Cache, principal: &Principal) -> bool {
        is_remembered_at(0, cache, principal)
    }

    #[test]
    fn an_ability_is_forgotten_when_it_holds_no_longer() {
        let cache = Cache::default();

        assert!(!is_remembered_at(0, &cache, &user(1, 1)));
        assert!(is_remembered_at(9, &cache, &user(1, 1)));
        assert!(!is_remembered_at(10, &cache, &user(1, 1)));
    }

    #[test]
    fn an_ability_is_not_remembered_for_what_was_before_it() {
        let cache = Cache::default();

        assert!(!is_remembered_at(5, &cache, &user(1, 1)));
        assert!(!is_remembered_at(-1, &cache, &user(1, 1)));
    }

    #[test]
    fn an_ability_is_computed_once_for_each_version_of_a_person() {
        let cache = Cache::default();

        assert!(!is_remembered(&cache, &user(1, 1)));
        assert!(is_remembered(&cache, &user(1, 1)));
        assert!(!is_remembered(&cache, &user(1, 2)));
        assert!(!is_remembered(&cache, &Principal::Visitor));
        assert!(is_remembered(&cache, &Principal::Visitor));
    }

    #[test]
    fn an_ability_is_not_remembered_for_another_proof_or_another_network() {
        let cache = Cache::default();
        let Principal::User(mut proved_later) = user(1, 1) else { unreachable!() };
        proved_later.assurance.proved_at = Timestamp::from_millis(1);
        let from = |network| Context { network, ..Context::at(Timestamp::from_millis(0)) };
        let mut computed = 0;
        let mut ask = |principal: &Principal, network| {
            let _ = cache.get(principal, from(network), || {
                computed += 1;
                Held::new(Ability::default(), None)
            });
            computed
        };

        assert_eq!(ask(&user(1, 1), Network::Public), 1);
        assert_eq!(ask(&user(1, 1), Network::Private), 2);
        assert_eq!(ask(&Principal::User(proved_later), Network::Public), 3);
        assert_eq!(ask(&user(1, 1), Network::Public), 3);
    }

    #[test]
    fn what_nobody_asks_for_is_forgotten_and_the_rest_is_bounded() {
        let cache = Cache::default();
        let many = i64::try_from(CAPACITY).unwrap() * 2;

        for id in 0..=many {
            is_remembered(&cache, &user(id, 1));
            is_remembered(&cache, &Principal::Visitor);
        }

        assert!(is_remembered(&cache, &Principal::Visitor));
        assert!(!is_remembered(&cache, &user(0, 1)));
        cache.lock(|all| assert!(all.young.len() + all.old.len() <= 2 * CAPACITY));
    }
}
