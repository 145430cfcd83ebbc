//! How many articles there are of each kind that policies tell apart: counted before anybody asks.

use sea_orm::{
    Condition, ConnectionTrait, DbErr, QuerySelect, entity::prelude::*, sea_query::Func,
};

use crate::authorization::{Fact, Governed, Key, Kind};

/// Articles of which policies say the same: a row of `article_tallies`, which the database keeps.
///
/// Its facts are those of an article, so that the filter of a list counts what the list shows.
#[derive(Clone, Copy, Debug)]
pub struct Tally;

impl Governed for Tally {
    const TYPE: &'static str = "Article";
    const TABLE: &'static str = "article_tallies";
    const FACTS: &'static [Fact<Self>] = &[
        fact("author", "author_id", Kind::Entity("User", Key::Integer)),
        fact("department", "department_id", Kind::Entity("Department", Key::Text)),
        fact("stage", "stage", Kind::Text),
        fact("embargo", "embargo", Kind::Long),
        fact("held", "held", Kind::Bool),
    ];

    fn id(&self) -> String {
        String::new()
    }
}

/// A fact that only databases are asked for.
const fn fact(attribute: &'static str, column: &'static str, kind: Kind) -> Fact<Tally> {
    Fact { attribute, field: attribute, column, kind, read: |_| None }
}

/// A row of the table `article_tallies`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "article_tallies")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub stage: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub department_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub author_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub held: bool,
    pub embargo: Option<i64>,
    pub articles: i64,
}

/// Rows of other tables are other features' business.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// How many articles of each stage fit the condition.
pub async fn by_stage(
    db: &impl ConnectionTrait,
    condition: Condition,
) -> Result<Vec<(String, i64)>, DbErr> {
    let sum = Func::cast_as(Column::Articles.sum(), "bigint");
    Entity::find()
        .select_only()
        .column(Column::Stage)
        .expr_as(sum, "sum")
        .filter(condition)
        .group_by(Column::Stage)
        .into_tuple()
        .all(db)
        .await
}

/// How many articles fit the condition.
pub async fn count(db: &impl ConnectionTrait, condition: Condition) -> Result<u64, DbErr> {
    let counts = by_stage(db, condition).await?;
    Ok(counts.into_iter().map(|(_, count)| u64::try_from(count).unwrap_or_default()).sum())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::articles::model::Article;

    #[test]
    fn a_tally_knows_every_fact_of_an_article() {
        fn facts<T: Governed>() -> Vec<(&'static str, &'static str, Kind)> {
            T::FACTS.iter().map(|fact| (fact.attribute, fact.column, fact.kind)).collect()
        }

        assert_eq!(facts::<Tally>(), facts::<Article>());
    }
}
