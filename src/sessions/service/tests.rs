//! Sessions, by a clock that the test moves.

use std::time::Duration;

use super::*;
use crate::{
    server::{clock::ManualClock, database},
    sessions::{Assurance, Ending, Handle, Level, Lifetime, Place, store::EmbeddedStore},
};

const MILLISECOND: Duration = Duration::from_millis(1);

/// The last moment before that much time has passed.
fn just_before(limit: Duration) -> Duration {
    limit.saturating_sub(MILLISECOND)
}

struct Bench {
    sessions: Sessions,
    time: ManualClock,
}

impl Bench {
    async fn new() -> Self {
        let db = database::connect("sqlite::memory:").await.unwrap();
        database::migrate(&db).await.unwrap();
        let (clock, time) = Clock::manual(Timestamp::from_millis(1_795_343_932_000));
        let store = Store::new(EmbeddedStore::new(db, clock.clone()));
        let sessions = Sessions::new(store, clock, Limits::default(), Events::in_process());
        Self { sessions, time }
    }

    /// What a request with this cookie would hold in its hands.
    fn request(&self, id: Option<session::Id>) -> Session {
        Session::new(id, Arc::new(self.sessions.store.clone()), None)
    }

    async fn start(&self, session: &Session, user: i64) -> session::Id {
        self.begin(session, user, false).await
    }

    async fn begin(&self, session: &Session, user: i64, is_kept: bool) -> session::Id {
        let beginning = Beginning {
            user: UserId::new(user),
            version: 1,
            assurance: Assurance { level: Level::Single, proved_at: self.sessions.clock.now() },
            is_kept,
            place: Place::default(),
        };
        self.sessions.start(session, beginning).await.unwrap();
        session.id().unwrap()
    }

    /// The sessions that the user has, as they are called.
    async fn handles(&self, user: i64) -> Vec<Handle> {
        let sessions = self.sessions.list(UserId::new(user)).await.unwrap();
        sessions.into_iter().map(|record| record.handle).collect()
    }

    /// A request comes in, and is taken for that user's.
    async fn visit(&self, id: session::Id) -> Option<i64> {
        let session = self.request(Some(id));
        let record = self.sessions.current(&session).await.unwrap()?;
        let used = self.sessions.touch(&session, record).await.unwrap();
        Some(used.user.get())
    }
}

#[tokio::test]
async fn a_session_is_known_by_its_id() {
    let bench = Bench::new().await;

    let id = bench.start(&bench.request(None), 7).await;

    assert_eq!(bench.visit(id).await, Some(7));
}

#[tokio::test]
async fn an_unused_session_lives_until_just_before_its_limit() {
    let bench = Bench::new().await;
    let id = bench.start(&bench.request(None), 7).await;

    bench.time.advance(just_before(Limits::default().usual.idle));

    assert_eq!(bench.visit(id).await, Some(7));
}

#[tokio::test]
async fn an_unused_session_is_over_at_its_limit() {
    let bench = Bench::new().await;
    let id = bench.start(&bench.request(None), 7).await;

    bench.time.advance(Limits::default().usual.idle);

    assert_eq!(bench.visit(id).await, None);
}

#[tokio::test]
async fn a_session_that_was_loaded_in_time_is_over_at_its_limit() {
    let bench = Bench::new().await;
    let id = bench.start(&bench.request(None), 7).await;
    let session = bench.request(Some(id));
    session.load().await.unwrap();

    bench.time.advance(Limits::default().usual.idle);

    assert_eq!(bench.sessions.current(&session).await.unwrap(), None);
}

#[tokio::test]
async fn use_moves_the_idle_limit() {
    let bench = Bench::new().await;
    let id = bench.start(&bench.request(None), 7).await;

    bench.time.advance(Duration::from_mins(20));
    assert_eq!(bench.visit(id).await, Some(7));
    bench.time.advance(Duration::from_mins(20));

    assert_eq!(bench.visit(id).await, Some(7));
}

