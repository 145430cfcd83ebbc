//! Who did what, and when; it outlives the users it speaks of.

use sea_orm_migration::{prelude::*, schema};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[derive(DeriveIden)]
enum AuditEntries {
    Table,
    Id,
    At,
    UserId,
    Permission,
    Subject,
    SubjectId,
    Detail,
    RequestId,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let entries = Table::create()
            .table(AuditEntries::Table)
            .col(schema::big_pk_auto(AuditEntries::Id))
            .col(schema::big_integer(AuditEntries::At))
            .col(schema::big_integer_null(AuditEntries::UserId))
            .col(schema::text(AuditEntries::Permission))
            .col(schema::text(AuditEntries::Subject))
            .col(schema::text(AuditEntries::SubjectId))
            .col(schema::text(AuditEntries::Detail))
            .col(schema::text(AuditEntries::RequestId))
            .take();
        manager.create_table(entries).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
