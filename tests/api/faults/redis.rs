//! Redis: down, slow, full, read-only, flushed, failing over.

use std::{
    io::{Read, Write},
    net::TcpStream,
    sync::Arc,
    time::Duration,
};

use super::{
    assert_ada_signs_in, assert_goes_on_as_ada, assert_nobody_signs_in, assert_out_of_order,
    be_ada, become_ada,
};
use crate::support::{
    SESSION, TestApp,
    servers::{self, Place, Server},
    takeover::Pair,
};

async fn app_over(url: &str) -> Arc<TestApp> {
    let url = url.to_owned();
    TestApp::spawn_alone(|settings| settings.redis.url = url).await
}

async fn app_and_redis() -> (Arc<TestApp>, Server) {
    let redis = servers::start_redis();
    (app_over(&format!("{}/1", redis.url)).await, redis)
}

fn tell(redis: &Server, command: &str) {
    let mut line = TcpStream::connect(("127.0.0.1", redis.port)).unwrap();
    line.write_all(format!("{command}\r\n").as_bytes()).unwrap();
    let mut answer = [0; 512];
    let length = line.read(&mut answer).unwrap();
    assert!(answer.starts_with(b"+OK"), "{}", String::from_utf8_lossy(&answer[..length]));
}

#[tokio::test]
async fn while_redis_is_down_nobody_gets_in_and_afterwards_everybody_is_who_they_were() {
    let place = Place::new();
    let redis = place.start_redis();
    let app = app_over(&format!("{}/1", redis.url)).await;
    let ada = become_ada(&app).await;

    drop(redis);

    assert_out_of_order(&ada).await;
    assert_nobody_signs_in(&app).await;
    let _redis = place.start_redis();
    assert_goes_on_as_ada(&ada).await;
    assert_ada_signs_in(&app).await;
}

#[tokio::test]
async fn while_redis_is_slow_nobody_waits_for_long_or_gets_in() {
    let (app, redis) = app_and_redis().await;
    let ada = become_ada(&app).await;

    tell(&redis, "CLIENT PAUSE 8000 ALL");

    assert_out_of_order(&ada).await;
    assert_goes_on_as_ada(&ada).await;
}

#[tokio::test]
async fn while_redis_is_full_nobody_signs_in_but_whoever_was_here_reads_and_signs_out() {
    let (app, redis) = app_and_redis().await;
    let (ada, other) = (become_ada(&app).await, become_ada(&app).await);

    tell(&redis, "CONFIG SET maxmemory 1");
    app.clock.advance(Duration::from_mins(5));

    assert_nobody_signs_in(&app).await;
    assert_eq!(ada.open("/desk").await.status, 200);
    assert_eq!(other.post("/api/sign-out", &[]).await.status, 200);
    assert_eq!(other.name().await, None);
    tell(&redis, "CONFIG SET maxmemory 0");
    assert_goes_on_as_ada(&ada).await;
    assert_ada_signs_in(&app).await;
}

#[tokio::test]
async fn while_redis_is_read_only_nobody_signs_in_or_believes_to_have_signed_out() {
    let (app, redis) = app_and_redis().await;
    let ada = become_ada(&app).await;

    tell(&redis, "REPLICAOF 127.0.0.1 1");

    assert_nobody_signs_in(&app).await;
    assert_eq!(ada.open("/desk").await.status, 200);
    let out = ada.post("/api/sign-out", &[]).await;
    assert_eq!((out.status, ada.cookie(SESSION).is_some()), (503, true));
    tell(&redis, "REPLICAOF NO ONE");
    assert_goes_on_as_ada(&ada).await;
    assert_eq!(ada.post("/api/sign-out", &[]).await.status, 200);
}

#[tokio::test]
async fn when_redis_was_flushed_everybody_is_asked_to_sign_in_and_can() {
    let (app, redis) = app_and_redis().await;
    let ada = become_ada(&app).await;

    tell(&redis, "FLUSHALL");

    let page = ada.open("/desk").await;
    assert_eq!(page.status, 401);
    assert!(page.says("Your session has ended"));
    assert_eq!(ada.post("/api/articles/publish", &[("id", "1")]).await.status, 401);
    assert_eq!(be_ada(&ada).await.status, 200);
    assert_goes_on_as_ada(&ada).await;
}

#[tokio::test]
async fn when_a_replica_takes_over_everybody_is_who_they_were() {
    let mut pair = Pair::start();
    let url = pair.url(1);
    let app = TestApp::spawn_alone(|settings| {
        settings.redis.url = url;
        settings.redis.replicas = 1;
    });
    let app = app.await;
    let ada = become_ada(&app).await;

    pair.take_over();

    assert_goes_on_as_ada(&ada).await;
}
