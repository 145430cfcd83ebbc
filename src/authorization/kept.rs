//! Things as the database keeps them, as far as policies ask: for questions that name a thing by its id.

use std::collections::BTreeMap;

use sea_orm::{
    ConnectionTrait, DbErr, QueryResult,
    sea_query::{Expr, ExprTrait, Query},
};

use super::facts::{Fact, Governed, Key, Kind, Subject, Value};

/// The thing of that id; `None` if there is none.
///
/// # Errors
///
/// The database's own.
pub async fn find<T: Governed>(
    db: &impl ConnectionTrait,
    id: &str,
) -> Result<Option<Subject>, DbErr> {
    let is_it = match T::KEY {
        Key::Text => Expr::col(ID).eq(id),
        Key::Integer => match id.parse::<i64>() {
            Ok(number) if number.to_string() == id => Expr::col(ID).eq(number),
            _ => return Ok(None),
        },
    };
    let mut query = Query::select();
    query.columns(T::FACTS.iter().map(|fact| fact.column)).from(T::TABLE).and_where(is_it);
    let row = db.query_one(&query).await?;
    row.map(|row| subject::<T>(id, &row)).transpose()
}

/// The column of the id, in every table.
const ID: &str = "id";

fn subject<T: Governed>(id: &str, row: &QueryResult) -> Result<Subject, DbErr> {
    let mut facts = BTreeMap::new();
    for fact in T::FACTS {
        if let Some(value) = value(fact, row)? {
            facts.insert(fact.field.to_owned(), value);
        }
    }
    Ok(Subject { kind: T::TYPE.to_owned(), id: id.to_owned(), facts })
}

fn value<T>(fact: &Fact<T>, row: &QueryResult) -> Result<Option<Value>, DbErr> {
    let column = fact.column;
    Ok(match fact.kind {
        Kind::Bool => row.try_get::<Option<bool>>("", column)?.map(Value::Bool),
        Kind::Long => row.try_get::<Option<i64>>("", column)?.map(Value::Long),
        Kind::Entity(_, Key::Integer) => {
            let number = row.try_get::<Option<i64>>("", column)?;
            number.map(|number| Value::Text(number.to_string()))
        }
        Kind::Text | Kind::Entity(_, Key::Text) => {
            row.try_get::<Option<String>>("", column)?.map(Value::Text)
        }
    })
}
