//! Remembers what was found out, as long as it holds.

use std::{
    collections::HashMap,
    hash::Hash,
    mem,
    sync::{Mutex, PoisonError},
};

/// As many values as this are remembered at least, and twice as many at most.
const CAPACITY: usize = 2048;

/// Values by key.
pub struct Cache<K, V>(Mutex<Generations<K, V>>);

/// When the young ones are many, the old ones are forgotten. What is asked for becomes young again.
struct Generations<K, V> {
    young: HashMap<K, V>,
    old: HashMap<K, V>,
}

impl<K, V> Default for Cache<K, V> {
    fn default() -> Self {
        Self(Mutex::new(Generations { young: HashMap::new(), old: HashMap::new() }))
    }
}

impl<K: Clone + Eq + Hash, V: Clone> Cache<K, V> {
    /// The value, computed if none is remembered or if that one holds no longer.
    pub fn get(&self, key: K, holds: impl Fn(&V) -> bool, compute: impl FnOnce() -> V) -> V {
        let known = self.lock(|generations| generations.find(&key));
        if let Some(value) = known.filter(holds) {
            return value;
        }
        let value = compute();
        self.lock(|generations| generations.insert(key, value.clone()));
        value
    }

    fn lock<T>(&self, work: impl FnOnce(&mut Generations<K, V>) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl<K: Clone + Eq + Hash, V: Clone> Generations<K, V> {
    fn find(&mut self, key: &K) -> Option<V> {
        if let Some(value) = self.young.get(key) {
            return Some(value.clone());
        }
        let value = self.old.remove(key)?;
        self.insert(key.clone(), value.clone());
        Some(value)
    }

    fn insert(&mut self, key: K, value: V) {
        if self.young.len() >= CAPACITY {
            self.old = mem::take(&mut self.young);
        }
        self.young.insert(key, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the key is known; if not, it is remembered.
    fn is_remembered(cache: &Cache<usize, ()>, key: usize) -> bool {
        let mut remembered = true;
        cache.get(key, |()| true, || remembered = false);
        remembered
    }

    #[test]
    fn what_is_known_is_computed_once_for_each_key() {
        let cache = Cache::default();

        assert!(!is_remembered(&cache, 1));
        assert!(is_remembered(&cache, 1));
        assert!(!is_remembered(&cache, 2));
    }

    #[test]
    fn what_holds_no_longer_is_computed_anew() {
        let cache = Cache::default();
        let at = |now: i32| cache.get((), |until| now < *until, || now + 10);

        assert_eq!((at(0), at(9), at(10), at(11)), (10, 10, 20, 20));
    }

    #[test]
    fn what_nobody_asks_for_is_forgotten_and_the_rest_is_bounded() {
        let cache = Cache::default();

        for key in 1..=2 * CAPACITY + 1 {
            is_remembered(&cache, key);
            is_remembered(&cache, 0);
        }

        assert!(is_remembered(&cache, 0));
        assert!(!is_remembered(&cache, 1));
        cache.lock(|all| assert!(all.young.len() + all.old.len() <= 2 * CAPACITY));
    }
}
