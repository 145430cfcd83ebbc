//! Earlier texts of articles. The first one is kept when an article is saved for the first time.

use sea_orm_migration::{prelude::*, schema};

use super::m0002_articles::Articles;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[derive(DeriveIden)]
enum ArticleRevisions {
    Table,
    Id,
    ArticleId,
    SinceVersion,
    Version,
    Title,
    Standfirst,
    Body,
    Words,
    SavedBy,
    BegunAt,
    SavedAt,
    Automatic,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(revisions()).await?;
        // The history of an article, and its text in one version.
        let by_version = Index::create()
            .name("article_revisions_by_version")
            .table(ArticleRevisions::Table)
            .col(ArticleRevisions::ArticleId)
            .col(ArticleRevisions::Version)
            .unique()
            .take();
        manager.create_index(by_version).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn revisions() -> TableCreateStatement {
    Table::create()
        .table(ArticleRevisions::Table)
        .col(schema::big_pk_auto(ArticleRevisions::Id))
        .col(schema::big_integer(ArticleRevisions::ArticleId))
        .col(schema::big_integer(ArticleRevisions::SinceVersion))
        .col(schema::big_integer(ArticleRevisions::Version))
        .col(schema::text(ArticleRevisions::Title))
        .col(schema::text(ArticleRevisions::Standfirst))
        .col(schema::text(ArticleRevisions::Body))
        .col(schema::big_integer(ArticleRevisions::Words))
        .col(schema::big_integer(ArticleRevisions::SavedBy))
        .col(schema::big_integer(ArticleRevisions::BegunAt))
        .col(schema::big_integer(ArticleRevisions::SavedAt))
        .col(schema::boolean(ArticleRevisions::Automatic))
        .foreign_key(
            ForeignKey::create()
                .from(ArticleRevisions::Table, ArticleRevisions::ArticleId)
                .to(Articles::Table, Articles::Id)
                .on_delete(ForeignKeyAction::Cascade),
        )
        .take()
}
