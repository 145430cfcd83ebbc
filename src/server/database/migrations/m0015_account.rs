//! What happened to accounts, and the pictures of their owners. One that is nobody's is on its way in or out.
//! And which accounts are to be deleted.

use sea_orm::DbBackend;
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

#[derive(DeriveIden)]
enum Portraits {
    Table,
    Id,
    Object,
    Media,
    Size,
    Digest,
    CreatedAt,
}

#[derive(DeriveIden)]
enum Leavings {
    Table,
    UserId,
    AskedAt,
    DueAt,
}

#[derive(DeriveIden)]
enum Added {
    Picture,
}

/// As before, with the number of their picture.
const SQLITE_PEOPLE: &str = "
drop view people;
create view people as
  select users.id, users.slug, users.name, users.email, users.suspended_at, users.picture,
    (select max(articles.published_at) from articles
      where articles.author_id = users.id and articles.stage = 'published'
        and articles.published_at <= cast(strftime('%s', 'now') as integer) * 1000) as published_at
  from users;
";

const POSTGRES_PEOPLE: &str = "
drop view people;
create view people as
  select users.id, users.slug, users.name, users.email, users.suspended_at, users.picture,
    (select max(articles.published_at) from articles
      where articles.author_id = users.id and articles.stage = 'published'
        and articles.published_at <= cast(extract(epoch from now()) * 1000 as bigint)) as published_at
  from users;
";

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
        manager.create_index(old).await?;
        manager.create_table(portraits()).await?;
        manager.create_table(leavings()).await?;
        let picture = schema::big_integer_null(Added::Picture).take();
        manager.alter_table(Table::alter().table(Users::Table).add_column(picture).take()).await?;
        let whose =
            Index::create().name("users_by_picture").table(Users::Table).col(Added::Picture).take();
        manager.create_index(whose).await?;
        let people = match manager.get_database_backend() {
            DbBackend::Postgres => POSTGRES_PEOPLE,
            _ => SQLITE_PEOPLE,
        };
        manager.get_connection().execute_unprepared(people).await?;
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn leavings() -> TableCreateStatement {
    Table::create()
        .table(Leavings::Table)
        .col(schema::big_integer(Leavings::UserId).primary_key())
        .col(schema::big_integer(Leavings::AskedAt))
        .col(schema::big_integer(Leavings::DueAt))
        .foreign_key(
            ForeignKey::create()
                .from(Leavings::Table, Leavings::UserId)
                .to(Users::Table, Users::Id)
                .on_delete(ForeignKeyAction::Cascade),
        )
        .take()
}

fn portraits() -> TableCreateStatement {
    Table::create()
        .table(Portraits::Table)
        .col(schema::big_pk_auto(Portraits::Id))
        .col(schema::text_uniq(Portraits::Object))
        .col(schema::text(Portraits::Media))
        .col(schema::big_integer(Portraits::Size))
        .col(schema::text(Portraits::Digest))
        .col(schema::big_integer(Portraits::CreatedAt))
        .take()
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
