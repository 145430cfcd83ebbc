//! A store with a clock to move, and a look at what it keeps.

use std::{collections::HashMap, sync::Arc, time::Duration};

use fred::{
    clients::Client,
    prelude::{Builder, ClientLike, KeysInterface, SortedSetsInterface},
    types::config::Config,
};
use sea_orm::{ConnectionTrait, QueryResult, Statement};
use serde_json::{Value, json};
use stile::{
    server::{
        clock::{Clock, ManualClock},
        database::{self, Database},
        events::Events,
    },
    sessions::{
        Assurance, Beginning, Level, Limits, Place, Sessions, UserId,
        store::{EmbeddedStore, RedisStore, Store},
    },
    timestamp::Timestamp,
};
use tempfile::TempDir;
use time::OffsetDateTime;
use tower_sessions::{
    Session,
    session::{Id, Record},
};

use crate::{servers, taken_over};

pub struct Bench {
    pub store: Store,
    /// The store of another instance of the application, over the same servers.
    pub other: Store,
    pub clock: Clock,
    pub time: ManualClock,
    pub at_rest: AtRest,
    _folder: Option<TempDir>,
}

/// The store, seen by somebody who has stolen it.
pub enum AtRest {
    Table(Database),
    Redis(Client),
}

impl Bench {
    pub async fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}/stile.db?mode=rwc", folder.path().display());
        Self { _folder: Some(folder), ..Self::embedded(&url).await }
    }

    pub async fn postgres() -> Self {
        Self::embedded(&servers::fresh_database().await).await
    }

    pub async fn redis() -> Self {
        Self::over_redis(&servers::redis()).await
    }

    /// A Redis whose replica has taken over.
    pub async fn replica() -> Self {
        Self::over_redis(&taken_over::redis()).await
    }

    async fn over_redis(url: &str) -> Self {
        let (clock, time) = clock();
        let connect = async || {
            let store = RedisStore::connect(url, 0, clock.clone()).await;
            Store::new(store.unwrap())
        };
        let (store, other) = (connect().await, connect().await);
        let client = Builder::from_config(Config::from_url(url).unwrap()).build().unwrap();
        client.init().await.unwrap();
        Self { store, other, clock, time, at_rest: AtRest::Redis(client), _folder: None }
    }

    async fn embedded(url: &str) -> Self {
        let db = database::connect(url).await.unwrap();
        database::migrate(&db).await.unwrap();
        let (clock, time) = clock();
        let again = database::connect(url).await.unwrap();
        let store = Store::new(EmbeddedStore::new(db.clone(), clock.clone()));
        let other = Store::new(EmbeddedStore::new(again, clock.clone()));
        Self { store, other, clock, time, at_rest: AtRest::Table(db), _folder: None }
    }

    /// A record that is over in a minute.
    pub fn record(&self) -> Record {
        let data = HashMap::from([("greeting".to_owned(), json!("hello"))]);
        let expiry_date = self.after(Duration::from_mins(1));
        Record { id: Id::default(), data, expiry_date }
    }

    pub fn after(&self, time: Duration) -> OffsetDateTime {
        let at = self.clock.now().plus(time).millis();
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(at) * 1_000_000).unwrap()
    }

    /// The stores of both instances in turns.
    pub fn instance(&self, number: usize) -> &Store {
        if number.is_multiple_of(2) { &self.store } else { &self.other }
    }

    pub fn sessions(&self) -> Sessions {
        self.sessions_of(&self.store)
    }

    pub fn sessions_of(&self, store: &Store) -> Sessions {
        Sessions::new(store.clone(), self.clock.clone(), Limits::default(), Events::in_process())
    }

    pub fn session(&self, id: Option<Id>) -> Session {
        Session::new(id, Arc::new(self.store.clone()), None)
    }

    /// The id of a new session of that user.
    pub async fn signed_in(&self, user: i64) -> Id {
        self.signed_in_at(&self.store, user).await
    }

    /// The same at one of the instances.
    pub async fn signed_in_at(&self, store: &Store, user: i64) -> Id {
        let session = Session::new(None, Arc::new(store.clone()), None);
        let beginning = Beginning {
            user: UserId::new(user),
            version: i64::MAX,
            assurance: Assurance { level: Level::Single, proved_at: self.clock.now() },
            is_kept: false,
            place: Place::default(),
        };
        self.sessions_of(store).start(&session, beginning).await.unwrap();
        session.id().unwrap()
    }

    /// What both instances say.
    pub async fn is_signed_in(&self, id: Id) -> bool {
        let mut said = Vec::new();
        for store in [&self.store, &self.other] {
            let session = Session::new(Some(id), Arc::new(store.clone()), None);
            said.push(self.sessions_of(store).current(&session).await.unwrap().is_some());
        }
        assert_eq!(said[0], said[1], "two instances disagree");
        said[0]
    }
}

