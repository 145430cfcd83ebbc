//! Sessions in a table of the application's database.

use std::collections::HashMap;

use async_trait::async_trait;
use sea_orm::{
    ColumnTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, QueryTrait,
    TryInsertResult, sea_query::Expr,
};
use serde_json::Value;
use tower_sessions::{
    SessionStore,
    session::{Id, Record},
    session_store::{Error, Result},
};

use super::{ATTEMPTS, Backend, Key, no_free_id, row, to_date, to_timestamp};
use crate::{
    server::{clock::Clock, database::Database},
    sessions::{SessionRecord, UserId, record::user_of},
    timestamp::Timestamp,
};

/// A table of SQLite or PostgreSQL.
#[derive(Clone, Debug)]
pub struct EmbeddedStore {
    db: Database,
    clock: Clock,
}

impl EmbeddedStore {
    /// Keeps sessions in that database, and tells by that clock which are over.
    #[must_use]
    pub fn new(db: Database, clock: Clock) -> Self {
        Self { db, clock }
    }

    /// Deletes at most so many sessions that are over, and says how many it were.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn delete_expired(&self, at_most: u64) -> std::result::Result<u64, DbErr> {
        let expired = row::Entity::find()
            .select_only()
            .column(row::Column::Key)
            .filter(row::Column::ExpiresAt.lte(self.now()))
            .limit(at_most);
        let deleted = row::Entity::delete_many()
            .filter(row::Column::Key.in_subquery(expired.into_query()))
            .exec(&self.db)
            .await?;
        Ok(deleted.rows_affected)
    }

    fn now(&self) -> i64 {
        self.clock.now().millis()
    }

    /// Whether the key was still free.
    async fn insert(&self, row: row::Model) -> std::result::Result<bool, DbErr> {
        let inserted = row::Entity::insert(row.into_active_model())
            .on_conflict_do_nothing_on([row::Column::Key])
            .exec_without_returning(&self.db)
            .await?;
        Ok(matches!(inserted, TryInsertResult::Inserted(1..)))
    }
}

#[async_trait]
impl Backend for EmbeddedStore {
    async fn of_user(&self, user: UserId) -> Result<Vec<(Key, SessionRecord)>> {
        let rows = row::Entity::find()
            .filter(row::Column::UserId.eq(user.get()))
            .filter(row::Column::ExpiresAt.gt(self.now()))
            .all(&self.db)
            .await
            .map_err(unreachable)?;
        let listed = |row: &row::Model| {
            let record = SessionRecord::find(&content(row)?)?;
            Some((row.key.parse().ok()?, record))
        };
        Ok(rows.iter().filter_map(listed).collect())
    }

    async fn end(&self, user: UserId, sessions: Vec<Key>) -> Result<u64> {
        let deleted = row::Entity::delete_many()
            .filter(row::Column::UserId.eq(user.get()))
            .filter(row::Column::Key.is_in(sessions.iter().map(Key::to_string)))
            .exec(&self.db)
            .await
            .map_err(unreachable)?;
        Ok(deleted.rows_affected)
    }

    async fn end_all(&self, user: UserId) -> Result<u64> {
        let deleted = row::Entity::delete_many()
            .filter(row::Column::UserId.eq(user.get()))
            .exec(&self.db)
            .await
            .map_err(unreachable)?;
        Ok(deleted.rows_affected)
    }
}

#[async_trait]
impl SessionStore for EmbeddedStore {
    async fn create(&self, record: &mut Record) -> Result<()> {
        for _ in 0..ATTEMPTS {
            if self.insert(to_row(record)?).await.map_err(unreachable)? {
                return Ok(());
            }
            record.id = Id::default();
        }
        Err(no_free_id())
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let row = to_row(record)?;
        row::Entity::update_many()
            .col_expr(row::Column::UserId, Expr::value(row.user_id))
            .col_expr(row::Column::Data, Expr::value(row.data))
            .col_expr(row::Column::ExpiresAt, Expr::value(row.expires_at))
            .filter(row::Column::Key.eq(row.key))
            .filter(row::Column::ExpiresAt.gt(self.now()))
            .exec(&self.db)
            .await
            .map_err(unreachable)?;
        Ok(())
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let row = row::Entity::find_by_id(Key::of(id).to_string())
            .filter(row::Column::ExpiresAt.gt(self.now()))
            .one(&self.db)
            .await
            .map_err(unreachable)?;
        Ok(row.and_then(|row| to_record(*id, &row)))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        row::Entity::delete_by_id(Key::of(id).to_string())
            .exec(&self.db)
            .await
            .map_err(unreachable)?;
        Ok(())
    }
}

fn to_row(record: &Record) -> Result<row::Model> {
    Ok(row::Model {
        key: Key::of(&record.id).to_string(),
        user_id: user_of(&record.data).map(UserId::get),
        data: serde_json::to_vec(&record.data).map_err(|e| Error::Encode(e.to_string()))?,
        expires_at: to_timestamp(record.expiry_date).millis(),
    })
}

/// A session that cannot be read is none: it can only be begun again.
fn content(row: &row::Model) -> Option<HashMap<String, Value>> {
    serde_json::from_slice(&row.data)
        .inspect_err(|error| tracing::warn!(%error, "a stored session cannot be read"))
        .ok()
}

fn to_record(id: Id, row: &row::Model) -> Option<Record> {
    let data = content(row)?;
    let expiry_date = to_date(Timestamp::from_millis(row.expires_at));
    Some(Record { id, data, expiry_date })
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err wants")]
fn unreachable(error: DbErr) -> Error {
    Error::Backend(error.to_string())
}
