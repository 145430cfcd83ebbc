//! Remembers abilities, as long as they hold.

use std::{
    collections::HashMap,
    mem,
    sync::{Arc, Mutex, PoisonError},
};

use super::ability::Ability;
use crate::sessions::{Level, Principal, UserId};

/// As many abilities as this are remembered at least, and twice as many at most.
const CAPACITY: usize = 2048;

/// What an ability depends on, besides the policies; `None` for visitors.
type Key = Option<(UserId, i64, Level)>;

/// Abilities by principal. It belongs to one authorizer, so to one version of the policies.
#[derive(Default)]
pub struct Cache(Mutex<Generations>);

/// When the young ones are many, the old ones are forgotten. What is asked for becomes young again.
#[derive(Default)]
struct Generations {
    young: HashMap<Key, Arc<Ability>>,
    old: HashMap<Key, Arc<Ability>>,
}

impl Cache {
    /// The principal's ability, computed if it is not remembered.
    pub fn get(&self, principal: &Principal, compute: impl FnOnce() -> Ability) -> Arc<Ability> {
        let key = principal.user().map(|user| (user.id, user.version, user.assurance.level));
        if let Some(ability) = self.lock(|generations| generations.find(key)) {
            return ability;
        }
        let ability = Arc::new(compute());
        self.lock(|generations| generations.insert(key, Arc::clone(&ability)));
        ability
    }

    fn lock<T>(&self, work: impl FnOnce(&mut Generations) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Generations {
    fn find(&mut self, key: Key) -> Option<Arc<Ability>> {
        if let Some(ability) = self.young.get(&key) {
            return Some(Arc::clone(ability));
        }
        let ability = self.old.remove(&key)?;
        self.insert(key, Arc::clone(&ability));
        Some(ability)
    }

    fn insert(&mut self, key: Key, ability: Arc<Ability>) {
        if self.young.len() >= CAPACITY {
            self.old = mem::take(&mut self.young);
        }
        self.young.insert(key, ability);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        sessions::{Assurance, SignedIn},
        timestamp::Timestamp,
    };

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

    fn is_remembered(cache: &Cache, principal: &Principal) -> bool {
        let mut remembered = true;
        cache.get(principal, || {
            remembered = false;
            Ability::default()
        });
        remembered
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