/// Not today: no store may ask another clock.
fn clock() -> (Clock, ManualClock) {
    Clock::manual(Timestamp::from_millis(1_000_000_000_500))
}

impl AtRest {
    /// How many sessions there are, living or over.
    pub async fn count(&self) -> usize {
        self.sessions().await.len()
    }

    /// Every session, as name and content.
    pub async fn sessions(&self) -> Vec<(String, Vec<u8>)> {
        match self {
            Self::Table(db) => rows(db, "select key, data from sessions")
                .await
                .iter()
                .map(|row| (row.try_get("", "key").unwrap(), row.try_get("", "data").unwrap()))
                .collect(),
            Self::Redis(client) => {
                let mut sessions = Vec::new();
                for name in names(client).await.into_iter().filter(|name| !is_ours(name)) {
                    let content = client.get(&name).await.unwrap();
                    sessions.push((name, content));
                }
                sessions
            }
        }
    }

    /// Everything there is, as bytes to look for something in.
    pub async fn everything(&self) -> Vec<u8> {
        let mut all: Vec<u8> = Vec::new();
        for (name, content) in self.sessions().await {
            all.extend(name.bytes().chain(content));
        }
        if let Self::Redis(client) = self {
            for name in names(client).await.into_iter().filter(|name| is_ours(name)) {
                let members: Vec<String> =
                    client.zrange(&name, 0, -1, None, false, None, false).await.unwrap();
                all.extend(name.bytes().chain(members.concat().bytes()));
            }
        }
        all
    }

    /// Overwrites every session with something else.
    pub async fn spoil(&self) {
        match self {
            Self::Table(db) => {
                let spoil = "update sessions set data = cast('nonsense' as ";
                let kind = match db.get_database_backend() {
                    sea_orm::DbBackend::Postgres => "bytea)",
                    _ => "blob)",
                };
                db.execute_unprepared(&format!("{spoil}{kind}")).await.unwrap();
            }
            Self::Redis(client) => {
                for (name, _) in self.sessions().await {
                    let _: () = client.set(name, "nonsense", None, None, false).await.unwrap();
                }
            }
        }
    }

    /// How many seconds each key has left; only Redis knows.
    pub async fn lifetimes(&self) -> Vec<i64> {
        let Self::Redis(client) = self else {
            return Vec::new();
        };
        let mut lifetimes = Vec::new();
        for name in names(client).await {
            lifetimes.push(client.ttl(name).await.unwrap());
        }
        lifetimes
    }
}

async fn rows(db: &Database, sql: &str) -> Vec<QueryResult> {
    let statement = Statement::from_string(db.get_database_backend(), sql);
    db.query_all_raw(statement).await.unwrap()
}

pub async fn names(client: &Client) -> Vec<String> {
    let (_, names): (String, Vec<String>) =
        client.scan_page("0", "*", Some(10_000), None).await.unwrap();
    names
}

/// Whether a key is one of ours, not one of the published store.
fn is_ours(name: &str) -> bool {
    name.starts_with("stile:")
}

/// The content of a session, for comparing.
pub fn greeting(record: &Record) -> Option<&Value> {
    record.data.get("greeting")
}
