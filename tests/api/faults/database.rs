//! The database: down, read-only, out of connections, full.

use std::sync::Arc;

use sea_orm::{ConnectionTrait, Database, DatabaseConnection, TransactionTrait};
use stile::{
    application::Application,
    server::{clock::Clock, settings::Settings},
};
use tokio::{task::JoinSet, time::Instant};

use super::{
    PATIENCE, SOON, assert_ada_signs_in, assert_goes_on_as_ada, assert_out_of_order, be_ada,
    become_ada,
};
use crate::support::{
    Person, SESSION, Stores, TestApp,
    servers::{Place, Server},
    stores,
};

/// A PostgreSQL to be broken, with the newsroom in it, and an application over it that keeps sessions there
/// too.
async fn app_over_postgres(place: &Place) -> (Arc<TestApp>, Server, DatabaseConnection) {
    let server = place.start_postgres("QUIT");
    let url = server.url.clone();
    let mut settings = Settings::defaults().unwrap();
    settings.database.url.clone_from(&url);
    let planted = Application::foundation(&settings, Clock::system()).await.unwrap();
    stores::plant_newsroom(&planted).await;
    planted.db.close().await.unwrap();
    let app = TestApp::spawn_alone(|settings| {
        settings.database.url.clone_from(&url);
        settings.redis.url.clear();
    });
    (app.await, server, Database::connect(url).await.unwrap())
}

/// Writes something that must be kept.
async fn comments(person: &Person) -> u16 {
    let id = person.app.id_of("sixty-gauges-watch-the-river").await;
    let fields = [("id", id.as_str()), ("text", "Who reads them?")];
    person.post("/api/comments/create", &fields).await.status
}

#[tokio::test]
async fn while_postgres_is_down_nobody_gets_in_and_afterwards_everybody_is_who_they_were() {
    let place = Place::new().for_postgres();
    let (app, server, behind) = app_over_postgres(&place).await;
    let ada = become_ada(&app).await;
    behind.close().await.unwrap();

    drop(server);

    assert_out_of_order(&ada).await;
    let visitor = app.visitor().open("/").await;
    assert_eq!(visitor.status, 503);
    assert!(visitor.says("The newsroom is not ready"));
    assert_eq!(app.visitor().get("/health").await.status, 200);
    let _server = place.start_postgres("INT");
    assert_goes_on_as_ada(&ada).await;
    assert_ada_signs_in(&app).await;
}

#[tokio::test]
async fn while_postgres_is_read_only_everybody_reads_and_nothing_is_half_done() {
    let place = Place::new().for_postgres();
    let (app, _server, behind) = app_over_postgres(&place).await;
    let ada = become_ada(&app).await;
    let set = |value: &'static str| {
        let behind = behind.clone();
        async move {
            let sql = format!("alter system set default_transaction_read_only = {value}");
            behind.execute_unprepared(&sql).await.unwrap();
            behind.execute_unprepared("select pg_reload_conf()").await.unwrap();
        }
    };

    set("on").await;
    // Each of its connections hears of it in its own time.
    let visitor = app.visitor();
    let started = Instant::now();
    while be_ada(&visitor).await.status != 503 {
        assert!(started.elapsed() < PATIENCE);
        visitor.post("/api/sign-out", &[]).await;
    }

    assert_eq!(comments(&ada).await, 503);
    assert_eq!(ada.open("/desk").await.status, 200);
    let out = ada.post("/api/sign-out", &[]).await;
    assert_eq!((out.status, ada.cookie(SESSION).is_some()), (503, true));
    behind.execute_unprepared("set default_transaction_read_only = off").await.unwrap();
    set("off").await;
    assert_ada_signs_in(&app).await;
    assert_goes_on_as_ada(&ada).await;
    assert_eq!(comments(&ada).await, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_all_connections_wait_nobody_waits_for_ever_and_afterwards_all_goes_on() {
    let place = Place::new().for_postgres();
    let (app, _server, behind) = app_over_postgres(&place).await;
    let ada = Arc::new(become_ada(&app).await);
    let lock = behind.begin().await.unwrap();
    lock.execute_unprepared("lock table sessions in access exclusive mode").await.unwrap();

    let mut waiting = JoinSet::new();
    let asked = Instant::now();
    for _ in 0..30 {
        let ada = Arc::clone(&ada);
        waiting.spawn(async move { ada.open("/desk").await.status });
    }
    let answers = waiting.join_all().await;

    assert!(asked.elapsed() < 2 * SOON, "{:?}", asked.elapsed());
    assert!(answers.iter().all(|status| *status == 503), "{answers:?}");
    lock.rollback().await.unwrap();
    assert_goes_on_as_ada(&ada).await;
}

#[tokio::test]
async fn while_the_disk_of_postgres_is_full_nothing_is_half_done_and_it_is_told() {
    let place = Place::new().for_postgres();
    let (app, _server, behind) = app_over_postgres(&place).await;
    let ada = become_ada(&app).await;
    let full = "create function full_disk() returns trigger language plpgsql as \
        $$ begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$";
    behind.execute_unprepared(full).await.unwrap();
    let trigger = "create trigger full_disk before insert or update on";
    for table in ["audit_entries", "sessions"] {
        let on = format!("{trigger} {table} for each row execute function full_disk()");
        behind.execute_unprepared(&on).await.unwrap();
    }
    let before = app.number("select count(*) from comments").await;

    assert_eq!(comments(&ada).await, 503);
    assert_eq!(be_ada(&app.visitor()).await.status, 503);

    assert_eq!(app.number("select count(*) from comments").await, before);
    for table in ["audit_entries", "sessions"] {
        behind.execute_unprepared(&format!("drop trigger full_disk on {table}")).await.unwrap();
    }
    assert_eq!(comments(&ada).await, 200);
    assert_ada_signs_in(&app).await;
}

#[tokio::test]
async fn while_another_holds_the_table_of_sessions_readers_read_and_writers_are_told_to_wait() {
    let hold = match Stores::wanted() {
        Stores::Embedded => "update sessions set expires_at = expires_at",
        Stores::Servers => "lock table sessions in exclusive mode",
    };
    let app = TestApp::spawn_alone(|settings| settings.redis.url.clear()).await;
    let ada = become_ada(&app).await;
    let lock = app.foundation.db.begin().await.unwrap();
    lock.execute_unprepared(hold).await.unwrap();

    let asked = Instant::now();
    let answer = be_ada(&app.visitor()).await;

    assert_eq!(answer.status, 503, "{}", answer.body);
    assert!(asked.elapsed() < SOON);
    assert_eq!(ada.open("/desk").await.status, 200);
    lock.rollback().await.unwrap();
    assert_ada_signs_in(&app).await;
}
