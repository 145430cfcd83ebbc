//! A connection to Redis that answers soon, or says soon that it cannot.

use std::time::Duration;

use fred::{
    clients::{Pool, WithOptions},
    error::Error,
    prelude::{Builder, ClientLike, ReconnectPolicy},
    types::config::{Config, Options},
};

/// Commands fail at once while there is no connection; nobody waits for one to come back.
pub(super) type Client = WithOptions<Pool>;

const CONNECTIONS: usize = 4;
const CONNECT: Duration = Duration::from_secs(2);
const COMMAND: Duration = Duration::from_secs(1);

/// Why there is no Redis.
#[derive(Debug, thiserror::Error)]
pub enum RedisError {
    /// The URL cannot be read.
    #[error("the URL of Redis is malformed; write redis://user:password@host:6379/1")]
    Malformed(#[source] Error),
    /// Nobody answers there, or not to us.
    #[error("Redis cannot be reached; start it, or change redis.url")]
    Unreachable(#[source] Error),
}

pub(super) async fn connect(url: &str) -> Result<Client, RedisError> {
    let config = Config::from_url(url).map_err(RedisError::Malformed)?;
    let pool = Builder::from_config(config)
        .with_connection_config(|connection| {
            connection.connection_timeout = CONNECT;
            connection.internal_command_timeout = CONNECT;
            connection.unresponsive.max_timeout = Some(COMMAND * 3);
            connection.unresponsive.interval = COMMAND;
        })
        .set_policy(ReconnectPolicy::new_exponential(0, 50, 1000, 2))
        .build_pool(CONNECTIONS)
        .map_err(RedisError::Malformed)?;
    pool.init().await.map_err(RedisError::Unreachable)?;
    let options = Options { timeout: Some(COMMAND), fail_fast: true, ..Options::default() };
    Ok(pool.with_options(&options))
}
