//! How words are looked up: in FTS5 or in a `tsvector`, with the caller's condition in the same query.

use sea_orm::{
    Condition, ConnectionTrait, DbBackend, DbErr, FromQueryResult, Order, StatementBuilder,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};

use super::words::{Words, narrowed};
use crate::articles::scope::Scope;

/// An article that has the words, with what decides about its place.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Candidate {
    pub id: i64,
    pub title: String,
    pub standfirst: String,
}

const ARTICLES: &str = "articles";
const ID: (&str, &str) = (ARTICLES, "id");

/// The newest articles that have these words and for which the condition holds.
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
    let backend = db.get_database_backend();
    let mut query = match backend {
        DbBackend::Postgres => in_postgres(words, scope),
        _ => in_sqlite(words, scope),
    };
    query.columns([ID, (ARTICLES, "title"), (ARTICLES, "standfirst")]);
    query.cond_where(condition).limit(limit);
    Candidate::find_by_statement(StatementBuilder::build(&query, &backend)).all(db).await
}

fn in_sqlite(words: &Words, scope: &Scope) -> SelectStatement {
    let rowid = ("article_words", "rowid");
    let mut query = Query::select();
    query
        .from("article_words")
        .cross_join(ARTICLES)
        .and_where(Expr::col(ID).eq(Expr::col(rowid)))
        .and_where(Expr::cust_with_values("article_words MATCH ?", [words.fts5(scope)]))
        .order_by(rowid, Order::Desc);
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
    query.from(ARTICLES).and_where(has).order_by(ID, Order::Desc);
    query
}