#[tokio::test]
async fn use_within_a_minute_is_not_written_down() {
    let bench = Bench::new().await;
    let id = bench.start(&bench.request(None), 7).await;

    bench.time.advance(just_before(Duration::from_mins(1)));
    bench.visit(id).await;
    bench.time.advance(Duration::from_mins(29) + MILLISECOND);

    assert_eq!(bench.visit(id).await, None);
}

#[tokio::test]
async fn use_after_a_minute_is_written_down() {
    let bench = Bench::new().await;
    let id = bench.start(&bench.request(None), 7).await;

    bench.time.advance(Duration::from_mins(1));
    bench.visit(id).await;
    bench.time.advance(just_before(Limits::default().usual.idle));

    assert_eq!(bench.visit(id).await, Some(7));
}

#[tokio::test]
async fn a_session_in_constant_use_is_over_at_the_absolute_limit() {
    let bench = Bench::new().await;
    let id = bench.start(&bench.request(None), 7).await;

    for _ in 0..(12 * 60 / 20 - 1) {
        bench.time.advance(Duration::from_mins(20));
        bench.visit(id).await;
    }
    bench.time.advance(just_before(Duration::from_mins(20)));
    assert_eq!(bench.visit(id).await, Some(7));
    bench.time.advance(MILLISECOND);

    assert_eq!(bench.visit(id).await, None);
}

#[tokio::test]
async fn signing_in_again_takes_a_new_id_and_ends_the_old_one() {
    let bench = Bench::new().await;
    let old = bench.start(&bench.request(None), 7).await;

    let new = bench.start(&bench.request(Some(old)), 8).await;

    assert_ne!(new, old);
    assert_eq!(bench.visit(old).await, None);
    assert_eq!(bench.visit(new).await, Some(8));
}

#[tokio::test]
async fn nothing_of_the_session_before_is_kept() {
    let bench = Bench::new().await;
    let first = bench.request(None);
    let old = bench.start(&first, 7).await;
    first.insert("basket", 3).await.unwrap();
    first.save().await.unwrap();

    let second = bench.request(Some(old));
    bench.start(&second, 7).await;

    assert_eq!(second.get::<i32>("basket").await.unwrap(), None);
}

#[tokio::test]
async fn an_invented_id_is_never_taken_over() {
    let bench = Bench::new().await;
    let invented = session::Id::default();

    let id = bench.start(&bench.request(Some(invented)), 7).await;

    assert_ne!(id, invented);
    assert_eq!(bench.visit(invented).await, None);
}

#[tokio::test]
async fn an_ended_session_is_over_on_the_server() {
    let bench = Bench::new().await;
    let id = bench.start(&bench.request(None), 7).await;

    bench.sessions.end(&bench.request(Some(id)), Ending::SignedOut).await.unwrap();

    assert_eq!(bench.visit(id).await, None);
}

#[tokio::test]
async fn a_request_on_its_way_does_not_revive_an_ended_session() {
    let bench = Bench::new().await;
    let id = bench.start(&bench.request(None), 7).await;
    let slow = bench.request(Some(id));
    let record = bench.sessions.current(&slow).await.unwrap().unwrap();
    bench.time.advance(Duration::from_mins(5));

    bench.sessions.end(&bench.request(Some(id)), Ending::SignedOut).await.unwrap();
    bench.sessions.touch(&slow, record).await.unwrap();

    assert_eq!(bench.visit(id).await, None);
    assert!(!slow.is_modified());
}

#[tokio::test]
async fn all_sessions_of_a_user_end_and_no_other() {
    let bench = Bench::new().await;
    let one = bench.start(&bench.request(None), 7).await;
    let two = bench.start(&bench.request(None), 7).await;
    let other = bench.start(&bench.request(None), 8).await;

    let ended = bench.sessions.end_all(UserId::new(7), Ending::Suspended).await.unwrap();

    assert_eq!(ended, 2);
    assert_eq!(bench.visit(one).await, None);
    assert_eq!(bench.visit(two).await, None);
    assert_eq!(bench.visit(other).await, Some(8));
}

#[tokio::test]
async fn a_record_of_another_shape_is_no_session() {
    let bench = Bench::new().await;
    let session = bench.request(None);
    session.insert(SessionRecord::KEY, "nonsense").await.unwrap();
    session.save().await.unwrap();

    assert_eq!(bench.sessions.current(&session).await.unwrap(), None);
}

