//! The tables, in the order in which they came to be.
//!
//! Moments are milliseconds since 1970. A migration that has been released is never edited: a
//! change is a new file.

mod m0001_people;
mod m0002_articles;
mod m0003_audit;
mod m0004_sessions;
mod m0005_comments;
mod m0006_people_pages;
mod m0007_revisions;
mod m0008_finding;
mod m0009_sections;
mod m0010_terms;
mod m0011_audit_trail;
mod m0012_requests;
mod m0013_files;
mod m0014_letters;
mod m0015_account;
mod m0016_factors;
mod m0018_passkeys;
mod m0019_proof;
mod m0021_links;

use sea_orm::DbErr;
use sea_orm_migration::{MigrationTrait, MigratorTrait};

use super::Database;

struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_people::Migration),
            Box::new(m0002_articles::Migration),
            Box::new(m0003_audit::Migration),
            Box::new(m0004_sessions::Migration),
            Box::new(m0005_comments::Migration),
            Box::new(m0006_people_pages::Migration),
            Box::new(m0007_revisions::Migration),
            Box::new(m0008_finding::Migration),
            Box::new(m0009_sections::Migration),
            Box::new(m0010_terms::Migration),
            Box::new(m0011_audit_trail::Migration),
            Box::new(m0012_requests::Migration),
            Box::new(m0013_files::Migration),
            Box::new(m0014_letters::Migration),
            Box::new(m0015_account::Migration),
            Box::new(m0016_factors::Migration),
            Box::new(m0018_passkeys::Migration),
            Box::new(m0019_proof::Migration),
            Box::new(m0021_links::Migration),
        ]
    }
}

/// Applies every pending migration, each in a transaction of its own.
///
/// # Errors
///
/// If the database refuses one, or holds one that this program does not know.
pub async fn migrate(db: &Database) -> Result<(), DbErr> {
    Migrator::up(db, None).await
}

/// How many migrations [`migrate`] would apply; changes nothing.
///
/// # Errors
///
/// If the database cannot be read, or holds a migration that this program does not know.
pub async fn pending(db: &Database) -> Result<usize, DbErr> {
    let pending = Migrator::get_pending_migrations_read_only(db).await?;
    Ok(pending.len())
}
