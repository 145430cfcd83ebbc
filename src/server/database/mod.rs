//! The database: SQLite in a file, or PostgreSQL, by its URL.
//!
//! # Why
//!
//! SQLite has one writer. A transaction that reads first and writes later would fail there when
//! another one has written in between, however long it waits: [`begin`] therefore takes the
//! writer's place at once.

mod connect;
mod migrations;

pub use connect::{ConnectError, connect};
pub use migrations::{migrate, pending};
pub use sea_orm::DatabaseTransaction as Transaction;

use sea_orm::{
    DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};

/// A pool of connections; cloning it is cheap.
pub type Database = DatabaseConnection;

/// Begins a transaction that reads and then writes.
///
/// Dropped without a commit, it is rolled back.
///
/// # Errors
///
/// If the database cannot be reached, or another writer does not finish in time.
pub async fn begin(db: &Database) -> Result<DatabaseTransaction, DbErr> {
    db.begin_with_options(TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    })
    .await
}

#[cfg(test)]
mod tests;
