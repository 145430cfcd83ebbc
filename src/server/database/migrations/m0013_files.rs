//! Uploaded files. One that belongs to no article is on its way in, or on its way out.

use sea_orm_migration::{prelude::*, schema};

use super::m0002_articles::Articles;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[derive(DeriveIden)]
enum Files {
    Table,
    Id,
    ArticleId,
    OwnerId,
    Object,
    Name,
    Description,
    Media,
    Size,
    Width,
    Height,
    Digest,
    CreatedAt,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(files()).await?;
        for (name, column) in
            [("files_of_article", Files::ArticleId), ("files_of_owner", Files::OwnerId)]
        {
            let index = Index::create().name(name).table(Files::Table).col(column).take();
            manager.create_index(index).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn files() -> TableCreateStatement {
    Table::create()
        .table(Files::Table)
        .col(schema::big_pk_auto(Files::Id))
        .col(schema::big_integer_null(Files::ArticleId))
        .col(schema::big_integer(Files::OwnerId))
        .col(schema::text_uniq(Files::Object))
        .col(schema::text(Files::Name))
        .col(schema::text(Files::Description))
        .col(schema::text(Files::Media))
        .col(schema::big_integer(Files::Size))
        .col(schema::big_integer_null(Files::Width))
        .col(schema::big_integer_null(Files::Height))
        .col(schema::text(Files::Digest))
        .col(schema::big_integer(Files::CreatedAt))
        .foreign_key(
            // The object outlives its article until it is swept.
            ForeignKey::create()
                .from(Files::Table, Files::ArticleId)
                .to(Articles::Table, Articles::Id)
                .on_delete(ForeignKeyAction::SetNull),
        )
        .take()
}
