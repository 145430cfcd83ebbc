//! The layers around a small router.

use std::{
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    time::Duration,
};

use async_trait::async_trait;
use axum::{Extension, body::Body, routing::get};
use http::{HeaderMap, StatusCode, header};
use tower::ServiceExt;
use tower_sessions::{
    Session, SessionStore,
    session::{Id, Record},
    session_store,
};

use super::*;

/// The name of the cookie.
const NAME: &str = "__Host-Http-stile";
use crate::{
    server::{
        clock::{Clock, ManualClock},
        database,
        events::Events,
        settings::Settings,
    },
    sessions::{
        Account, Assurance, Beginning, Ending, Level, Limits, Place, Principal, SessionRecord,
        UserId,
        store::{Backend, EmbeddedStore, Key, Store},
    },
    timestamp::Timestamp,
};

/// A store that counts what it is asked, and can be broken.
#[derive(Debug, Clone)]
struct Watched {
    inner: EmbeddedStore,
    asked: Arc<AtomicUsize>,
    broken: Arc<AtomicBool>,
}

impl Watched {
    fn count(&self) -> session_store::Result<()> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        if self.broken.load(Ordering::SeqCst) {
            return Err(session_store::Error::Backend("broken".to_owned()));
        }
        Ok(())
    }
}

#[async_trait]
impl Backend for Watched {
    async fn of_user(&self, user: UserId) -> session_store::Result<Vec<(Key, SessionRecord)>> {
        self.inner.of_user(user).await
    }

    async fn end(&self, user: UserId, sessions: Vec<Key>) -> session_store::Result<u64> {
        self.inner.end(user, sessions).await
    }

    async fn end_all(&self, user: UserId) -> session_store::Result<u64> {
        self.inner.end_all(user).await
    }
}

#[async_trait]
impl SessionStore for Watched {
    async fn create(&self, record: &mut Record) -> session_store::Result<()> {
        self.count()?;
        self.inner.create(record).await
    }

    async fn save(&self, record: &Record) -> session_store::Result<()> {
        self.count()?;
        self.inner.save(record).await
    }

    async fn load(&self, id: &Id) -> session_store::Result<Option<Record>> {
        self.count()?;
        self.inner.load(id).await
    }

    async fn delete(&self, id: &Id) -> session_store::Result<()> {
        self.count()?;
        self.inner.delete(id).await
    }
}

/// Knows user 7, until she leaves.
#[derive(Clone, Default)]
struct Staff {
    asked: Arc<AtomicUsize>,
    gone: Arc<AtomicBool>,
    broken: Arc<AtomicBool>,
}

#[async_trait]
impl People for Staff {
    async fn find(&self, _: UserId) -> Result<Option<Account>, Unavailable> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        if self.broken.load(Ordering::SeqCst) {
            return Err(Unavailable::new("broken"));
        }
        let account = Account { name: "Ada".to_owned(), roles: Vec::new(), version: 1 };
        Ok((!self.gone.load(Ordering::SeqCst)).then_some(account))
    }
}

struct Bench {
    app: Router,
    store: Watched,
    staff: Staff,
    time: ManualClock,
}

impl Bench {
    async fn new() -> Self {
        let db = database::connect("sqlite::memory:").await.unwrap();
        database::migrate(&db).await.unwrap();
        // Not today: the browser's part must not depend on the system's clock.
        let (clock, time) = Clock::manual(Timestamp::from_millis(1_000_000_000_000));
        let store = Watched {
            inner: EmbeddedStore::new(db, clock.clone()),
            asked: Arc::default(),
            broken: Arc::default(),
        };
        let staff = Staff::default();
        let sessions = Sessions::new(
            Store::new(store.clone()),
            clock,
            Limits::default(),
            Events::in_process(),
        );
        let routes = routes(sessions.clone(), store.clone());
        let cookie = SessionCookie::of(&Settings::defaults().unwrap().session);
        let app = attach(routes, &sessions, Arc::new(staff.clone()), cookie);
        Self { app, store, staff, time }
    }

    async fn get(&self, path: &str, cookie: Option<&str>) -> Answer {
        let mut request = http::Request::get(path);
        if let Some(cookie) = cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let request = request.body(Body::empty()).unwrap();
        let response = self.app.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, 10_000).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8(body.to_vec()).unwrap(),
        }
    }

    /// The pair that a browser would send from now on.
    async fn signed_in(&self) -> String {
        self.get("/in", None).await.cookie().unwrap()
    }

    fn asked(&self) -> usize {
        self.store.asked.load(Ordering::SeqCst) + self.staff.asked.load(Ordering::SeqCst)
    }
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Answer {
    fn set_cookie(&self) -> Option<&str> {
        self.headers.get(header::SET_COOKIE).map(|value| value.to_str().unwrap())
    }

    fn cookie(&self) -> Option<String> {
        let (pair, _) = self.set_cookie()?.split_once(';')?;
        Some(pair.to_owned())
    }
}

