//! Decisions, rules and filters give the same answer about every person and every article.

use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Statement, sea_query::Query};
use stile::authorization::{Governed, Permission, Verdict, authorizer::Decision};

use crate::support::{AUTHORIZER, Article, article, every_article, everybody, person};

#[test]
fn rules_agree_with_decisions() {
    let mut checks = 0;
    for (who, principal) in everybody() {
        let ability = AUTHORIZER.ability(&principal);
        for article in every_article() {
            for permission in Permission::ALL {
                let decision = AUTHORIZER.decide(&principal, permission, &article);
                let verdict = ability.check(permission, &article.subject());
                assert_eq!(verdict, as_verdict(decision), "{who} {permission:?} {article:?}");
                checks += 1;
            }
        }
    }

    assert!(checks > 5_000, "only {checks} checks");
}

fn as_verdict(decision: Decision) -> Verdict {
    match decision {
        Decision::Allowed => Verdict::Yes,
        Decision::Refused { reason } => Verdict::No { reason },
    }
}

#[test]
fn there_is_something_to_do_exactly_where_an_article_allows_it() {
    let articles = every_article();
    for (who, principal) in everybody() {
        let ability = AUTHORIZER.ability(&principal);
        for permission in Permission::ALL {
            let some = articles
                .iter()
                .any(|article| AUTHORIZER.decide(&principal, permission, article).is_allowed());
            assert!(!some || ability.can_some(permission), "{who} {permission:?}");
        }
    }
}

#[tokio::test]
async fn filters_agree_with_decisions() {
    let articles = every_article();
    let database = database_of(&articles).await;
    let mut checks = 0;
    for (who, principal) in everybody() {
        for permission in Permission::ALL {
            let filter = AUTHORIZER.filter::<Article>(&principal, permission);
            let found = find(&database, filter.condition).await;
            let allowed: Vec<i64> = articles
                .iter()
                .filter(|article| AUTHORIZER.decide(&principal, permission, *article).is_allowed())
                .map(|article| article.id)
                .collect();
            assert!(filter.exact, "{who} {permission:?}");
            assert_eq!(found, allowed, "{who} {permission:?}");
            checks += articles.len();
        }
    }

    assert!(checks > 5_000, "only {checks} checks");
}

async fn database_of(articles: &[Article]) -> DatabaseConnection {
    let database = Database::connect("sqlite::memory:").await.unwrap();
    database
        .execute_unprepared(
            "create table articles (id integer primary key, author_id bigint not null,
             department_id text not null, stage text not null)",
        )
        .await
        .unwrap();
    for article in articles {
        let insert = Statement::from_sql_and_values(
            database.get_database_backend(),
            "insert into articles values (?, ?, ?, ?)",
            [
                article.id.into(),
                article.author.into(),
                article.department.into(),
                article.stage.into(),
            ],
        );
        database.execute_raw(insert).await.unwrap();
    }
    database
}

async fn find(database: &DatabaseConnection, condition: sea_orm::Condition) -> Vec<i64> {
    let mut query = Query::select();
    query.column("id").from("articles").cond_where(condition).order_by("id", sea_orm::Order::Asc);
    let rows = database.query_all(&query).await.unwrap();
    rows.iter().map(|row| row.try_get("", "id").unwrap()).collect()
}

#[test]
fn a_refusal_says_what_forbids_only_where_it_is_permitted_otherwise() {
    let publish = |who: &str, what: &str| {
        AUTHORIZER.decide(&person(who), Permission::PublishArticle, &article(what))
    };
    let refused = |reason: Option<&str>| Decision::Refused { reason: reason.map(str::to_owned) };

    assert_eq!(
        publish("ada", "in_review science by ada"),
        refused(Some("nobody publishes their own article"))
    );
    assert_eq!(publish("ada", "published science by ada"), refused(None));
    assert_eq!(publish("lena", "in_review science by lena"), refused(None));
}
