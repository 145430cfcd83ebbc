//! A grant as an SQL condition, so that the database returns only what may be seen.

use std::collections::BTreeSet;

use sea_orm::sea_query::{Expr, ExprTrait};

use super::{
    condition::{Condition, Operator, Test},
    facts::{Fact, Governed, Key, Kind, Value},
    grant::Grant,
};

/// Which rows of a table may be seen.
#[derive(Clone, Debug)]
pub struct Filter {
    /// Holds for every row that is permitted; what is added to it must hold too. Columns carry their
    /// table; values are parameters.
    pub condition: sea_orm::Condition,
    /// Whether it holds for no other row; if not, decide about each row too.
    pub exact: bool,
    /// Whether it holds for no row, whatever is in it.
    pub is_nothing: bool,
}

impl Filter {
    /// No row at all.
    #[must_use]
    pub fn nothing() -> Self {
        let condition = sea_orm::Condition::all().add(constant(false));
        Self { condition, exact: true, is_nothing: true }
    }

    /// The rows that this grant permits.
    pub(super) fn of<T: Governed>(grant: Grant) -> Self {
        let grant = grant.sayable(&|test| fact::<T>(&test.attribute).is_some());
        let what = grant.condition();
        Self {
            exact: grant.is_exact(),
            is_nothing: what == Condition::Constant(false),
            // Whatever is added to it narrows it, never widens it.
            condition: sea_orm::Condition::all().add(condition::<T>(&what)),
        }
    }
}

fn condition<T: Governed>(condition: &Condition) -> sea_orm::Condition {
    match condition {
        Condition::Constant(holds) => constant(*holds),
        Condition::Test(test) => comparison::<T>(test).map_or_else(|| constant(true), Into::into),
        Condition::All(parts) => parts
            .iter()
            .fold(sea_orm::Condition::all(), |all, part| all.add(self::condition::<T>(part))),
        Condition::Any(parts) => {
            // A database stops at the first that holds: half a million rows are skipped in half the time.
            let mut parts: Vec<&Condition> = parts.iter().collect();
            parts.sort_by_key(|part| effort(part));
            parts
                .into_iter()
                .fold(sea_orm::Condition::any(), |any, part| any.add(self::condition::<T>(part)))
        }
        // Rounded up, as everything unknown.
        Condition::Unknown => constant(true),
    }
}

/// How much there is to look at until it is known whether it holds.
fn effort(condition: &Condition) -> usize {
    match condition {
        Condition::Constant(_) | Condition::Unknown => 0,
        Condition::Test(Test { operator: Operator::Present | Operator::Absent, .. }) => 1,
        Condition::Test(_) => 2,
        Condition::All(parts) | Condition::Any(parts) => parts.iter().map(effort).sum(),
    }
}

fn comparison<T: Governed>(test: &Test) -> Option<Expr> {
    let fact = fact::<T>(&test.attribute)?;
    let column = Expr::col((T::TABLE, fact.column));
    Some(match &test.operator {
        Operator::In(values) => column.is_in(parameters(fact, values)),
        Operator::NotIn(values) => column.is_not_in(parameters(fact, values)),
        Operator::AtLeast(number) => column.gte(*number),
        Operator::AtMost(number) => column.lte(*number),
        Operator::Present => column.is_not_null(),
        Operator::Absent => column.is_null(),
    })
}

/// The values that the column can hold: a key that is no number is no key of a numbered table.
fn parameters<T>(fact: &Fact<T>, values: &BTreeSet<Value>) -> Vec<sea_orm::Value> {
    values.iter().filter_map(|value| parameter(fact.kind, value)).collect()
}

fn parameter(kind: Kind, value: &Value) -> Option<sea_orm::Value> {
    Some(match (kind, value) {
        (Kind::Entity(_, Key::Integer), Value::Text(id)) => {
            let number: i64 = id.parse().ok()?;
            (number.to_string() == *id).then_some(number)?.into()
        }
        (_, Value::Bool(yes)) => (*yes).into(),
        (_, Value::Long(number)) => (*number).into(),
        (_, Value::Text(text)) => text.as_str().into(),
    })
}

fn fact<T: Governed>(attribute: &str) -> Option<&'static Fact<T>> {
    T::FACTS.iter().find(|fact| fact.attribute == attribute)
}

