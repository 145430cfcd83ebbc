//! From a URL to a pool of connections.

use std::{io, path::Path, time::Duration};

use sea_orm::{
    ConnectOptions, DbErr,
    sqlx::{
        postgres::PgConnectOptions,
        sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
    },
};

use super::Database;

/// A page waits no longer than this for a free connection.
const ACQUIRE: Duration = Duration::from_secs(5);
/// How long a writer waits for the one before it.
const BUSY: Duration = Duration::from_secs(5);
const CONNECTIONS: u32 = 8;
/// A connection proves that it lives when it comes back to the pool; one that was back for less than this
/// need not prove it again. Asking each time would cost every query a second way to the database.
const TRUSTED: Duration = Duration::from_secs(1);

/// Why there is no database.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The URL names a database that Stile does not speak to.
    #[error("the database's URL begins with sqlite: or postgres:")]
    UnknownScheme,
    /// The folder of the SQLite file could not be made.
    #[error("the folder {0} cannot be made; create it, or change database.url")]
    Folder(String, #[source] io::Error),
    /// The database does not answer, or refuses.
    #[error("the database cannot be reached; start it, or change database.url")]
    Unreachable(#[source] DbErr),
}

/// Connects to `sqlite://data/stile.db?mode=rwc` or `postgres://user:password@host/name`.
///
/// For SQLite the file's folder is made. Statements are not logged: they could hold secrets.
///
/// # Errors
///
/// If the URL is of another kind, or nobody answers there.
pub async fn connect(url: &str) -> Result<Database, ConnectError> {
    let mut options = ConnectOptions::new(url);
    options
        .sqlx_logging(false)
        .record_stmt_in_spans(false)
        .max_connections(CONNECTIONS)
        .connect_timeout(ACQUIRE)
        .acquire_timeout(ACQUIRE)
        .test_before_acquire_if_idle_for(TRUSTED);
    match url.split_once(':') {
        Some(("sqlite", rest)) => prepare_sqlite(&mut options, rest)?,
        Some(("postgres" | "postgresql", _)) => {
            options.map_sqlx_postgres_opts(planned_for_its_values);
        }
        _ => return Err(ConnectError::UnknownScheme),
    }
    sea_orm::Database::connect(options).await.map_err(ConnectError::Unreachable)
}

fn prepare_sqlite(options: &mut ConnectOptions, rest: &str) -> Result<(), ConnectError> {
    if rest.contains(":memory:") || rest.contains("mode=memory") {
        // Every connection would see a memory of its own.
        options.max_connections(1);
    } else {
        make_folder(rest)?;
    }
    options.map_sqlx_sqlite_opts(durable);
    Ok(())
}

/// PostgreSQL plans a prepared statement for whatever it may be asked once it was asked ten times. A search
/// among a million articles takes seconds by such a plan, and 0.07 seconds by one for these words.
///
/// Without a limit, whoever waits for a lock keeps a connection, and soon all of them are kept.
fn planned_for_its_values(options: PgConnectOptions) -> PgConnectOptions {
    let patience = BUSY.as_millis().to_string();
    options.options([("plan_cache_mode", "force_custom_plan"), ("lock_timeout", &patience)])
}

fn durable(options: SqliteConnectOptions) -> SqliteConnectOptions {
    options
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Normal)
        .foreign_keys(true)
        .busy_timeout(BUSY)
}

fn make_folder(rest: &str) -> Result<(), ConnectError> {
    let file = rest.trim_start_matches("//");
    let file = file.split_once('?').map_or(file, |(file, _)| file);
    let Some(folder) = Path::new(file).parent() else {
        return Ok(());
    };
    std::fs::create_dir_all(folder)
        .map_err(|error| ConnectError::Folder(folder.display().to_string(), error))
}
