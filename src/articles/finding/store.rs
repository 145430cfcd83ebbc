//! How articles are looked up: by words in FTS5 or in a `tsvector`, and by their days; with the caller's
//! condition in the same query.

use sea_orm::{
    Condition, ConnectionTrait, DbBackend, DbErr, FromQueryResult, Order, StatementBuilder,
    sea_query::{Asterisk, Expr, ExprTrait, Query, SelectStatement},
};

use super::words::{Words, narrowed};
use crate::articles::scope::Scope;

/// An article that was found, with what decides about its place.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Candidate {
    pub id: i64,
    pub title: String,
    pub standfirst: String,
}

const ARTICLES: &str = "articles";
const ID: Place = (ARTICLES, "id");
const ROWID: Place = ("article_words", "rowid");
const PUBLISHED_AT: Place = (ARTICLES, "published_at");

/// A column of a table.
type Place = (&'static str, &'static str);

/// The newest articles that have these words, if there are any, and for which the condition holds.
///
/// The newest: both databases keep words in the order of articles, so that a common word costs no more
/// than a rare one.
pub async fn newest(
    db: &impl ConnectionTrait,
    words: &Words,
    scope: &Scope,
    condition: Condition,
    limit: u64,
) -> Result<Vec<Candidate>, DbErr> {
    let (mut query, order) = having(db, words, scope);
    query.columns([ID, (ARTICLES, "title"), (ARTICLES, "standfirst")]);
    query.cond_where(condition).limit(limit);
    for place in order {
        query.order_by(*place, Order::Desc);
    }
    let statement = StatementBuilder::build(&query, &db.get_database_backend());
    Candidate::find_by_statement(statement).all(db).await
}

/// How many articles have these words, of those for which the condition holds.
pub async fn count(
    db: &impl ConnectionTrait,
    words: &Words,
    scope: &Scope,
    condition: Condition,
) -> Result<u64, DbErr> {
    let (mut query, _) = having(db, words, scope);
    query.expr(Expr::col(Asterisk).count()).cond_where(condition);
    let statement = StatementBuilder::build(&query, &db.get_database_backend());
    let counted = db.query_one_raw(statement).await?;
    let count: i64 = counted.map_or(Ok(0), |row| row.try_get_by_index(0))?;
    Ok(u64::try_from(count).unwrap_or_default())
}

/// What has the words, and the columns by which it is in order.
fn having(
    db: &impl ConnectionTrait,
    words: &Words,
    scope: &Scope,
) -> (SelectStatement, &'static [Place]) {
    if words.is_empty() {
        let mut query = Query::select();
        query.from(ARTICLES);
        return (query, &[PUBLISHED_AT, ID]);
    }
    match db.get_database_backend() {
        // What is looked for in a time is read from the index of times.
        DbBackend::Postgres if scope.published.is_some() => {
            (in_postgres(words, scope), &[PUBLISHED_AT, ID])
        }
        DbBackend::Postgres => (in_postgres(words, scope), &[ID]),
        _ => (in_sqlite(words, scope), &[ROWID]),
    }
}

fn in_sqlite(words: &Words, scope: &Scope) -> SelectStatement {
    let mut query = Query::select();
    query
        .from("article_words")
        .cross_join(ARTICLES)
        .and_where(Expr::col(ID).eq(Expr::col(ROWID)))
        .and_where(Expr::cust_with_values("article_words MATCH ?", [words.fts5(scope)]));
    query
}

fn in_postgres(words: &Words, scope: &Scope) -> SelectStatement {
    let has = "\"articles\".\"words_found\" @@ ";
    let words = words.tsquery();
    let has = match narrowed(scope) {
        None => Expr::cust_with_values(format!("{has}to_tsquery('simple', $1)"), [words]),
        Some(facts) => Expr::cust_with_values(
            format!("{has}(to_tsquery('simple', $1) && CAST($2 AS tsquery))"),
            [words, facts],
        ),
    };
    let mut query = Query::select();
    query.from(ARTICLES).and_where(has);
    query
}
