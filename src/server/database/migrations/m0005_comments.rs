//! Comments, and how many of them everybody reads under each article.

use sea_orm_migration::{prelude::*, schema};

use super::m0001_people::Users;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[derive(DeriveIden)]
enum Comments {
    Table,
    Id,
    ArticleId,
    ThreadId,
    AuthorId,
    Text,
    CreatedAt,
    EditableUntil,
    EditedAt,
    Hidden,
    HiddenReason,
    HiddenAt,
    Version,
}

#[derive(DeriveIden)]
enum Articles {
    Table,
    Id,
    Comments,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(comments()).await?;
        for index in indexes() {
            manager.create_index(index).await?;
        }
        let count = schema::big_integer(Articles::Comments).default(0).take();
        let articles = Table::alter().table(Articles::Table).add_column(count).take();
        manager.alter_table(articles).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn comments() -> TableCreateStatement {
    Table::create()
        .table(Comments::Table)
        .col(schema::big_pk_auto(Comments::Id))
        .col(schema::big_integer(Comments::ArticleId))
        .col(schema::big_integer(Comments::ThreadId))
        .col(schema::big_integer(Comments::AuthorId))
        .col(schema::text(Comments::Text))
        .col(schema::big_integer(Comments::CreatedAt))
        .col(schema::big_integer(Comments::EditableUntil))
        .col(schema::big_integer_null(Comments::EditedAt))
        .col(schema::boolean(Comments::Hidden).default(false))
        .col(schema::text_null(Comments::HiddenReason))
        .col(schema::big_integer_null(Comments::HiddenAt))
        .col(schema::big_integer(Comments::Version).default(1))
        .foreign_key(
            ForeignKey::create()
                .from(Comments::Table, Comments::ArticleId)
                .to(Articles::Table, Articles::Id)
                .on_delete(ForeignKeyAction::Cascade),
        )
        .foreign_key(
            ForeignKey::create()
                .from(Comments::Table, Comments::AuthorId)
                .to(Users::Table, Users::Id)
                .on_delete(ForeignKeyAction::Restrict),
        )
        .take()
}

/// An article's threads in their order, and a person's own comments.
fn indexes() -> [IndexCreateStatement; 2] {
    let by_article = Index::create()
        .name("comments_by_article")
        .table(Comments::Table)
        .col(Comments::ArticleId)
        .col((Comments::ThreadId, IndexOrder::Desc))
        .col(Comments::Id)
        .take();
    let by_author = Index::create()
        .name("comments_by_author")
        .table(Comments::Table)
        .col(Comments::AuthorId)
        .take();
    [by_article, by_author]
}
