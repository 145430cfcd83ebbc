//! Connections to Redis that answer soon, or say soon that they cannot.

use std::time::Duration;

use fred::{
    clients::{Pool, SubscriberClient, WithOptions},
    error::Error,
    prelude::{Builder, ClientLike, ReconnectPolicy},
    types::config::{Config, Options},
};

/// Commands fail at once while there is no connection; nobody waits for one to come back.
pub type Client = WithOptions<Pool>;
/// The same over one connection.
pub type One = WithOptions<fred::clients::Client>;

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

/// A few connections for commands.
///
/// # Errors
///
/// If the URL is malformed, or nobody answers there.
pub async fn connect(url: &str) -> Result<Client, RedisError> {
    let pool = builder(url)?.build_pool(CONNECTIONS).map_err(RedisError::Malformed)?;
    pool.init().await.map_err(RedisError::Unreachable)?;
    Ok(pool.with_options(&options()))
}

/// One connection: of commands over it, the later ones come after the earlier ones.
///
/// # Errors
///
/// As [`connect`].
pub async fn connect_one(url: &str) -> Result<One, RedisError> {
    let client = builder(url)?.build().map_err(RedisError::Malformed)?;
    client.init().await.map_err(RedisError::Unreachable)?;
    Ok(client.with_options(&options()))
}

/// A connection that hears what is published; it subscribes anew whenever it had to connect anew.
///
/// # Errors
///
/// As [`connect`].
pub async fn subscriber(url: &str) -> Result<SubscriberClient, RedisError> {
    let client = builder(url)?.build_subscriber_client().map_err(RedisError::Malformed)?;
    client.init().await.map_err(RedisError::Unreachable)?;
    drop(client.manage_subscriptions());
    Ok(client)
}

fn builder(url: &str) -> Result<Builder, RedisError> {
    let config = Config::from_url(url).map_err(RedisError::Malformed)?;
    let mut builder = Builder::from_config(config);
    builder
        .with_connection_config(|connection| {
            connection.connection_timeout = CONNECT;
            connection.internal_command_timeout = CONNECT;
            connection.unresponsive.max_timeout = Some(COMMAND * 3);
            connection.unresponsive.interval = COMMAND;
        })
        .set_policy(ReconnectPolicy::new_exponential(0, 50, 1000, 2));
    Ok(builder)
}

fn options() -> Options {
    Options { timeout: Some(COMMAND), fail_fast: true, ..Options::default() }
}
