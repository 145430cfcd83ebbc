//! The database, on real files.

use sea_orm::ConnectionTrait;
use tempfile::TempDir;

use super::*;

async fn open(dir: &TempDir) -> Database {
    let url = format!("sqlite://{}/a/b/stile.db?mode=rwc", dir.path().display());
    connect(&url).await.unwrap()
}

#[tokio::test]
async fn every_migration_is_pending_until_it_is_applied() {
    let dir = tempfile::tempdir().unwrap();
    let db = open(&dir).await;

    let before = pending(&db).await.unwrap();
    migrate(&db).await.unwrap();

    assert_eq!(before, 19);
    assert_eq!(pending(&db).await.unwrap(), 0);
}

#[tokio::test]
async fn migrating_twice_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let db = open(&dir).await;

    migrate(&db).await.unwrap();

    migrate(&db).await.unwrap();
}

#[tokio::test]
async fn sqlite_keeps_foreign_keys_and_writes_ahead() {
    let dir = tempfile::tempdir().unwrap();
    let db = open(&dir).await;

    let orphan = "insert into sessions (key, data) values ('a', x'')";
    migrate(&db).await.unwrap();

    assert!(db.execute_unprepared(orphan).await.is_err());
    let orphan = "insert into roles (user_id, role) values (7, 'editor')";
    assert!(db.execute_unprepared(orphan).await.is_err());
    assert!(dir.path().join("a/b/stile.db-wal").exists());
}

#[tokio::test]
async fn two_transactions_that_read_and_then_write_follow_each_other() {
    let dir = tempfile::tempdir().unwrap();
    let db = open(&dir).await;
    db.execute_unprepared("create table counters (n integer)").await.unwrap();
    db.execute_unprepared("insert into counters values (0)").await.unwrap();

    let (one, other) = tokio::join!(count_up(&db), count_up(&db));

    one.unwrap();
    other.unwrap();
    let at_two = "update counters set n = 0 where n = 2";
    assert_eq!(db.execute_unprepared(at_two).await.unwrap().rows_affected(), 1);
}

async fn count_up(db: &Database) -> Result<(), DbErr> {
    let tx = begin(db).await?;
    tx.execute_unprepared("select n from counters").await?;
    tokio::task::yield_now().await;
    tx.execute_unprepared("update counters set n = n + 1").await?;
    tx.commit().await
}

#[tokio::test]
async fn a_url_of_another_kind_is_refused_with_the_remedy() {
    let error = connect("mysql://localhost/stile").await.unwrap_err();

    assert_eq!(error.to_string(), "the database's URL begins with sqlite: or postgres:");
}
