//! Every kind of thing that policies decide about: a new one is a line here.

use sea_orm::ConnectionTrait;
use stile::{
    alerts::model::Alert,
    articles::model::Article,
    authorization::{Governed, Permission, shape::check_facts},
    comments::model::Comment,
    departments::model::Section,
    people::{assignment::Assignment, model::Profile},
    server::database,
    trail::model::Deed,
};
use tempfile::TempDir;

use crate::{
    comments,
    support::{self, AUTHORIZER},
};

/// A kind of thing, as the application describes it.
struct Kind {
    subject: &'static str,
    table: &'static str,
    facts: Vec<(&'static str, &'static str, &'static str, String)>,
    mistakes: Option<String>,
}

fn kind<T: Governed>() -> Kind {
    let facts = T::FACTS.iter();
    Kind {
        subject: T::TYPE,
        table: T::TABLE,
        facts: facts
            .map(|fact| (fact.attribute, fact.field, fact.column, format!("{:?}", fact.kind)))
            .collect(),
        mistakes: check_facts::<T>(&AUTHORIZER).err().map(|error| error.to_string()),
    }
}

fn kinds() -> [Kind; 7] {
    [
        kind::<Article>(),
        kind::<Comment>(),
        kind::<Profile>(),
        kind::<Assignment>(),
        kind::<Section>(),
        kind::<Deed>(),
        kind::<Alert>(),
    ]
}

#[test]
fn every_permission_is_about_a_kind_of_thing_of_the_application() {
    let kinds = kinds().map(|kind| kind.subject);

    let unknown = Permission::ALL.into_iter().filter(|one| !kinds.contains(&one.subject()));

    assert_eq!(unknown.collect::<Vec<_>>(), [], "add its thing to {}", file!());
}

#[test]
fn the_facts_of_every_kind_are_the_ones_that_the_schema_declares() {
    for kind in kinds() {
        assert_eq!(kind.mistakes, None);
    }
}

#[tokio::test]
async fn every_fact_is_a_column_of_the_migrated_database() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("stile.db");
    let db = database::connect(&format!("sqlite://{}?mode=rwc", file.display())).await.unwrap();
    database::migrate(&db).await.unwrap();

    for Kind { table, facts, .. } in kinds() {
        for (_, _, column, _) in facts {
            let found = db.execute_unprepared(&format!("select {column} from {table}")).await;
            assert!(found.is_ok(), "{table}.{column}: {found:?}");
        }
    }
}

#[test]
fn the_things_in_words_have_the_facts_of_the_real_ones() {
    for (words, real) in [
        (kind::<support::Article>(), kind::<Article>()),
        (kind::<comments::Comment>(), kind::<Comment>()),
    ] {
        assert_eq!((words.table, words.facts), (real.table, real.facts));
    }
}
