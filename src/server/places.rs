//! Places for work that takes long: so many in all, and so many for one.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// All places.
#[derive(Clone, Debug)]
pub struct Places {
    all: Arc<Semaphore>,
    taken: Arc<Mutex<HashMap<String, usize>>>,
    share: usize,
}

/// A place of somebody, until it is dropped.
#[derive(Debug)]
pub struct Place {
    places: Places,
    whose: String,
    _permit: OwnedSemaphorePermit,
}

impl Places {
    /// So many in all, of which one may have `share`.
    #[must_use]
    pub fn new(all: usize, share: usize) -> Self {
        Self { all: Arc::new(Semaphore::new(all)), taken: Arc::default(), share }
    }

    /// A place, if there is one for them.
    #[must_use]
    pub fn take(&self, whose: String) -> Option<Place> {
        let permit = Arc::clone(&self.all).try_acquire_owned().ok()?;
        let mut taken = self.taken();
        let theirs = taken.entry(whose.clone()).or_default();
        if *theirs >= self.share {
            return None;
        }
        *theirs += 1;
        Some(Place { places: self.clone(), whose, _permit: permit })
    }

    fn taken(&self) -> MutexGuard<'_, HashMap<String, usize>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.taken();
        if let Some(theirs) = taken.get_mut(&self.whose) {
            *theirs -= 1;
            if *theirs == 0 {
                taken.remove(&self.whose);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_has_no_more_than_their_share_and_all_no_more_than_there_are() {
        let places = Places::new(3, 2);
        let ada = || places.take("ada".to_owned());

        let (one, two) = (ada(), ada());
        assert!(one.is_some() && two.is_some() && ada().is_none());
        let other = places.take("tom".to_owned());
        assert!(other.is_some() && places.take("mei".to_owned()).is_none());
        drop(one);
        assert!(ada().is_some());
        drop((two, other));
        assert!(places.taken().is_empty());
    }
}
