//! Departments, users, and the roles that users hold in departments.

use sea_orm_migration::{prelude::*, schema};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[derive(DeriveIden)]
pub enum Departments {
    Table,
    Id,
    Name,
    Position,
}

#[derive(DeriveIden)]
pub enum Users {
    Table,
    Id,
    Email,
    Name,
    PasswordHash,
    Powers,
    Version,
    CreatedAt,
}

#[derive(DeriveIden)]
enum Roles {
    Table,
    Id,
    UserId,
    Role,
    DepartmentId,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(departments()).await?;
        manager.create_table(users()).await?;
        manager.create_table(roles()).await?;
        for index in role_indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn departments() -> TableCreateStatement {
    Table::create()
        .table(Departments::Table)
        .col(schema::text(Departments::Id).primary_key())
        .col(schema::text(Departments::Name))
        .col(schema::integer(Departments::Position))
        .take()
}

fn users() -> TableCreateStatement {
    Table::create()
        .table(Users::Table)
        .col(schema::big_pk_auto(Users::Id))
        .col(schema::text_uniq(Users::Email))
        .col(schema::text(Users::Name))
        .col(schema::text_null(Users::PasswordHash))
        .col(schema::text(Users::Powers).default(""))
        .col(schema::big_integer(Users::Version).default(1))
        .col(schema::big_integer(Users::CreatedAt))
        .take()
}

fn roles() -> TableCreateStatement {
    Table::create()
        .table(Roles::Table)
        .col(schema::big_pk_auto(Roles::Id))
        .col(schema::big_integer(Roles::UserId))
        .col(schema::text(Roles::Role))
        .col(schema::text_null(Roles::DepartmentId))
        .foreign_key(
            ForeignKey::create()
                .from(Roles::Table, Roles::UserId)
                .to(Users::Table, Users::Id)
                .on_delete(ForeignKeyAction::Cascade),
        )
        .foreign_key(
            ForeignKey::create()
                .from(Roles::Table, Roles::DepartmentId)
                .to(Departments::Table, Departments::Id)
                .on_delete(ForeignKeyAction::Restrict),
        )
        .take()
}

/// Two indexes, because a unique one takes every absent department for another one.
fn role_indexes() -> [IndexCreateStatement; 2] {
    let within = Index::create()
        .name("roles_once_per_department")
        .table(Roles::Table)
        .col(Roles::UserId)
        .col(Roles::Role)
        .col(Roles::DepartmentId)
        .unique()
        .take();
    let everywhere = Index::create()
        .name("roles_once_everywhere")
        .table(Roles::Table)
        .col(Roles::UserId)
        .col(Roles::Role)
        .unique()
        .and_where(Expr::col(Roles::DepartmentId).is_null())
        .take();
    [within, everywhere]
}