fn routes(sessions: Sessions, store: Watched) -> Router {
    let (coming, going) = (sessions.clone(), sessions.clone());
    let (failing, late) = (sessions.clone(), sessions);
    let breaks = store.clone();
    let sign_in = |sessions: Sessions, session: Session| async move {
        let beginning = Beginning {
            user: UserId::new(7),
            version: 1,
            assurance: Assurance { level: Level::Single, proved_at: Timestamp::from_millis(0) },
            is_kept: false,
            place: Place::default(),
        };
        sessions.start(&session, beginning).await.map(|_| "in")
    };
    Router::new()
        .route("/me", get(|Extension(who): Extension<Principal>| async move { name(&who) }))
        .route("/in", get(move |session: Session| sign_in(coming, session)))
        .route(
            "/out",
            get(|session: Session| async move {
                going.end(&session, Ending::SignedOut).await.map(|()| "out")
            }),
        )
        .route(
            "/too-late-in",
            get(move |session: Session| async move {
                breaks.broken.store(true, Ordering::SeqCst);
                sign_in(late, session).await
            }),
        )
        .route(
            "/half-in",
            get(move |session: Session| async move {
                let outcome = sign_in(failing, session).await;
                store.broken.store(true, Ordering::SeqCst);
                outcome
            }),
        )
}

fn name(who: &Principal) -> String {
    who.user().map_or_else(|| "nobody".to_owned(), |user| user.name.clone())
}

#[tokio::test]
async fn a_visitor_without_a_cookie_asks_neither_the_store_nor_the_people() {
    let bench = Bench::new().await;

    let answer = bench.get("/me", None).await;

    assert_eq!(answer.body, "nobody");
    assert_eq!(answer.set_cookie(), None);
    assert_eq!(bench.asked(), 0);
}

#[tokio::test]
async fn a_cookie_that_is_no_id_asks_neither_the_store_nor_the_people() {
    let bench = Bench::new().await;

    let answer = bench.get("/me", Some("__Host-Http-stile=hello")).await;

    assert_eq!(answer.body, "nobody");
    assert_eq!(bench.asked(), 0);
}

#[tokio::test]
async fn two_cookies_of_the_name_ask_neither_the_store_nor_the_people() {
    let bench = Bench::new().await;
    let cookie = bench.signed_in().await;
    let before = bench.asked();

    let answer = bench.get("/me", Some(&format!("{cookie}; {cookie}"))).await;

    assert_eq!(answer.body, "nobody");
    assert_eq!(bench.asked(), before);
}

#[tokio::test]
async fn signing_in_sets_a_complete_cookie() {
    let bench = Bench::new().await;

    let answer = bench.get("/in", None).await;

    let cookie = answer.set_cookie().unwrap();
    let (pair, attributes) = cookie.split_once(';').unwrap();
    assert_eq!(attributes, " Path=/; Secure; HttpOnly; SameSite=Lax");
    assert_eq!(pair.len(), NAME.len() + 1 + 22);
}

#[tokio::test]
async fn a_cookie_leads_to_its_user() {
    let bench = Bench::new().await;
    let cookie = bench.signed_in().await;

    let answer = bench.get("/me", Some(&cookie)).await;

    assert_eq!(answer.body, "Ada");
    assert_eq!(answer.set_cookie(), None);
}

#[tokio::test]
async fn an_invented_id_is_a_visitor_and_leaves_nothing_behind() {
    let bench = Bench::new().await;

    let answer = bench.get("/me", Some(&format!("{NAME}=AAAAAAAAAAAAAAAAAAAAAA"))).await;

    assert_eq!(answer.body, "nobody");
    assert_eq!(answer.set_cookie(), None);
    assert_eq!(bench.asked(), 2);
}

#[tokio::test]
async fn signing_out_ends_the_session_and_removes_the_cookie() {
    let bench = Bench::new().await;
    let cookie = bench.signed_in().await;

    let answer = bench.get("/out", Some(&cookie)).await;

    let removal = format!("{NAME}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");
    assert_eq!(answer.set_cookie(), Some(removal.as_str()));
    assert_eq!(bench.get("/me", Some(&cookie)).await.body, "nobody");
}

#[tokio::test]
async fn signing_out_of_a_session_that_is_over_removes_the_cookie_too() {
    let bench = Bench::new().await;
    let cookie = bench.signed_in().await;
    bench.time.advance(Limits::default().usual.idle);

    let answer = bench.get("/out", Some(&cookie)).await;

    assert!(answer.set_cookie().unwrap().ends_with("; Max-Age=0"));
}

