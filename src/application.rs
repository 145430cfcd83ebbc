//! The application, wired: from settings to a service that listens.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::Router;
use tokio::{net::TcpListener, signal, time::timeout};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    activity, alerts, audit,
    authorization::{Authorizer, InForce, PolicyError, policies},
    call::{
        Foundation,
        refusals::{self, Refusals},
    },
    files, leaving, letters,
    limits::{Counts, Limiter},
    passkeys, profile,
    router::router,
    server::{
        alerts::{Alerts, ROOM},
        assets::{self, MissingAsset},
        build::IS_DEVELOPMENT,
        clock::Clock,
        database::{self, ConnectError},
        events::{Events, News},
        files::Files,
        keys::Key,
        listen::listen,
        mail::{CannotCarry, Mail},
        objects::CannotOpen,
        passwords::{CannotHash, Passwords},
        redis,
        seals::{NoKeys, Seals},
        settings::{self, Settings},
        tls::{Tls, TlsError},
    },
    sessions::{
        self, Lifetime, Limits, SessionCookie, Sessions,
        store::{EmbeddedStore, RedisStore, Store},
    },
};

/// How long open requests may take after the server was asked to stop.
const GRACE: Duration = Duration::from_secs(10);

/// Why the server does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The policies do not load.
    #[error(transparent)]
    Policies(#[from] PolicyError),
    /// The database is out of reach.
    #[error(transparent)]
    Database(#[from] ConnectError),
    /// The database answers with an error.
    #[error("the database refuses (`database.url`)")]
    Query(#[from] sea_orm::DbErr),
    /// The tables are not those that this build needs.
    #[error("{0} migrations are missing: run `stile migrate`")]
    Behind(usize),
    /// Redis is out of reach.
    #[error("sessions cannot be kept (`redis.url`)")]
    Redis(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// Uploaded files cannot be kept.
    #[error("uploaded files cannot be kept (`files.store`)")]
    Files(#[from] CannotOpen),
    /// Passwords cannot be checked.
    #[error(transparent)]
    Passwords(#[from] CannotHash),
    /// The secrets of second factors cannot be kept.
    #[error(transparent)]
    Seals(#[from] NoKeys),
    /// Letters cannot be carried.
    #[error("letters cannot be carried (`mail.smtp`)")]
    Mail(#[from] CannotCarry),
    /// The site is not built.
    #[error(transparent)]
    Assets(#[from] MissingAsset),
    /// Certificate or key cannot be used.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The address is taken, or not ours.
    #[error(
        "cannot listen on {0}: choose another with LEPTOS_SITE_ADDR, or stop what listens there"
    )]
    Listen(SocketAddr, #[source] std::io::Error),
}

/// The application, ready to answer.
pub struct Application {
    /// Answers requests.
    pub router: Router,
    /// What calls stand on.
    pub foundation: Foundation,
    /// Work beside requests.
    background: TaskTracker,
    stop: CancellationToken,
}

impl Application {
    /// Builds the application. In development, missing migrations are applied.
    ///
    /// # Errors
    ///
    /// What keeps the server from starting.
    pub async fn build(settings: &Settings, clock: Clock) -> Result<Self, StartError> {
        // Where Leptos runs what pages ask for. A second application in the process finds it set.
        let _ = any_spawner::Executor::init_tokio();
        let assets = assets::find(&settings.leptos)?;
        let (refusals, refused) = Refusals::with_room(refusals::ROOM);
        let (alerts, alerted) = Alerts::with_room(ROOM);
        let foundation = Self::foundation_with(settings, clock, alerts).await?;
        let foundation = Foundation { refusals, ..foundation };
        let router = router(&foundation, settings, &assets);
        let (background, stop) = (TaskTracker::new(), CancellationToken::new());
        background.spawn(audit::refused::keep(foundation.db.clone(), refused, stop.clone()));
        background.spawn(alerts::keep(foundation.db.clone(), alerted, stop.clone()));
        background.spawn(letters::carry(foundation.clone(), stop.clone()));
        background.spawn(leaving::leave(foundation.clone(), stop.clone()));
        let objects = foundation.files.objects.clone();
        let (db, clock) = (foundation.db.clone(), foundation.clock.clone());
        background.spawn(files::sweep(db, objects, clock, stop.clone()));
        let objects = foundation.files.objects.clone();
        let (db, clock) = (foundation.db.clone(), foundation.clock.clone());
        background.spawn(profile::sweep(db, objects, clock, stop.clone()));
        let (db, clock) = (foundation.db.clone(), foundation.clock.clone());
        background.spawn(activity::sweep(db, clock, stop.clone()));
        let (db, clock) = (foundation.db.clone(), foundation.clock.clone());
        background.spawn(passkeys::sweep(db, clock, stop.clone()));
        if settings.redis.url.is_empty() {
            let table = EmbeddedStore::new(foundation.db.clone(), foundation.clock.clone());
            background.spawn(sessions::sweep(table, settings.session.sweep, stop.clone()));
        }
        if IS_DEVELOPMENT {
            let (in_force, events) = (foundation.policies.clone(), foundation.events.clone());
            let tell = async move || events.tell(News::Policies).await;
            background.spawn(in_force.follow(policies::texts, tell, stop.clone()));
        }
        background.close();
        Ok(Self { router, foundation, background, stop })
    }

    /// What calls stand on, without what answers them.
    ///
    /// # Errors
    ///
    /// As [`Application::build`].
    pub async fn foundation(settings: &Settings, clock: Clock) -> Result<Foundation, StartError> {
        Self::foundation_with(settings, clock, Alerts::default()).await
    }

    async fn foundation_with(
        settings: &Settings,
        clock: Clock,
        alerts: Alerts,
    ) -> Result<Foundation, StartError> {
        let authorizer = Authorizer::load()?;
        let db = database::connect(&settings.database.url).await?;
        if IS_DEVELOPMENT {
            database::migrate(&db).await?;
        }
        match database::pending(&db).await? {
            0 => {}
            missing => return Err(StartError::Behind(missing)),
        }
        let limits = limits(&settings.session);
        let store = session_store(settings, &db, &clock).await?;
        let events = events(settings).await?;
        let key = Key::load(&db).await?;
        let counts = counts(settings).await?;
        let quotas = settings.limits.clone();
        let limiter = Limiter::new(counts, quotas, clock.clone(), key.clone(), alerts.clone());
        Ok(Foundation {
            sessions: Arc::new(Sessions::new(store, clock.clone(), limits, events.clone())),
            cookie: SessionCookie::of(&settings.session),
            passwords: Arc::new(Passwords::new(&settings.passwords)?),
            policies: InForce::new(authorizer),
            events,
            refusals: Refusals::default(),
            alerts,
            limits: Arc::new(limiter),
            files: Files::open(&settings.files)?,
            mail: Mail::open(&settings.mail)?,
            key,
            seals: Arc::new(Seals::load(&settings.factors)?),
            origin: settings.site.origin.as_str().into(),
            grace: settings.accounts.grace,
            db,
            clock,
        })
    }

    /// Ends the work beside requests, and waits for it.
    pub async fn stop(self) {
        self.stop.cancel();
        if timeout(GRACE, self.background.wait()).await.is_err() {
            tracing::warn!("background work did not end in time");
        }
    }
}

/// Who is told of news: all nodes, if they have a Redis.
async fn events(settings: &Settings) -> Result<Events, StartError> {
    let url = &settings.redis.url;
    if url.is_empty() {
        return Ok(Events::in_process());
    }
    Events::over_redis(url).await.map_err(|cause| StartError::Redis(Box::new(cause)))
}

/// Where it is counted who does how much: all nodes together, if they have a Redis.
async fn counts(settings: &Settings) -> Result<Counts, StartError> {
    let url = &settings.redis.url;
    if url.is_empty() {
        return Ok(Counts::in_process());
    }
    let redis = redis::connect(url).await;
    redis.map(Counts::in_redis).map_err(|cause| StartError::Redis(Box::new(cause)))
}

/// How long sessions last, and how many somebody has.
fn limits(settings: &settings::Session) -> Limits {
    Limits {
        usual: Lifetime { idle: settings.idle, absolute: settings.absolute },
        kept: Lifetime { idle: settings.kept_idle, absolute: settings.kept_absolute },
        most: settings.most,
    }
}

/// Where the settings want sessions to be kept.
async fn session_store(
    settings: &Settings,
    db: &database::Database,
    clock: &Clock,
) -> Result<Store, StartError> {
    let url = &settings.redis.url;
    if url.is_empty() {
        return Ok(Store::new(EmbeddedStore::new(db.clone(), clock.clone())));
    }
    let redis = RedisStore::connect(url, settings.redis.replicas, clock.clone()).await;
    redis.map(Store::new).map_err(|cause| StartError::Redis(Box::new(cause)))
}

/// Answers requests until the process is asked to stop, then lets the open ones finish.
///
/// # Errors
///
/// The address cannot be listened on.
pub async fn serve(application: Application, settings: &Settings) -> Result<(), StartError> {
    let tls = Tls::load(settings)?;
    let address = settings.leptos.site_addr;
    let cannot = |error| StartError::Listen(address, error);
    let listener = TcpListener::bind(address).await.map_err(cannot)?;
    tracing::info!(%address, origin = settings.site.origin, "listening");
    let asked = application.stop.clone();
    let (router, limits) = (application.router.clone(), settings.limits.clone());
    let until = asked.clone().cancelled_owned();
    let server = tokio::spawn(async move { listen(listener, router, tls, &limits, until).await });
    asked_to_stop().await;
    tracing::info!("stopping");
    asked.cancel();
    application.foundation.events.close();
    if timeout(GRACE, server).await.is_err() {
        tracing::warn!("some requests did not end in time");
    }
    application.stop().await;
    Ok(())
}

/// Ctrl-C, or what a service manager sends.
async fn asked_to_stop() {
    let interrupted = signal::ctrl_c();
    match signal::unix::signal(signal::unix::SignalKind::terminate()) {
        Ok(mut terminated) => {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
        }
        Err(_) => {
            let _ = interrupted.await;
        }
    }
}
