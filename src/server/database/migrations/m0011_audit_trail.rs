//! What came of what is audited, which policies decided, and from where; and the ways to read it.

use sea_orm_migration::{prelude::*, schema};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[derive(DeriveIden)]
enum AuditEntries {
    Table,
    Id,
    At,
    UserId,
    Outcome,
    Policies,
    Network,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Until now, only what was done was audited, and nothing of the policies or the network.
        for (column, kept) in [
            (AuditEntries::Outcome, "allowed"),
            (AuditEntries::Policies, "[]"),
            (AuditEntries::Network, ""),
        ] {
            let column = schema::text(column).default(kept).take();
            let more = Table::alter().table(AuditEntries::Table).add_column(column).take();
            manager.alter_table(more).await?;
        }
        // The id tells what is newer; a day is a part of all moments.
        for (name, column) in [
            ("audit_entries_by_user", AuditEntries::UserId),
            ("audit_entries_by_moment", AuditEntries::At),
        ] {
            let index = Index::create()
                .name(name)
                .table(AuditEntries::Table)
                .col(column)
                .col(AuditEntries::Id)
                .take();
            manager.create_index(index).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
