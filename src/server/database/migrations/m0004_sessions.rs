//! Sessions, for installations without Redis.
//!
//! `key` is a hash: the table holds nothing that a browser could send.

use sea_orm_migration::{prelude::*, schema};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[derive(DeriveIden)]
enum Sessions {
    Table,
    Key,
    UserId,
    Data,
    ExpiresAt,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sessions = Table::create()
            .table(Sessions::Table)
            .col(schema::text(Sessions::Key).primary_key())
            .col(schema::big_integer_null(Sessions::UserId))
            .col(schema::blob(Sessions::Data))
            .col(schema::big_integer(Sessions::ExpiresAt))
            .take();
        manager.create_table(sessions).await?;
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// To end all sessions of a user, and to sweep those that are over.
fn indexes() -> [IndexCreateStatement; 2] {
    let by_user = Index::create()
        .name("sessions_by_user")
        .table(Sessions::Table)
        .col(Sessions::UserId)
        .take();
    let by_expiry = Index::create()
        .name("sessions_by_expiry")
        .table(Sessions::Table)
        .col(Sessions::ExpiresAt)
        .take();
    [by_user, by_expiry]
}
