//! Letters that wait to be carried, and the links in those that were: of a link only its hash is kept.

use sea_orm_migration::{prelude::*, schema};

use super::m0001_people::Users;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[derive(DeriveIden)]
enum Outbox {
    Table,
    Id,
    Recipient,
    Errand,
    CreatedAt,
    DueAt,
    Tries,
}

#[derive(DeriveIden)]
enum Links {
    Table,
    Digest,
    Purpose,
    Email,
    UserId,
    ExpiresAt,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(outbox()).await?;
        manager.create_table(links()).await?;
        let due = Index::create().name("outbox_due").table(Outbox::Table).col(Outbox::DueAt).take();
        manager.create_index(due).await?;
        // A newer link takes the place of an older one.
        let one = Index::create()
            .name("links_once_for_a_purpose")
            .table(Links::Table)
            .col(Links::Purpose)
            .col(Links::Email)
            .unique()
            .take();
        manager.create_index(one).await?;
        let owner =
            Index::create().name("links_of_user").table(Links::Table).col(Links::UserId).take();
        manager.create_index(owner).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn outbox() -> TableCreateStatement {
    Table::create()
        .table(Outbox::Table)
        .col(schema::big_pk_auto(Outbox::Id))
        .col(schema::text(Outbox::Recipient))
        .col(schema::text(Outbox::Errand))
        .col(schema::big_integer(Outbox::CreatedAt))
        .col(schema::big_integer(Outbox::DueAt))
        .col(schema::integer(Outbox::Tries).default(0))
        .take()
}

fn links() -> TableCreateStatement {
    Table::create()
        .table(Links::Table)
        .col(schema::text(Links::Digest).primary_key())
        .col(schema::text(Links::Purpose))
        .col(schema::text(Links::Email))
        .col(schema::big_integer_null(Links::UserId))
        .col(schema::big_integer(Links::ExpiresAt))
        .foreign_key(
            ForeignKey::create()
                .from(Links::Table, Links::UserId)
                .to(Users::Table, Users::Id)
                .on_delete(ForeignKeyAction::Cascade),
        )
        .take()
}
