//! What policies ask of departments, and who works in one.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[derive(DeriveIden)]
enum Roles {
    Table,
    DepartmentId,
    UserId,
    Role,
}

/// All departments, and whether anything keeps them from being removed.
const SECTIONS: &str = "create view sections as \
    select departments.id, departments.name, departments.description, departments.position, \
        exists (select 1 from articles where articles.department_id = departments.id) \
            as has_articles, \
        exists (select 1 from roles where roles.department_id = departments.id) as has_roles \
    from departments";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let by_department = Index::create()
            .name("roles_by_department")
            .table(Roles::Table)
            .col(Roles::DepartmentId)
            .col(Roles::UserId)
            .col(Roles::Role)
            .take();
        manager.create_index(by_department).await?;
        manager.get_connection().execute_unprepared(SECTIONS).await?;
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
