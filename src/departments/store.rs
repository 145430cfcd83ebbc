//! How departments are kept.

use sea_orm::{ActiveValue::Set, ConnectionTrait, DbErr, QueryOrder, entity::prelude::*};

use super::model::Department;

/// A row of the table `departments`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "departments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub name: String,
    /// Its place in the masthead.
    pub position: i32,
}

/// Rows of other tables are other features' business.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<Model> for Department {
    fn from(row: Model) -> Self {
        Self { id: row.id, name: row.name }
    }
}

/// All, in the order of the masthead.
pub async fn list(db: &impl ConnectionTrait) -> Result<Vec<Department>, DbErr> {
    let rows = Entity::find().order_by_asc(Column::Position).all(db).await?;
    Ok(rows.into_iter().map(Department::from).collect())
}

/// The one with that id.
pub async fn find(db: &impl ConnectionTrait, id: &str) -> Result<Option<Department>, DbErr> {
    Ok(Entity::find_by_id(id).one(db).await?.map(Department::from))
}

/// Keeps a new one at that place.
pub async fn insert(
    db: &impl ConnectionTrait,
    department: &Department,
    position: i32,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(department.id.clone()),
        name: Set(department.name.clone()),
        position: Set(position),
    };
    Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}
