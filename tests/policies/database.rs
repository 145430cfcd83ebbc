//! Things in a database, as their facts describe them.

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, Order,
    sea_query::{ColumnDef, Expr, Query, Table},
};
use stile::authorization::{Fact, Governed, Key, Kind, Value};

/// A database in memory that holds these things.
pub async fn of<T: Governed>(things: &[T]) -> DatabaseConnection {
    let mut options = ConnectOptions::new("sqlite::memory:");
    options.max_connections(1);
    let database = Database::connect(options).await.unwrap();
    let mut table = Table::create();
    table.table(T::TABLE).col(ColumnDef::new("id").big_integer().primary_key());
    for fact in T::FACTS {
        table.col(column(fact));
    }
    database.execute(&table).await.unwrap();
    for thing in things {
        database.execute(&insert(thing)).await.unwrap();
    }
    database
}

/// The ids of the things for which the condition holds, in order.
pub async fn find<T: Governed>(
    database: &DatabaseConnection,
    condition: sea_orm::Condition,
) -> Vec<i64> {
    let mut query = Query::select();
    query.column("id").from(T::TABLE).cond_where(condition);
    query.order_by("id", Order::Asc);
    let rows = database.query_all(&query).await.unwrap();
    rows.iter().map(|row| row.try_get("", "id").unwrap()).collect()
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

fn insert<T: Governed>(thing: &T) -> sea_orm::sea_query::InsertStatement {
    let mut columns = vec!["id"];
    let mut values: Vec<Expr> = vec![thing.id().parse::<i64>().unwrap().into()];
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
