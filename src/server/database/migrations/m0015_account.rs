//! What happened to accounts.

use sea_orm_migration::{prelude::*, schema};

use super::m0001_people::Users;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[derive(DeriveIden)]
enum Activities {
    Table,
    Id,
    UserId,
    At,
    What,
    Detail,
    Device,
    Network,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(activities()).await?;
        let of_user = Index::create()
            .name("activities_of_user")
            .table(Activities::Table)
            .col(Activities::UserId)
            .col(Activities::Id)
            .take();
        manager.create_index(of_user).await?;
        let old = Index::create()
            .name("activities_at")
            .table(Activities::Table)
            .col(Activities::At)
            .take();
        manager.create_index(old).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn activities() -> TableCreateStatement {
    Table::create()
        .table(Activities::Table)
        .col(schema::big_pk_auto(Activities::Id))
        .col(schema::big_integer(Activities::UserId))
        .col(schema::big_integer(Activities::At))
        .col(schema::text(Activities::What))
        .col(schema::text(Activities::Detail))
        .col(schema::text(Activities::Device))
        .col(schema::text(Activities::Network))
        .foreign_key(
            ForeignKey::create()
                .from(Activities::Table, Activities::UserId)
                .to(Users::Table, Users::Id)
                .on_delete(ForeignKeyAction::Cascade),
        )
        .take()
}
