//! How departments are kept.

pub mod sections;

use sea_orm::{
    ActiveValue::Set, ConnectionTrait, DbErr, QueryOrder, QuerySelect, entity::prelude::*,
};

use super::model::{Department, SectionText};
use crate::server::database::Transaction;

/// A row of the table `departments`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "departments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub name: String,
    /// Its place in the masthead.
    pub position: i32,
    pub description: String,
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
    let rows = Entity::find().order_by_asc(Column::Position).order_by_asc(Column::Id);
    Ok(rows.all(db).await?.into_iter().map(Department::from).collect())
}

/// The one with that id, and what stands under its name.
pub async fn find(
    db: &impl ConnectionTrait,
    id: &str,
) -> Result<Option<(Department, String)>, DbErr> {
    let row = Entity::find_by_id(id).one(db).await?;
    Ok(row.map(|row| (Department { id: row.id, name: row.name }, row.description)))
}

/// Keeps everybody else from changing departments, until the transaction ends.
///
/// What begins to belong to one meanwhile waits, too: its key is looked up. SQLite has one writer, who
/// has been alone since the transaction began.
pub async fn lock(tx: &Transaction) -> Result<(), DbErr> {
    Entity::find().order_by_asc(Column::Id).lock_exclusive().all(tx).await?;
    Ok(())
}

/// Keeps a new one at that place.
pub async fn insert(
    db: &impl ConnectionTrait,
    department: &Department,
    description: &str,
    position: i32,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(department.id.clone()),
        name: Set(department.name.clone()),
        position: Set(position),
        description: Set(description.to_owned()),
    };
    Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Changes what is said of one.
pub async fn update(tx: &Transaction, id: &str, text: &SectionText) -> Result<(), DbErr> {
    let changed = Entity::update_many()
        .col_expr(Column::Name, Expr::value(text.name.as_str()))
        .col_expr(Column::Description, Expr::value(text.description.as_str()));
    changed.filter(Column::Id.eq(id)).exec(tx).await?;
    Ok(())
}

/// Gives one another place in the masthead.
pub async fn place(tx: &Transaction, id: &str, position: i32) -> Result<(), DbErr> {
    let placed = Entity::update_many().col_expr(Column::Position, Expr::value(position));
    placed.filter(Column::Id.eq(id)).exec(tx).await?;
    Ok(())
}

/// Deletes one.
pub async fn delete(tx: &Transaction, id: &str) -> Result<(), DbErr> {
    Entity::delete_by_id(id).exec(tx).await?;
    Ok(())
}
