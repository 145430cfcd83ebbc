//! The last decisions of this process. Only in development.

use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
};

use tower_sessions::{Session, session::Id};

use super::Noted;

/// Decisions that are kept: of all sessions, and shown of one.
const MOST: usize = 500;
const MOST_OF_A_SESSION: usize = 20;

/// The latest first. Those who have no session share one.
static LAST: Mutex<VecDeque<(Option<Id>, Noted)>> = Mutex::new(VecDeque::new());

/// Keeps the decision of a session, for a while. Those of a list count as one.
pub fn note(session: &Session, decision: impl FnOnce() -> Noted) {
    let (session, mut noted) = (session.id(), decision());
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(place) = last.iter().position(|(of, _)| *of == session)
        && is_like(&last[place].1, &noted)
        && let Some((_, one)) = last.remove(place)
    {
        noted.times += one.times;
    }
    last.push_front((session, noted));
    last.truncate(MOST);
}

fn is_like(one: &Noted, other: &Noted) -> bool {
    (one.permission, one.allowed) == (other.permission, other.allowed)
}

/// The last decisions of that session, the latest first.
#[must_use]
pub fn last(session: &Session) -> Vec<Noted> {
    let last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    let of_session = last.iter().filter(|(of, _)| *of == session.id());
    of_session.take(MOST_OF_A_SESSION).map(|(_, noted)| noted.clone()).collect()
}
