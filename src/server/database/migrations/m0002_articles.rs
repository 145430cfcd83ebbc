//! Articles, with one index for each list of them.

use sea_orm_migration::{prelude::*, schema};

use super::m0001_people::{Departments, Users};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[derive(DeriveIden)]
pub(super) enum Articles {
    Table,
    Id,
    Slug,
    Title,
    Standfirst,
    Body,
    Words,
    DepartmentId,
    AuthorId,
    Stage,
    Note,
    Version,
    CreatedAt,
    ChangedAt,
    SubmittedAt,
    PublishedAt,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(articles()).await?;
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn articles() -> TableCreateStatement {
    Table::create()
        .table(Articles::Table)
        .col(schema::big_pk_auto(Articles::Id))
        .col(schema::text_uniq(Articles::Slug))
        .col(schema::text(Articles::Title))
        .col(schema::text(Articles::Standfirst))
        .col(schema::text(Articles::Body))
        .col(schema::big_integer(Articles::Words))
        .col(schema::text(Articles::DepartmentId))
        .col(schema::big_integer(Articles::AuthorId))
        .col(schema::text(Articles::Stage))
        .col(schema::text_null(Articles::Note))
        .col(schema::big_integer(Articles::Version).default(1))
        .col(schema::big_integer(Articles::CreatedAt))
        .col(schema::big_integer(Articles::ChangedAt))
        .col(schema::big_integer_null(Articles::SubmittedAt))
        .col(schema::big_integer_null(Articles::PublishedAt))
        .foreign_key(
            ForeignKey::create()
                .from(Articles::Table, Articles::DepartmentId)
                .to(Departments::Table, Departments::Id)
                .on_delete(ForeignKeyAction::Restrict),
        )
        .foreign_key(
            ForeignKey::create()
                .from(Articles::Table, Articles::AuthorId)
                .to(Users::Table, Users::Id)
                .on_delete(ForeignKeyAction::Restrict),
        )
        .take()
}

/// The front page, a department's list, and a person's own articles.
fn indexes() -> [IndexCreateStatement; 3] {
    let by_stage = Index::create()
        .name("articles_by_stage")
        .table(Articles::Table)
        .col(Articles::Stage)
        .col((Articles::PublishedAt, IndexOrder::Desc))
        .col(Articles::Id)
        .take();
    let by_department = Index::create()
        .name("articles_by_department")
        .table(Articles::Table)
        .col(Articles::DepartmentId)
        .col(Articles::Stage)
        .col(Articles::PublishedAt)
        .take();
    let by_author = Index::create()
        .name("articles_by_author")
        .table(Articles::Table)
        .col(Articles::AuthorId)
        .take();
    [by_stage, by_department, by_author]
}
