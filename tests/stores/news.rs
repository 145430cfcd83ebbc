//! What one node tells, all nodes hear that have the same Redis.

use std::time::Duration;

use stile::server::{
    events::{Events, News},
    redis::RedisError,
};
use tokio::time::timeout;

use crate::servers;

/// Longer than any news may take.
const SOON: Duration = Duration::from_secs(10);

#[tokio::test]
async fn what_one_node_tells_every_node_hears() {
    let server = servers::start_redis();
    let url = format!("{}/1", server.url);
    let (one, other) =
        (Events::over_redis(&url).await.unwrap(), Events::over_redis(&url).await.unwrap());
    let (mut here, mut there) = (one.listen(7, "").unwrap(), other.listen(7, "").unwrap());

    one.tell(News::PowersOf(8)).await;
    one.tell(News::PowersOf(7)).await;

    for listener in [&mut here, &mut there] {
        assert_eq!(timeout(SOON, listener.next()).await, Ok(Some(News::PowersOf(7))));
    }
}

#[tokio::test]
async fn another_logical_database_is_another_newsroom() {
    let server = servers::start_redis();
    let ours = Events::over_redis(&format!("{}/1", server.url)).await.unwrap();
    let theirs = Events::over_redis(&format!("{}/2", server.url)).await.unwrap();
    let mut listener = ours.listen(7, "").unwrap();

    theirs.tell(News::PowersOf(7)).await;
    ours.tell(News::Policies).await;

    assert_eq!(timeout(SOON, listener.next()).await, Ok(Some(News::Policies)));
    assert!(listener.is_up_to_date());
}

#[tokio::test]
async fn while_redis_is_away_this_node_hears_itself_and_afterwards_all_do_again() {
    let server = servers::start_redis();
    let url = format!("{}/1", server.url);
    let (one, other) =
        (Events::over_redis(&url).await.unwrap(), Events::over_redis(&url).await.unwrap());
    let (mut here, mut there) = (one.listen(7, "").unwrap(), other.listen(7, "").unwrap());
    let port = server.port;
    drop(server);

    one.tell(News::PowersOf(7)).await;
    assert_eq!(timeout(SOON, here.next()).await, Ok(Some(News::PowersOf(7))));

    let _server = servers::start_redis_at(port);
    let heard = async {
        loop {
            one.tell(News::PowersOf(7)).await;
            if timeout(Duration::from_millis(200), there.next()).await.is_ok() {
                return;
            }
        }
    };
    timeout(Duration::from_secs(30), heard).await.unwrap();
}

#[tokio::test]
async fn where_nobody_answers_nobody_starts() {
    let outcome = Events::over_redis("redis://127.0.0.1:1/1").await;

    assert!(matches!(outcome.err(), Some(RedisError::Unreachable(_))));
}
