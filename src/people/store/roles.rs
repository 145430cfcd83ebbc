//! The roles that people hold.

use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, DbErr, QueryOrder, QuerySelect, SqlErr,
    entity::prelude::*,
    sea_query::Query,
};

use super::{Column, Entity};
use crate::{
    people::assignment::Assignment,
    server::database::Transaction,
    sessions::{Role, UserId},
};

/// The table `roles`.
pub mod rows {
    use sea_orm::entity::prelude::*;

    use crate::people::store as people;

    /// A role that somebody holds.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "roles")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub user_id: i64,
        pub role: String,
        pub department_id: Option<String>,
    }

    /// Rows of other tables are other features' business.
    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        /// Who holds it.
        #[sea_orm(
            belongs_to = "people::Entity",
            from = "Column::UserId",
            to = "people::Column::Id"
        )]
        Holder,
    }

    impl Related<people::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Holder.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The view `assignments`.
mod held {
    use sea_orm::entity::prelude::*;

    /// A role that somebody holds, with how many others hold it too.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "assignments")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub user_id: i64,
        pub role: String,
        pub department_id: Option<String>,
        pub others: i64,
    }

    /// Rows of other tables are other features' business.
    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

impl From<rows::Model> for Role {
    fn from(row: rows::Model) -> Self {
        Self { name: row.role, department: row.department_id }
    }
}

/// The roles that these people hold.
pub async fn of(db: &impl ConnectionTrait, ids: Vec<i64>) -> Result<Vec<(UserId, Role)>, DbErr> {
    let rows = rows::Entity::find()
        .filter(rows::Column::UserId.is_in(ids))
        .order_by_asc(rows::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (UserId::new(row.user_id), row.into())).collect())
}

/// The roles that somebody holds, sorted.
pub async fn list(db: &impl ConnectionTrait, id: UserId) -> Result<Vec<Role>, DbErr> {
    let rows = rows::Entity::find()
        .filter(rows::Column::UserId.eq(id.get()))
        .order_by_asc(rows::Column::Role)
        .order_by_asc(rows::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Role::from).collect())
}

/// The roles that somebody holds, each with how many others hold it and are not suspended.
pub async fn assignments(db: &impl ConnectionTrait, id: UserId) -> Result<Vec<Assignment>, DbErr> {
    let rows = held::Entity::find()
        .filter(held::Column::UserId.eq(id.get()))
        .order_by_asc(held::Column::Id)
        .all(db)
        .await?;
    let assignment = |row: held::Model| Assignment {
        id: row.id,
        holder: UserId::new(row.user_id),
        role: Role { name: row.role, department: row.department_id },
        others: row.others,
    };
    Ok(rows.into_iter().map(assignment).collect())
}

/// That role of somebody, if they hold it.
pub async fn held(
    db: &impl ConnectionTrait,
    id: UserId,
    role: &Role,
) -> Result<Option<Assignment>, DbErr> {
    Ok(assignments(db, id).await?.into_iter().find(|held| held.role == *role))
}

/// How many others than this person hold the role anywhere, and are not suspended.
pub async fn others(db: &impl ConnectionTrait, id: UserId, role: &str) -> Result<i64, DbErr> {
    let mut holders = Query::select();
    holders.column(rows::Column::UserId).from(rows::Entity);
    holders.and_where(rows::Column::Role.eq(role));
    let others = Entity::find()
        .filter(Column::Id.ne(id.get()))
        .filter(Column::SuspendedAt.is_null())
        .filter(Column::Id.in_subquery(holders))
        .count(db)
        .await?;
    Ok(i64::try_from(others).unwrap_or(i64::MAX))
}

/// Keeps everybody else from changing who holds this role, until the transaction ends.
///
/// SQLite has one writer, who has been alone since the transaction began.
pub async fn lock(tx: &Transaction, role: &str) -> Result<(), DbErr> {
    rows::Entity::find()
        .filter(rows::Column::Role.eq(role))
        .order_by_asc(rows::Column::Id)
        .lock_exclusive()
        .all(tx)
        .await?;
    Ok(())
}

/// Keeps a role of somebody. Whether they did not hold it already.
pub async fn give(tx: &Transaction, id: UserId, role: &Role) -> Result<bool, DbErr> {
    let row = rows::ActiveModel {
        id: NotSet,
        user_id: Set(id.get()),
        role: Set(role.name.clone()),
        department_id: Set(role.department.clone()),
    };
    match row.insert(tx).await {
        Ok(_) => Ok(true),
        Err(error) => match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Ok(false),
            _ => Err(error),
        },
    }
}

/// Deletes a role that somebody holds, by its number.
pub async fn take(tx: &Transaction, number: i64) -> Result<(), DbErr> {
    rows::Entity::delete_by_id(number).exec(tx).await?;
    Ok(())
}

/// Deletes every role that somebody holds.
pub async fn take_all(tx: &Transaction, id: UserId) -> Result<(), DbErr> {
    rows::Entity::delete_many().filter(rows::Column::UserId.eq(id.get())).exec(tx).await?;
    Ok(())
}

/// Who holds a role in the department, and is not suspended; the role that was given first comes first.
pub async fn holders(
    tx: &Transaction,
    department: &str,
) -> Result<Vec<(UserId, String, Role)>, DbErr> {
    let held = rows::Entity::find()
        .filter(rows::Column::DepartmentId.eq(department))
        .order_by_asc(rows::Column::Id)
        .find_also_related(Entity)
        .all(tx)
        .await?;
    let holder = |(role, person): (rows::Model, Option<super::Model>)| {
        let person = person.filter(|person| person.suspended_at.is_none())?;
        Some((UserId::new(person.id), person.name, Role::from(role)))
    };
    Ok(held.into_iter().filter_map(holder).collect())
}
