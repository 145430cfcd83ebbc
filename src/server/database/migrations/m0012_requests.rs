//! The key with which the server signs what browsers bring back, and what it has noticed.

use rand::{TryRngCore, rngs::OsRng};
use sea_orm_migration::{prelude::*, schema};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[derive(DeriveIden)]
enum Keys {
    Table,
    Bits,
}

#[derive(DeriveIden)]
enum Alerts {
    Table,
    Id,
    Kind,
    What,
    Detail,
    FirstAt,
    LastAt,
    Times,
    Until,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let keys = Table::create().table(Keys::Table).col(schema::text(Keys::Bits)).take();
        manager.create_table(keys).await?;
        let key = Query::insert()
            .into_table(Keys::Table)
            .columns([Keys::Bits])
            .values([fresh_key()?.into()])
            .map_err(|cause| DbErr::Custom(cause.to_string()))?
            .take();
        manager.get_connection().execute(&key).await?;

        // One row for all that is alike: how often, when first and when last.
        let alerts = Table::create()
            .table(Alerts::Table)
            .col(schema::big_pk_auto(Alerts::Id))
            .col(schema::text(Alerts::Kind))
            .col(schema::text(Alerts::What))
            .col(schema::text(Alerts::Detail))
            .col(schema::big_integer(Alerts::FirstAt))
            .col(schema::big_integer(Alerts::LastAt))
            .col(schema::big_integer(Alerts::Times))
            .col(schema::big_integer_null(Alerts::Until))
            .take();
        manager.create_table(alerts).await?;
        let alike = Index::create()
            .name("alerts_alike")
            .table(Alerts::Table)
            .col(Alerts::Kind)
            .col(Alerts::What)
            .unique()
            .take();
        manager.create_index(alike).await?;
        let newest = Index::create()
            .name("alerts_newest")
            .table(Alerts::Table)
            .col(Alerts::LastAt)
            .col(Alerts::Id)
            .take();
        manager.create_index(newest).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// 256 random bits, in hexadecimal.
fn fresh_key() -> Result<String, DbErr> {
    let half = || {
        let mut bits = [0; 16];
        OsRng.try_fill_bytes(&mut bits).map_err(|cause| DbErr::Custom(cause.to_string()))?;
        Ok::<_, DbErr>(u128::from_be_bytes(bits))
    };
    Ok(format!("{:032x}{:032x}", half()?, half()?))
}
