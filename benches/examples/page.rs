//! Asks for a page of 20 articles as lists do, and by the same query as somebody would write it by hand,
//! in turns; prints the medians in microseconds and their ratio.
//!
//! `bench/volume` plants a million articles and runs it; its argument is the URL of the database.

use std::{env, error::Error, time::Instant};

use sea_orm::{
    ConnectionTrait, Statement,
    sea_query::{Expr, ExprTrait, Order, Query, SelectStatement},
};
use stile::{
    articles::model::Article,
    authorization::{Authorizer, Permission, Value},
    server::database::{Database, connect},
    sessions::Principal,
};
use stile_benches::{CALL, editor};

const ROUNDS: usize = 301;

/// A list, and how one writes it by hand, with its parameters.
struct List {
    name: &'static str,
    who: Principal,
    stage: Option<&'static str>,
    newest: &'static str,
    by_hand: (&'static str, Vec<sea_orm::Value>),
}

fn lists() -> [List; 4] {
    let now = CALL.now.millis();
    [
        List {
            name: "front page, visitor",
            who: Principal::Visitor,
            stage: Some("published"),
            newest: "published_at",
            by_hand: (
                "stage = 'published' and (embargo is null or embargo <= $1)",
                vec![now.into()],
            ),
        },
        List {
            name: "front page, editor",
            who: editor(1),
            stage: Some("published"),
            newest: "published_at",
            by_hand: (
                "stage = 'published' and (embargo is null or embargo <= $1 \
                    or author_id = $2 or department_id in ($3, $4))",
                vec![now.into(), 1_i64.into(), "culture".into(), "science".into()],
            ),
        },
        List {
            name: "desk, editor",
            who: editor(1),
            stage: None,
            newest: "changed_at",
            by_hand: (
                "author_id = $2 or department_id in ($3, $4) \
                    or (stage = 'published' and (embargo is null or embargo <= $1))",
                vec![now.into(), 1_i64.into(), "culture".into(), "science".into()],
            ),
        },
        List {
            name: "drafts, editor",
            who: editor(1),
            stage: Some("draft"),
            newest: "changed_at",
            by_hand: (
                "stage = 'draft' and (author_id = $1 or department_id in ($2, $3))",
                vec![1_i64.into(), "culture".into(), "science".into()],
            ),
        },
    ]
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let url = env::args().nth(1).ok_or("the argument is the URL of a database")?;
    let db = connect(&url).await?;
    let authorizer = Authorizer::load()?;

    println!("{:<24} {:>12} {:>12} {:>8}", "", "by policies", "by hand", "ratio");
    for list in lists() {
        let by_hand = by_hand(&db, &list);
        let [policies, hand] =
            medians(&db, &by_policies(&db, &authorizer, &list), &by_hand).await?;
        println!("{:<24} {policies:>12.0} {hand:>12.0} {:>8.2}", list.name, policies / hand);
    }
    Ok(())
}

/// As `articles::lists` asks.
fn by_policies(db: &Database, authorizer: &Authorizer, list: &List) -> Statement {
    let stage = list.stage.map(|stage| ("stage", Value::Text(stage.to_owned())));
    let known: Vec<_> = stage.into_iter().collect();
    let filter =
        authorizer.filter_among::<Article>(&list.who, Permission::ReadArticle, CALL, &known);
    let checked = Expr::from(filter.condition).is(Expr::custom_keyword("TRUE"));
    let mut query = page();
    query
        .and_where_option(list.stage.map(|stage| Expr::col(("articles", "stage")).eq(stage)))
        .and_where(checked)
        .order_by(list.newest, Order::Desc)
        .order_by("id", Order::Desc);
    db.get_database_backend().build(&query)
}

fn page() -> SelectStatement {
    let mut query = Query::select();
    query.columns(["id", "title", "changed_at"]).from("articles").limit(20);
    query
}

fn by_hand(db: &Database, List { newest, by_hand: (by_hand, values), .. }: &List) -> Statement {
    let words = format!(
        "select id, title, changed_at from articles where {by_hand} \
        order by {newest} desc, id desc limit 20"
    );
    Statement::from_sql_and_values(db.get_database_backend(), words, values.clone())
}

/// The medians of both; they must find the same.
async fn medians(
    db: &Database,
    policies: &Statement,
    by_hand: &Statement,
) -> Result<[f64; 2], Box<dyn Error>> {
    let mut times = [Vec::new(), Vec::new()];
    for round in 0..ROUNDS {
        let mut found = [Vec::new(), Vec::new()];
        let mut queries = [(0, policies), (1, by_hand)];
        queries.rotate_left(round % 2);
        for (at, statement) in queries {
            let begun = Instant::now();
            let rows = db.query_all_raw(statement.clone()).await?;
            times[at].push(begun.elapsed().as_secs_f64() * 1e6);
            found[at] =
                rows.iter().map(|row| row.try_get("", "id")).collect::<Result<Vec<i64>, _>>()?;
        }
        if found[0] != found[1] || found[0].len() < 20 {
            return Err(format!("they find different articles, or no full page: {found:?}").into());
        }
    }
    Ok(times.map(|mut times| {
        times.sort_by(f64::total_cmp);
        times[ROUNDS / 2]
    }))
}
