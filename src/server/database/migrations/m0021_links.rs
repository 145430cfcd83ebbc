//! Links of one purpose to one address hold beside each other: whoever asks for another one voids none. And some undo
//! what was added to an account since then.

use sea_orm_migration::{prelude::*, schema};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[derive(DeriveIden)]
enum Links {
    Table,
    Purpose,
    Email,
    Since,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let one = Index::drop().name("links_once_for_a_purpose").table(Links::Table).to_owned();
        manager.drop_index(one).await?;
        let to = Index::create()
            .name("links_to_email")
            .table(Links::Table)
            .col(Links::Email)
            .col(Links::Purpose)
            .take();
        manager.create_index(to).await?;
        let since = schema::big_integer_null(Links::Since).take();
        manager.alter_table(Table::alter().table(Links::Table).add_column(since).take()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
