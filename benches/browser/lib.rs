//! Asks rules as pages do, in the build that pages run.

use std::hint::black_box;

use stile::authorization::{Ability, Permission, Subject, Value};
use wasm_bindgen::prelude::wasm_bindgen;

/// Asks that many times whether the rules allow to publish an article in review, by others and by its
/// author in turns, and says how often they do. Rules that cannot be read allow nothing.
#[wasm_bindgen]
#[must_use]
pub fn ask(rules: &str, times: u32) -> u32 {
    let Ok(ability) = serde_json::from_str::<Ability>(rules) else { return 0 };
    let articles = [article("4"), article("1")];
    let asked = (0..times).zip(articles.iter().cycle());
    let allowed =
        asked.filter(|(_, article)| ability.can(Permission::PublishArticle, black_box(article)));
    u32::try_from(allowed.count()).unwrap_or(u32::MAX)
}

fn article(author: &str) -> Subject {
    let text = |field: &str, value: &str| (field.to_owned(), Value::Text(value.to_owned()));
    Subject {
        kind: "Article".to_owned(),
        id: "7".to_owned(),
        facts: [
            text("authorId", author),
            text("departmentId", "science"),
            text("stage", "in_review"),
            ("held".to_owned(), Value::Bool(false)),
        ]
        .into(),
    }
}
