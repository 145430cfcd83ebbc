//! What the server keeps, looked up behind its back.

use std::time::Duration;

use sea_orm::{ConnectionTrait, QueryResult, Statement};

use super::TestApp;

/// An article as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptArticle {
    pub id: String,
    pub slug: String,
    pub title: String,
    pub standfirst: String,
    pub body: String,
    pub department: String,
    pub author: i64,
    pub stage: String,
    pub note: Option<String>,
    pub version: i64,
    pub published_at: Option<i64>,
}

/// An entry of the audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audited {
    pub user: Option<i64>,
    pub permission: String,
    pub subject: String,
    pub subject_id: String,
    pub detail: String,
    /// The sentences of the policies that decided, as JSON.
    pub policies: String,
    pub network: String,
    pub request_id: String,
}

impl TestApp {
    /// Changes the database behind the server's back.
    pub async fn execute(&self, sql: &str) {
        self.foundation.db.execute_unprepared(sql).await.unwrap();
    }

    /// A number that the database knows.
    pub async fn number(&self, sql: &str) -> i64 {
        self.rows(sql).await[0].try_get_by_index(0).unwrap()
    }

    /// A text that the database knows.
    pub async fn text(&self, sql: &str) -> String {
        self.rows(sql).await[0].try_get_by_index(0).unwrap()
    }

    /// The number of one of the seeded people.
    pub async fn user_id(&self, handle: &str) -> i64 {
        let email = format!("{handle}@stile.example");
        self.number(&format!("select id from users where email = '{email}'")).await
    }

    /// The article at that address.
    pub async fn article(&self, slug: &str) -> KeptArticle {
        let found = self.articles(&format!("slug = '{slug}'")).await.pop();
        found.unwrap_or_else(|| panic!("there is no article {slug}"))
    }

    /// The number of the article at that address, as forms send it.
    pub async fn id_of(&self, slug: &str) -> String {
        self.article(slug).await.id
    }

    /// The articles for which that holds.
    pub async fn articles(&self, condition: &str) -> Vec<KeptArticle> {
        let sql = format!("select * from articles where {condition} order by id");
        let rows = self.rows(&sql).await;
        rows.iter().map(to_article).collect()
    }

    /// The number of the newest comment on that article that is hidden, or is not; 0 if there is none.
    pub async fn newest_comment(&self, article: &str, hidden: bool) -> String {
        let which = if hidden { "hidden" } else { "not hidden" };
        let newest = format!(
            "select coalesce(max(id), 0) from comments where article_id = {article} and {which}"
        );
        self.number(&newest).await.to_string()
    }

    /// The number of a file of that article, whose bytes nobody has.
    pub async fn file_of(&self, article: &str) -> String {
        let object = format!("00/{article}");
        self.execute(&format!(
            "insert into files
                (article_id, owner_id, object, name, description, media, size, digest, created_at)
            values ({article}, 1, '{object}', 'a.csv', 'A table', 'text/csv', 3, 'abc', 0)
            on conflict (object) do update set article_id = {article}"
        ))
        .await;
        self.number(&format!("select id from files where object = '{object}'")).await.to_string()
    }

    /// Everything that was done and audited, in order.
    pub async fn audited(&self) -> Vec<Audited> {
        self.entries("allowed").await
    }

    /// Everything that was refused and audited, in order, as soon as there are so many: they are
    /// written beside the calls.
    pub async fn refused(&self, at_least: usize) -> Vec<Audited> {
        for _ in 0..500 {
            let refused = self.entries("refused").await;
            if refused.len() >= at_least {
                return refused;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("there are not {at_least} refusals in the audit");
    }

    async fn entries(&self, outcome: &str) -> Vec<Audited> {
        let entries =
            format!("select * from audit_entries where outcome = '{outcome}' order by id");
        self.rows(&entries).await.iter().map(to_audited).collect()
    }

    pub async fn rows(&self, sql: &str) -> Vec<QueryResult> {
        let db = &self.foundation.db;
        let statement = Statement::from_string(db.get_database_backend(), sql);
        db.query_all_raw(statement).await.unwrap()
    }
}

fn to_article(row: &QueryResult) -> KeptArticle {
    let text = |column| row.try_get("", column).unwrap();
    let id: i64 = row.try_get("", "id").unwrap();
    KeptArticle {
        id: id.to_string(),
        slug: text("slug"),
        title: text("title"),
        standfirst: text("standfirst"),
        body: text("body"),
        department: text("department_id"),
        author: row.try_get("", "author_id").unwrap(),
        stage: text("stage"),
        note: row.try_get("", "note").unwrap(),
        version: row.try_get("", "version").unwrap(),
        published_at: row.try_get("", "published_at").unwrap(),
    }
}

fn to_audited(row: &QueryResult) -> Audited {
    let text = |column| row.try_get("", column).unwrap();
    Audited {
        user: row.try_get("", "user_id").unwrap(),
        permission: text("permission"),
        subject: text("subject"),
        subject_id: text("subject_id"),
        detail: text("detail"),
        policies: text("policies"),
        network: text("network"),
        request_id: text("request_id"),
    }
}
