//! The database: SQLite in a file, or PostgreSQL, by its URL.
//!
//! # Why
//!
//! SQLite has one writer. A transaction that reads first and writes later would fail there when
//! another one has written in between, however long it waits: [`begin`] therefore takes the
//! writer's place at once.

mod connect;
mod migrations;
mod trouble;

pub use connect::{ConnectError, connect};
pub use migrations::{migrate, pending};
pub use sea_orm::DatabaseTransaction as Transaction;
pub use trouble::is_out_of_order;

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
    sea_query::{Expr, ExprTrait, Query},
};

/// A pool of connections; cloning it is cheap.
pub type Database = DatabaseConnection;

/// Lets the database look at its tables, so that it finds the best way to what is asked.
///
/// PostgreSQL also learns which pages it need not look at to read an index alone.
///
/// # Errors
///
/// If the database refuses.
pub async fn tend(db: &Database) -> Result<(), DbErr> {
    let words = match db.get_database_backend() {
        DbBackend::Postgres => "VACUUM (ANALYZE)",
        _ => "ANALYZE",
    };
    db.execute_unprepared(words).await?;
    Ok(())
}

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

/// Keeps everybody else from changing that row of the table, until the transaction ends.
///
/// SQLite has one writer, who has been alone since the transaction began.
///
/// # Errors
///
/// If the database refuses.
pub async fn lock(tx: &Transaction, table: &'static str, id: i64) -> Result<(), DbErr> {
    let mut row = Query::select();
    row.expr(Expr::val(1)).from(table).and_where(Expr::col("id").eq(id)).lock_exclusive();
    tx.query_one(&row).await?;
    Ok(())
}

#[cfg(test)]
mod tests;
