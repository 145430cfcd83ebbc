//! Whether somebody chose their password by a letter: then a code by mail proves nothing more.

use sea_orm_migration::{prelude::*, schema};

use super::m0001_people::Users;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[derive(DeriveIden)]
enum Added {
    PasswordByLetter,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let by_letter = schema::boolean(Added::PasswordByLetter).default(false).take();
        manager.alter_table(Table::alter().table(Users::Table).add_column(by_letter).take()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
