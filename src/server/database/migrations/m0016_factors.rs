//! Second factors: seeds are sealed, and of codes only hashes are kept.

use sea_orm_migration::{prelude::*, schema};

use super::m0001_people::Users;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[derive(DeriveIden)]
enum Factors {
    Table,
    Id,
    OwnerId,
    Kind,
    Secret,
    LastStep,
    CreatedAt,
    UsedAt,
}

#[derive(DeriveIden)]
enum RecoveryCodes {
    Table,
    Id,
    OwnerId,
    Hash,
    CreatedAt,
}

#[derive(DeriveIden)]
enum MailCodes {
    Table,
    Id,
    OwnerId,
    BoundTo,
    Hash,
    ExpiresAt,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(factors()).await?;
        manager.create_table(recovery_codes()).await?;
        manager.create_table(mail_codes()).await?;
        let one = Index::create()
            .name("factors_once_of_a_kind")
            .table(Factors::Table)
            .col(Factors::OwnerId)
            .col(Factors::Kind)
            .unique()
            .take();
        manager.create_index(one).await?;
        let code = Index::create()
            .name("recovery_codes_of_owner")
            .table(RecoveryCodes::Table)
            .col(RecoveryCodes::OwnerId)
            .col(RecoveryCodes::Hash)
            .unique()
            .take();
        manager.create_index(code).await?;
        // A newer code takes the place of an older one.
        let newest = Index::create()
            .name("mail_codes_once_for_a_purpose")
            .table(MailCodes::Table)
            .col(MailCodes::OwnerId)
            .col(MailCodes::BoundTo)
            .unique()
            .take();
        manager.create_index(newest).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn factors() -> TableCreateStatement {
    Table::create()
        .table(Factors::Table)
        .col(schema::big_pk_auto(Factors::Id))
        .col(schema::big_integer(Factors::OwnerId))
        .col(schema::text(Factors::Kind))
        .col(schema::text_null(Factors::Secret))
        .col(schema::big_integer_null(Factors::LastStep))
        .col(schema::big_integer(Factors::CreatedAt))
        .col(schema::big_integer_null(Factors::UsedAt))
        .foreign_key(&mut of_owner(Factors::Table, Factors::OwnerId))
        .take()
}

fn recovery_codes() -> TableCreateStatement {
    Table::create()
        .table(RecoveryCodes::Table)
        .col(schema::big_pk_auto(RecoveryCodes::Id))
        .col(schema::big_integer(RecoveryCodes::OwnerId))
        .col(schema::text(RecoveryCodes::Hash))
        .col(schema::big_integer(RecoveryCodes::CreatedAt))
        .foreign_key(&mut of_owner(RecoveryCodes::Table, RecoveryCodes::OwnerId))
        .take()
}

fn mail_codes() -> TableCreateStatement {
    Table::create()
        .table(MailCodes::Table)
        .col(schema::big_pk_auto(MailCodes::Id))
        .col(schema::big_integer(MailCodes::OwnerId))
        .col(schema::text(MailCodes::BoundTo))
        .col(schema::text(MailCodes::Hash))
        .col(schema::big_integer(MailCodes::ExpiresAt))
        .foreign_key(&mut of_owner(MailCodes::Table, MailCodes::OwnerId))
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
