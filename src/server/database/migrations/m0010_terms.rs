//! What is decided about an article besides its text, and its old addresses.
//!
//! Policies ask for embargo and hold, so the indexes of lists and the tallies hold them too: see
//! `m0008_finding`.

use sea_orm::DbBackend;
use sea_orm_migration::{prelude::*, schema};

use super::m0002_articles::Articles;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[derive(DeriveIden)]
enum Terms {
    Embargo,
    Held,
    HoldReason,
    Byline,
}

#[derive(DeriveIden)]
enum FormerSlugs {
    Table,
    Slug,
    ArticleId,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite adds one column at a time.
        for mut column in [
            schema::big_integer_null(Terms::Embargo),
            schema::boolean(Terms::Held).default(false).take(),
            schema::text_null(Terms::HoldReason),
            schema::text_null(Terms::Byline),
        ] {
            let add = Table::alter().table(Articles::Table).add_column(&mut column).take();
            manager.alter_table(add).await?;
        }
        manager.create_table(former_slugs()).await?;
        let (people, counting) = match manager.get_database_backend() {
            DbBackend::Postgres => (POSTGRES_PEOPLE, POSTGRES_COUNTING),
            _ => (SQLITE_PEOPLE, SQLITE_COUNTING),
        };
        for part in [people, INDEXES, TALLIES, counting] {
            manager.get_connection().execute_unprepared(part).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn former_slugs() -> TableCreateStatement {
    Table::create()
        .table(FormerSlugs::Table)
        .col(schema::text(FormerSlugs::Slug).primary_key())
        .col(schema::big_integer(FormerSlugs::ArticleId))
        .foreign_key(
            ForeignKey::create()
                .from(FormerSlugs::Table, FormerSlugs::ArticleId)
                .to(Articles::Table, Articles::Id)
                .on_delete(ForeignKeyAction::Cascade),
        )
        .take()
}

/// Everybody, with the moment of what they last published that readers can see, by the database's
/// clock: a view knows no other.
const SQLITE_PEOPLE: &str = "
drop view people;
create view people as
  select users.id, users.slug, users.name, users.email, users.suspended_at,
    (select max(articles.published_at) from articles
      where articles.author_id = users.id and articles.stage = 'published'
        and articles.published_at <= cast(strftime('%s', 'now') as integer) * 1000) as published_at
  from users;
";

const POSTGRES_PEOPLE: &str = "
drop view people;
create view people as
  select users.id, users.slug, users.name, users.email, users.suspended_at,
    (select max(articles.published_at) from articles
      where articles.author_id = users.id and articles.stage = 'published'
        and articles.published_at <= cast(extract(epoch from now()) * 1000 as bigint)) as published_at
  from users;
";

const INDEXES: &str = "
drop index articles_by_stage;
drop index articles_by_department;
drop index articles_by_author;
drop index articles_by_change;
drop index articles_by_change_in_stage;
create index articles_by_stage
  on articles (stage, published_at, id, department_id, author_id, embargo, held);
create index articles_by_department
  on articles (department_id, stage, published_at, id, author_id, embargo, held);
create index articles_by_author
  on articles (author_id, stage, published_at, id, department_id, embargo, held);
create index articles_by_change
  on articles (changed_at, id, stage, department_id, author_id, embargo, held);
create index articles_by_change_in_stage
  on articles (stage, changed_at, id, department_id, author_id, embargo, held);
create index articles_by_change_in_department
  on articles (department_id, changed_at, id, stage, author_id, embargo, held);
";

const TALLIES: &str = "
drop table article_tallies;
create table article_tallies (
  stage text not null,
  department_id text not null,
  author_id bigint not null,
  embargo bigint,
  held boolean not null,
  articles bigint not null
);
create unique index article_tallies_by_kind
  on article_tallies (stage, department_id, author_id, held, coalesce(embargo, 0));
insert into article_tallies
  select stage, department_id, author_id, embargo, held, count(*) from articles group by 1, 2, 3, 4, 5;
";

const SQLITE_COUNTING: &str = "
drop trigger articles_added;
drop trigger articles_gone;
drop trigger articles_moved;
create trigger articles_added after insert on articles begin
  insert into article_tallies
    values (new.stage, new.department_id, new.author_id, new.embargo, new.held, 1)
    on conflict do update set articles = articles + 1;
end;
create trigger articles_gone after delete on articles begin
  update article_tallies set articles = articles - 1
    where stage = old.stage and department_id = old.department_id and author_id = old.author_id
      and held = old.held and coalesce(embargo, 0) = coalesce(old.embargo, 0);
end;
create trigger articles_moved
after update of stage, department_id, author_id, embargo, held on articles begin
  update article_tallies set articles = articles - 1
    where stage = old.stage and department_id = old.department_id and author_id = old.author_id
      and held = old.held and coalesce(embargo, 0) = coalesce(old.embargo, 0);
  insert into article_tallies
    values (new.stage, new.department_id, new.author_id, new.embargo, new.held, 1)
    on conflict do update set articles = articles + 1;
end;
";

const POSTGRES_COUNTING: &str = "
create or replace function tally_articles() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into article_tallies
      select stage, department_id, author_id, embargo, held, count(*) from added
      group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
      on conflict (stage, department_id, author_id, held, coalesce(embargo, 0))
        do update set articles = article_tallies.articles + excluded.articles;
  elsif tg_op = 'DELETE' then
    insert into article_tallies
      select stage, department_id, author_id, embargo, held, -count(*) from gone
      group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
      on conflict (stage, department_id, author_id, held, coalesce(embargo, 0))
        do update set articles = article_tallies.articles + excluded.articles;
  else
    insert into article_tallies
      select stage, department_id, author_id, embargo, held, sum(many) from (
        select stage, department_id, author_id, embargo, held, 1 as many from added
        union all select stage, department_id, author_id, embargo, held, -1 from gone
      ) as changes
      group by 1, 2, 3, 4, 5 having sum(many) <> 0 order by 1, 2, 3, 4, 5
      on conflict (stage, department_id, author_id, held, coalesce(embargo, 0))
        do update set articles = article_tallies.articles + excluded.articles;
  end if;
  return null;
end
$$;
";
