//! Addresses of people, suspended accounts, what departments are about, and what policies ask of both.

use sea_orm::FromQueryResult;
use sea_orm_migration::{prelude::*, schema};

use super::m0001_people::{Departments, Users};
use crate::slug::Slug;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[derive(DeriveIden)]
enum Added {
    Slug,
    SuspendedAt,
    Description,
}

#[derive(DeriveIden)]
enum Articles {
    Table,
    AuthorId,
    Stage,
    PublishedAt,
}

/// Everybody, with the moment of what they last published that readers can see.
const PEOPLE: &str = "create view people as \
    select users.id, users.slug, users.name, users.email, users.suspended_at, \
        (select max(articles.published_at) from articles \
            where articles.author_id = users.id and articles.stage = 'published') as published_at \
    from users";

/// The roles that people hold, with how many others hold the same and are not suspended.
const ASSIGNMENTS: &str = "create view assignments as \
    select roles.id, roles.user_id, roles.role, roles.department_id, \
        (select count(distinct others.user_id) from roles others \
            join users on users.id = others.user_id \
            where others.role = roles.role and others.user_id <> roles.user_id \
                and users.suspended_at is null) as others \
    from roles";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [
            schema::text(Added::Slug).default("").take(),
            schema::big_integer_null(Added::SuspendedAt).take(),
        ] {
            manager
                .alter_table(Table::alter().table(Users::Table).add_column(column).take())
                .await?;
        }
        let description = schema::text(Added::Description).default("").take();
        manager
            .alter_table(Table::alter().table(Departments::Table).add_column(description).take())
            .await?;
        give_addresses(manager).await?;
        for index in indexes() {
            manager.create_index(index).await?;
        }
        for view in [PEOPLE, ASSIGNMENTS] {
            manager.get_connection().execute_unprepared(view).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// Whoever is there already.
#[derive(FromQueryResult)]
struct Named {
    id: i64,
    name: String,
}

/// Gives everybody who is there already an address, each another one.
async fn give_addresses(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let db = manager.get_connection();
    let mut people = Query::select();
    people.columns([Users::Id, Users::Name]).from(Users::Table).order_by(Users::Id, Order::Asc);
    let mut taken: Vec<Slug> = Vec::new();
    for row in db.query_all(&people).await? {
        let Named { id, name } = Named::from_query_result(&row, "")?;
        let plain = Slug::of(&name, "person");
        let numbered = (2..).map(|number| plain.numbered(number));
        let mut free = std::iter::once(plain.clone()).chain(numbered);
        let slug = free.find(|slug| !taken.contains(slug)).unwrap_or(plain);
        let mut update = Query::update();
        update.table(Users::Table).value(Added::Slug, slug.as_str());
        update.and_where(Expr::col(Users::Id).eq(id));
        db.execute(&update).await?;
        taken.push(slug);
    }
    Ok(())
}

/// A person's page, and what stands on it.
fn indexes() -> [IndexCreateStatement; 2] {
    let by_slug =
        Index::create().name("users_by_slug").table(Users::Table).col(Added::Slug).unique().take();
    let by_byline = Index::create()
        .name("articles_by_byline")
        .table(Articles::Table)
        .col(Articles::AuthorId)
        .col(Articles::Stage)
        .col(Articles::PublishedAt)
        .take();
    [by_slug, by_byline]
}