#[tokio::test]
async fn signing_in_again_replaces_the_cookie_and_ends_the_old_session() {
    let bench = Bench::new().await;
    let old = bench.signed_in().await;

    let new = bench.get("/in", Some(&old)).await.cookie().unwrap();

    assert_ne!(new, old);
    assert_eq!(bench.get("/me", Some(&old)).await.body, "nobody");
    assert_eq!(bench.get("/me", Some(&new)).await.body, "Ada");
}

#[tokio::test]
async fn a_late_request_with_the_old_id_does_not_take_the_new_cookie_away() {
    let bench = Bench::new().await;
    let old = bench.signed_in().await;
    bench.get("/in", Some(&old)).await;

    let late = bench.get("/me", Some(&old)).await;

    assert_eq!(late.set_cookie(), None);
}

#[tokio::test]
async fn use_is_written_down_without_sending_the_cookie_again() {
    let bench = Bench::new().await;
    let cookie = bench.signed_in().await;
    bench.time.advance(Duration::from_mins(20));
    let noticed = bench.get("/me", Some(&cookie)).await;
    bench.time.advance(Duration::from_mins(20));

    let answer = bench.get("/me", Some(&cookie)).await;

    assert_eq!(noticed.set_cookie(), None);
    assert_eq!(answer.body, "Ada");
}

#[tokio::test]
async fn a_request_within_a_minute_asks_the_store_once_and_writes_nothing() {
    let bench = Bench::new().await;
    let cookie = bench.signed_in().await;
    let before = bench.asked();

    bench.get("/me", Some(&cookie)).await;

    assert_eq!(bench.asked() - before, 2, "one load, one look at the people");
}

#[tokio::test]
async fn the_session_of_a_user_who_is_gone_ends() {
    let bench = Bench::new().await;
    let cookie = bench.signed_in().await;
    bench.staff.gone.store(true, Ordering::SeqCst);

    let answer = bench.get("/me", Some(&cookie)).await;
    bench.staff.gone.store(false, Ordering::SeqCst);

    assert_eq!(answer.body, "nobody");
    assert!(answer.set_cookie().unwrap().ends_with("; Max-Age=0"));
    assert_eq!(bench.get("/me", Some(&cookie)).await.body, "nobody");
}

#[tokio::test]
async fn a_store_that_fails_makes_nobody_a_visitor() {
    let bench = Bench::new().await;
    let cookie = bench.signed_in().await;
    bench.store.broken.store(true, Ordering::SeqCst);

    let answer = bench.get("/me", Some(&cookie)).await;

    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.headers[header::RETRY_AFTER], "1");
    assert_eq!(answer.set_cookie(), None);
}

#[tokio::test]
async fn a_store_that_fails_does_not_trouble_visitors() {
    let bench = Bench::new().await;
    bench.store.broken.store(true, Ordering::SeqCst);

    assert_eq!(bench.get("/me", None).await.body, "nobody");
}

#[tokio::test]
async fn a_store_that_comes_back_knows_everybody() {
    let bench = Bench::new().await;
    let cookie = bench.signed_in().await;
    bench.store.broken.store(true, Ordering::SeqCst);
    bench.get("/me", Some(&cookie)).await;

    bench.store.broken.store(false, Ordering::SeqCst);

    assert_eq!(bench.get("/me", Some(&cookie)).await.body, "Ada");
}

#[tokio::test]
async fn people_who_cannot_be_asked_make_nobody_a_visitor() {
    let bench = Bench::new().await;
    let cookie = bench.signed_in().await;
    bench.staff.broken.store(true, Ordering::SeqCst);

    let answer = bench.get("/me", Some(&cookie)).await;

    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn nobody_signs_in_while_the_store_fails() {
    let bench = Bench::new().await;
    let cookie = bench.signed_in().await;
    bench.store.broken.store(true, Ordering::SeqCst);

    let answer = bench.get("/in", None).await;

    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.set_cookie(), None);
    bench.store.broken.store(false, Ordering::SeqCst);
    assert_eq!(bench.get("/me", Some(&cookie)).await.body, "Ada");
}

#[tokio::test]
async fn a_store_that_fails_after_the_page_was_made_is_answered_alike() {
    let bench = Bench::new().await;

    let answer = bench.get("/half-in", None).await;

    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.headers[header::RETRY_AFTER], "1");
    assert_eq!(answer.set_cookie(), None);
}

#[tokio::test]
async fn a_sign_in_that_fails_leaves_the_session_before_alone() {
    let bench = Bench::new().await;
    let cookie = bench.signed_in().await;

    let answer = bench.get("/too-late-in", Some(&cookie)).await;
    bench.store.broken.store(false, Ordering::SeqCst);

    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.set_cookie(), None);
    assert_eq!(bench.get("/me", Some(&cookie)).await.body, "Ada");
}