#[tokio::test]
async fn a_stored_record_is_smaller_than_a_kilobyte() {
    let bench = Bench::new().await;
    let session = bench.request(None);
    bench.start(&session, i64::MAX).await;

    let value = session.get_value(SessionRecord::KEY).await.unwrap().unwrap();

    assert!(value.to_string().len() < 1024);
}

#[tokio::test]
async fn a_session_that_is_kept_has_its_own_limits() {
    let bench = Bench::new().await;
    let id = bench.begin(&bench.request(None), 7, true).await;
    let Lifetime { idle, absolute } = Limits::default().kept;

    bench.time.advance(just_before(idle));
    assert_eq!(bench.visit(id).await, Some(7));
    bench.time.advance(idle);
    assert_eq!(bench.visit(id).await, None);

    let id = bench.begin(&bench.request(None), 7, true).await;
    let day = Duration::from_hours(24);
    for _ in 1..absolute.as_secs() / day.as_secs() {
        bench.time.advance(day);
        assert_eq!(bench.visit(id).await, Some(7));
    }
    bench.time.advance(just_before(day));
    assert_eq!(bench.visit(id).await, Some(7));
    bench.time.advance(MILLISECOND);
    assert_eq!(bench.visit(id).await, None);
}

#[tokio::test]
async fn one_session_too_many_ends_the_oldest_and_no_other_users() {
    let bench = Bench::new().await;
    let other = bench.start(&bench.request(None), 8).await;
    let mut ids = Vec::new();
    for _ in 0..=Limits::default().most {
        bench.time.advance(MILLISECOND);
        ids.push(bench.start(&bench.request(None), 7).await);
    }

    let oldest = ids.remove(0);
    assert_eq!(bench.visit(oldest).await, None);
    for id in ids {
        assert_eq!(bench.visit(id).await, Some(7));
    }
    assert_eq!(bench.visit(other).await, Some(8));
}

#[tokio::test]
async fn signing_in_again_in_one_browser_ends_no_other_session() {
    let bench = Bench::new().await;
    let other = bench.start(&bench.request(None), 7).await;
    let mut id = bench.start(&bench.request(None), 7).await;

    for _ in 0..2 * Limits::default().most {
        bench.time.advance(MILLISECOND);
        id = bench.start(&bench.request(Some(id)), 7).await;
    }

    assert_eq!(bench.visit(other).await, Some(7));
    assert_eq!(bench.handles(7).await.len(), 2);
}

#[tokio::test]
async fn sessions_are_listed_by_use_without_those_that_are_over() {
    let bench = Bench::new().await;
    let used = bench.start(&bench.request(None), 7).await;
    bench.start(&bench.request(None), 7).await;
    bench.start(&bench.request(None), 8).await;
    let all = bench.handles(7).await;

    bench.time.advance(Duration::from_mins(20));
    bench.visit(used).await;
    let by_use = bench.handles(7).await;
    bench.time.advance(Duration::from_mins(20));

    assert_eq!((all.len(), by_use.len()), (2, 2));
    assert_ne!(by_use[0], by_use[1]);
    assert_eq!(bench.handles(7).await, by_use[..1]);
}

#[tokio::test]
async fn those_that_are_meant_end_and_only_the_users_own() {
    let bench = Bench::new().await;
    let mine = bench.start(&bench.request(None), 7).await;
    let handle = bench.handles(7).await.remove(0);
    let other = bench.start(&bench.request(None), 7).await;

    let end = |user, meant: bool| {
        let handle = handle.clone();
        let user = UserId::new(user);
        let sessions = bench.sessions.clone();
        async move {
            sessions
                .end_where(user, Ending::EndedElsewhere, |it| (*it == handle) == meant)
                .await
                .unwrap()
        }
    };
    assert_eq!(end(8, true).await, 0);
    assert_eq!(end(7, false).await, 1);
    assert_eq!((bench.visit(mine).await, bench.visit(other).await), (Some(7), None));
    assert_eq!(end(7, true).await, 1);
    assert_eq!(bench.visit(mine).await, None);
}