/// Without parts, all of them hold and none of them does.
fn constant(holds: bool) -> sea_orm::Condition {
    if holds { sea_orm::Condition::all() } else { sea_orm::Condition::any() }
}

#[cfg(test)]
mod tests {
    use sea_orm::sea_query::{PostgresQueryBuilder, Query, SqliteQueryBuilder};

    use super::*;
    use crate::authorization::grant::Entry;

    struct Article;

    impl Governed for Article {
        const TYPE: &'static str = "Article";
        const TABLE: &'static str = "articles";
        const FACTS: &'static [Fact<Self>] = &[
            Fact {
                attribute: "author",
                field: "authorId",
                column: "author_id",
                kind: Kind::Entity("User", Key::Integer),
                read: |_| None,
            },
            Fact {
                attribute: "stage",
                field: "stage",
                column: "stage",
                kind: Kind::Text,
                read: |_| None,
            },
        ];

        fn id(&self) -> String {
            String::new()
        }
    }

    fn is(attribute: &str, text: &str) -> Condition {
        Condition::test(attribute, Operator::In([Value::Text(text.into())].into()))
    }

    fn permit(condition: Condition) -> Grant {
        let entry = Entry { sentence: String::new(), challenge: None, condition };
        Grant { permits: vec![entry], ..Grant::default() }
    }

    fn sql(grant: Grant) -> String {
        let filter = Filter::of::<Article>(grant);
        let mut query = Query::select();
        query.expr(Expr::cust("1")).from("articles").cond_where(filter.condition);
        let sql = query.to_string(SqliteQueryBuilder);
        assert_eq!(sql, query.to_string(PostgresQueryBuilder));
        let tail = sql.strip_prefix(r#"SELECT 1 FROM "articles""#).map(str::trim);
        tail.unwrap_or_default().to_owned()
    }

    #[test]
    fn columns_carry_their_table_and_keys_are_numbers() {
        let own_drafts = Condition::all([is("author", "7"), is("stage", "draft")]);

        assert_eq!(
            sql(permit(own_drafts)),
            r#"WHERE "articles"."author_id" IN (7) AND "articles"."stage" IN ('draft')"#
        );
    }

    #[test]
    fn a_key_that_is_no_number_is_never_found_and_never_excludes() {
        for id in ["x", "07", "9223372036854775808", ""] {
            assert_eq!(sql(permit(is("author", id))), "WHERE 1 = 2");
            assert_eq!(sql(permit(is("author", id).not())), "WHERE 1 = 1");
        }
    }

    #[test]
    fn no_permit_is_no_row_and_a_permit_without_condition_every_row() {
        assert_eq!(sql(Grant::default()), "WHERE FALSE");
        assert_eq!(sql(permit(Condition::Constant(true))), "WHERE TRUE");
    }

    #[test]
    fn an_attribute_that_is_no_fact_makes_the_filter_wider_and_inexact() {
        let vague = Condition::all([is("stage", "draft"), is("mood", "good")]);

        let filter = Filter::of::<Article>(permit(vague.clone()));

        assert!(!filter.exact);
        assert_eq!(sql(permit(vague)), r#"WHERE "articles"."stage" IN ('draft')"#);
    }

    #[test]
    fn what_is_added_to_a_filter_narrows_it() {
        let own_or_published = Condition::any([is("author", "7"), is("stage", "published")]);
        let condition = Filter::of::<Article>(permit(own_or_published)).condition;
        let narrowed = condition.add(Expr::col("id").eq(1));

        let mut query = Query::select();
        query.expr(Expr::cust("1")).from("articles").cond_where(narrowed);

        assert_eq!(
            query.to_string(SqliteQueryBuilder),
            r#"SELECT 1 FROM "articles" WHERE ("articles"."author_id" IN (7) OR "articles"."stage" IN ('published')) AND "id" = 1"#
        );
    }

    #[test]
    fn values_are_parameters() {
        let filter = Filter::of::<Article>(permit(is("stage", "'; drop table articles --")));
        let mut query = Query::select();
        query.expr(Expr::cust("1")).from("articles").cond_where(filter.condition);

        let (sql, values) = query.build(PostgresQueryBuilder);

        assert_eq!(sql, r#"SELECT 1 FROM "articles" WHERE "articles"."stage" IN ($1)"#);
        assert_eq!(values.0.len(), 1);
    }
}
