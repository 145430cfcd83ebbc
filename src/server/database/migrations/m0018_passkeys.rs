//! Passkeys, and what is asked of browsers that have some: challenges are kept here, once and for a while.

use sea_orm_migration::{prelude::*, schema};

use super::m0001_people::Users;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[derive(DeriveIden)]
enum Passkeys {
    Table,
    Id,
    OwnerId,
    CredentialId,
    Credential,
    Name,
    CreatedAt,
    UsedAt,
}

#[derive(DeriveIden)]
enum Ceremonies {
    Table,
    Id,
    Purpose,
    OwnerId,
    BoundTo,
    State,
    ExpiresAt,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(passkeys()).await?;
        manager.create_table(ceremonies()).await?;
        let of_owner = Index::create()
            .name("passkeys_of_owner")
            .table(Passkeys::Table)
            .col(Passkeys::OwnerId)
            .take();
        manager.create_index(of_owner).await?;
        let old = Index::create()
            .name("ceremonies_by_expiry")
            .table(Ceremonies::Table)
            .col(Ceremonies::ExpiresAt)
            .take();
        manager.create_index(old).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn passkeys() -> TableCreateStatement {
    Table::create()
        .table(Passkeys::Table)
        .col(schema::big_pk_auto(Passkeys::Id))
        .col(schema::big_integer(Passkeys::OwnerId))
        .col(schema::text_uniq(Passkeys::CredentialId))
        .col(schema::text(Passkeys::Credential))
        .col(schema::text(Passkeys::Name))
        .col(schema::big_integer(Passkeys::CreatedAt))
        .col(schema::big_integer_null(Passkeys::UsedAt))
        .foreign_key(&mut of_owner(Passkeys::Table, Passkeys::OwnerId))
        .take()
}

fn ceremonies() -> TableCreateStatement {
    Table::create()
        .table(Ceremonies::Table)
        .col(schema::text(Ceremonies::Id).primary_key())
        .col(schema::text(Ceremonies::Purpose))
        .col(schema::big_integer_null(Ceremonies::OwnerId))
        .col(schema::text(Ceremonies::BoundTo))
        .col(schema::text(Ceremonies::State))
        .col(schema::big_integer(Ceremonies::ExpiresAt))
        .foreign_key(&mut of_owner(Ceremonies::Table, Ceremonies::OwnerId))
        .take()
}

fn of_owner(
    table: impl IntoIden + 'static,
    column: impl IntoIden + 'static,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table.into_iden(), column)
        .to(Users::Table, Users::Id)
        .on_delete(ForeignKeyAction::Cascade)
        .take()
}
