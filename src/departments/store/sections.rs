//! Departments, with what belongs to them.

use sea_orm::{ConnectionTrait, DbErr, QueryOrder, entity::prelude::*};

use crate::departments::model::{Department, Section};

/// A row of the view `sections`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sections")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub name: String,
    pub description: String,
    pub position: i32,
    pub has_articles: bool,
    pub has_roles: bool,
}

/// Rows of other tables are other features' business.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<Model> for Section {
    fn from(row: Model) -> Self {
        Self {
            department: Department { id: row.id, name: row.name },
            description: row.description,
            has_articles: row.has_articles,
            has_roles: row.has_roles,
        }
    }
}

/// All, in the order of the masthead.
pub async fn list(db: &impl ConnectionTrait) -> Result<Vec<Section>, DbErr> {
    let rows = Entity::find().order_by_asc(Column::Position).order_by_asc(Column::Id);
    Ok(rows.all(db).await?.into_iter().map(Section::from).collect())
}

/// The one with that id.
pub async fn find(db: &impl ConnectionTrait, id: &str) -> Result<Option<Section>, DbErr> {
    Ok(Entity::find_by_id(id).one(db).await?.map(Section::from))
}
