//! Things in a database, as their facts describe them.

use std::collections::BTreeSet;

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, QueryResult,
    sea_query::{ColumnDef, Expr, InsertStatement, Query, Table},
};
use stile::authorization::{Fact, Governed, Key, Kind, Value};

/// Where a thing stands among all of them: not each has a number.
const PLACE: &str = "place";

/// A database in memory that holds these things.
pub async fn of<T: Governed>(things: &[T]) -> DatabaseConnection {
    let mut options = ConnectOptions::new("sqlite::memory:");
    options.max_connections(1);
    let database = Database::connect(options).await.unwrap();
    let mut table = Table::create();
    table.table(T::TABLE).col(ColumnDef::new(PLACE).integer().primary_key());
    for fact in T::FACTS {
        table.col(column(fact));
    }
    database.execute(&table).await.unwrap();
    for (place, thing) in (0..).zip(things) {
        database.execute(&insert(place, thing)).await.unwrap();
    }
    database
}

/// Where the things stand for which the condition holds.
pub async fn find<T: Governed>(
    database: &DatabaseConnection,
    condition: sea_orm::Condition,
) -> BTreeSet<usize> {
    let mut query = Query::select();
    query.column(PLACE).from(T::TABLE).cond_where(condition);
    let rows = database.query_all(&query).await.unwrap();
    let place =
        |row: &QueryResult| usize::try_from(row.try_get::<i32>("", PLACE).unwrap()).unwrap();
    rows.iter().map(place).collect()
}

fn column<T>(fact: &Fact<T>) -> ColumnDef {
    let mut column = ColumnDef::new(fact.column);
    match fact.kind {
        Kind::Bool => column.boolean(),
        Kind::Long | Kind::Entity(_, Key::Integer) => column.big_integer(),
        Kind::Text | Kind::Entity(_, Key::Text) => column.text(),
    };
    column
}

fn insert<T: Governed>(place: i32, thing: &T) -> InsertStatement {
    let mut columns = vec![PLACE];
    let mut values: Vec<Expr> = vec![place.into()];
    for fact in T::FACTS {
        if let Some(value) = (fact.read)(thing) {
            columns.push(fact.column);
            values.push(match (fact.kind, value) {
                (Kind::Entity(_, Key::Integer), Value::Text(id)) => {
                    id.parse::<i64>().unwrap().into()
                }
                (_, Value::Text(text)) => text.into(),
                (_, Value::Long(number)) => number.into(),
                (_, Value::Bool(yes)) => yes.into(),
            });
        }
    }
    let mut insert = Query::insert();
    insert.into_table(T::TABLE).columns(columns).values_panic(values);
    insert
}
