//! Things in databases, as their facts describe them.

use std::collections::BTreeSet;

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, QueryResult,
    sea_query::{ColumnDef, Expr, InsertStatement, Query, Table},
};
use stile::authorization::{Fact, Governed, Key, Kind, Value};

use crate::servers;

/// Where a thing stands among all of them: not each has a number.
const PLACE: &str = "place";

/// An SQLite and a PostgreSQL that hold the same things.
pub struct Databases([DatabaseConnection; 2]);

impl Databases {
    /// Databases that hold these things.
    pub async fn of<T: Governed>(things: &[T]) -> Self {
        let databases = [connect("sqlite::memory:").await, connect(servers::postgres()).await];
        // A connection's own table: PostgreSQL drops it with the connection.
        let mut table = Table::create();
        table.table(T::TABLE).temporary();
        table.col(ColumnDef::new(PLACE).integer().primary_key());
        for fact in T::FACTS {
            table.col(column(fact));
        }
        for database in &databases {
            database.execute(&table).await.unwrap();
            database.execute(&insert(things)).await.unwrap();
        }
        Self(databases)
    }

    /// Where the things stand for which the condition holds, by either database.
    pub async fn find<T: Governed>(&self, condition: sea_orm::Condition) -> [BTreeSet<usize>; 2] {
        let mut query = Query::select();
        query.column(PLACE).from(T::TABLE).cond_where(condition);
        let place =
            |row: &QueryResult| usize::try_from(row.try_get::<i32>("", PLACE).unwrap()).unwrap();
        let mut found = [BTreeSet::new(), BTreeSet::new()];
        for (database, found) in self.0.iter().zip(&mut found) {
            *found = database.query_all(&query).await.unwrap().iter().map(place).collect();
        }
        found
    }
}

async fn connect(address: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(address);
    options.max_connections(1);
    Database::connect(options).await.unwrap()
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

fn insert<T: Governed>(things: &[T]) -> InsertStatement {
    let mut insert = Query::insert();
    insert.into_table(T::TABLE);
    insert.columns([PLACE].into_iter().chain(T::FACTS.iter().map(|fact| fact.column)));
    for (place, thing) in (0_i32..).zip(things) {
        let facts = T::FACTS.iter().map(|fact| value(fact.kind, (fact.read)(thing)));
        insert.values_panic([Expr::from(place)].into_iter().chain(facts));
    }
    insert
}

fn value(kind: Kind, value: Option<Value>) -> Expr {
    let id = |id: &str| id.parse::<i64>().unwrap();
    match (kind, value) {
        (Kind::Entity(_, Key::Integer), Some(Value::Text(text))) => id(&text).into(),
        (_, Some(Value::Text(text))) => text.into(),
        (_, Some(Value::Long(number))) => number.into(),
        (_, Some(Value::Bool(yes))) => yes.into(),
        (Kind::Bool, None) => None::<bool>.into(),
        (Kind::Long | Kind::Entity(_, Key::Integer), None) => None::<i64>.into(),
        (Kind::Text | Kind::Entity(_, Key::Text), None) => None::<String>.into(),
    }
}
