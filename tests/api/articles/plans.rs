//! How the databases find articles: by an index, in the order of the list, without looking at the others.

use std::{
    path::Path,
    sync::{Arc, Mutex},
};

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use stile::{
    articles::{self, finding::model::Question},
    call::CallContext,
    people::accounts::Accounts,
    seed::volume,
    sessions::{People, Principal, SignedIn, UserId},
};

use super::TestApp;

/// So many that no database would rather read them all.
const MANY: usize = 4_000;

/// A call whose queries are written down.
struct Watched {
    call: CallContext,
    queries: Arc<Mutex<Vec<Statement>>>,
}

impl Watched {
    async fn new(app: &Arc<TestApp>, handle: Option<&str>) -> Self {
        let queries = Arc::new(Mutex::new(Vec::new()));
        let mut on = app.foundation.clone();
        let written = Arc::clone(&queries);
        on.db.set_metric_callback(move |info| {
            written.lock().unwrap().push(info.statement.clone());
        });
        let mut call = CallContext::of_a_visitor(on, "1".into());
        if let Some(handle) = handle {
            let id = UserId::new(app.user_id(handle).await);
            let account = Accounts(app.foundation.db.clone()).find(id).await.unwrap().unwrap();
            let now = call.on.clock.now();
            call.principal = Principal::User(Box::new(SignedIn {
                version: account.version,
                ..SignedIn::just_now(id, account.name, account.roles, now)
            }));
        }
        Self { call, queries }
    }

    /// The plans of what was asked about articles since the last time, each with its query.
    async fn plans(&self) -> Vec<(String, String)> {
        let asked: Vec<Statement> = self.queries.lock().unwrap().drain(..).collect();
        let db = &self.call.on.db;
        let mut plans = Vec::new();
        for statement in asked {
            let query = statement.to_string();
            if query.starts_with("SELECT") && query.contains("FROM \"articles\"") {
                plans.push((plan(db, &query).await, query));
            }
        }
        self.queries.lock().unwrap().clear();
        plans
    }
}

async fn plan(db: &impl ConnectionTrait, query: &str) -> String {
    let backend = db.get_database_backend();
    let (explain, column) = match backend {
        DbBackend::Postgres => ("explain", "QUERY PLAN"),
        _ => ("explain query plan", "detail"),
    };
    let explain = Statement::from_string(backend, format!("{explain} {query}"));
    let rows = db.query_all_raw(explain).await.unwrap();
    let lines = rows.iter().map(|row| row.try_get::<String>("", column).unwrap());
    lines.collect::<Vec<_>>().join("\n")
}

/// Nothing reads all articles.
#[track_caller]
fn assert_by_index(plans: &[(String, String)]) {
    assert!(!plans.is_empty());
    for (plan, query) in plans {
        let scans = plan.lines().filter(|line| {
            line.contains("Seq Scan on articles")
                || line.starts_with("SCAN articles") && !line.contains("COVERING INDEX")
        });
        assert_eq!(scans.collect::<Vec<_>>(), [""; 0], "{query}\n{plan}");
    }
}

/// The pages of a list are read from an index alone.
#[track_caller]
fn assert_from_an_index_alone(plans: &[(String, String)]) {
    assert_by_index(plans);
    let pages: Vec<_> = plans.iter().filter(|(_, query)| query.contains("IN (SELECT")).collect();
    assert!(!pages.is_empty());
    for (plan, query) in pages.into_iter().filter(|(_, query)| !query.contains("\"note\" IS NOT")) {
        // PostgreSQL sees that a condition never holds, and reads and sorts nothing.
        if plan.contains("One-Time Filter: false") {
            continue;
        }
        let alone = plan.contains("COVERING INDEX articles_by") || plan.contains("Index Only Scan");
        assert!(alone, "{query}\n{plan}");
        // Only what is shown is sorted, by the query around that one.
        let sorts = plan.matches("USE TEMP B-TREE").count() + plan.matches("Sort Key").count();
        assert!(sorts <= 1, "{query}\n{plan}");
    }
}

async fn grown() -> Arc<TestApp> {
    let app = TestApp::spawn().await;
    let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("seed");
    volume::grow(&app.foundation, &seed, MANY, |_| {}).await.unwrap();
    app
}

#[tokio::test]
async fn lists_and_searches_read_no_more_than_they_show() {
    let app = grown().await;
    for handle in [None, Some("tom"), Some("ada"), Some("mei"), Some("priya")] {
        let watched = Watched::new(&app, handle).await;
        let call = &watched.call;
        for page in [1, 40, 1_000] {
            articles::service::edition(call, None, page).await.unwrap();
            articles::service::edition(call, Some("science".into()), page).await.unwrap();
            assert_from_an_index_alone(&watched.plans().await);
            if handle.is_some() {
                articles::service::desk(call, None, page).await.unwrap();
                articles::service::desk(call, Some("draft".into()), page).await.unwrap();
                assert_from_an_index_alone(&watched.plans().await);
            }
        }
        let of_science = Question { department: "science".into(), ..Question::default() };
        articles::finding::service::search(call, of_science, false, 1).await.unwrap();
        assert_from_an_index_alone(&watched.plans().await);
        let rare = Question { q: "moss drought".into(), ..Question::default() };
        articles::finding::service::search(call, rare, false, 1).await.unwrap();
        assert_by_index(&watched.plans().await);
    }
}

#[tokio::test]
async fn postgres_plans_every_query_for_what_it_asks() {
    let app = TestApp::spawn().await;
    let db = &app.foundation.db;
    if db.get_database_backend() != DbBackend::Postgres {
        return;
    }

    let ask = Statement::from_string(DbBackend::Postgres, "show plan_cache_mode");
    let row = db.query_one_raw(ask).await.unwrap().unwrap();

    assert_eq!(row.try_get_by_index::<String>(0).unwrap(), "force_custom_plan");
}

#[tokio::test]
async fn a_search_asks_the_index_of_words() {
    let app = grown().await;
    let watched = Watched::new(&app, None).await;

    let rare = Question { q: "vellum projection".into(), ..Question::default() };
    articles::finding::service::search(&watched.call, rare, false, 1).await.unwrap();

    let asked: Vec<Statement> = watched.queries.lock().unwrap().drain(..).collect();
    let mut words = asked.iter().map(ToString::to_string).rev();
    let query = words.find(|query| query.contains("MATCH") || query.contains("@@")).unwrap();
    let plan = plan(&watched.call.on.db, &query).await;
    let uses = plan.contains("article_words VIRTUAL TABLE") || plan.contains("articles_by_words");
    assert!(uses, "{query}\n{plan}");
}
