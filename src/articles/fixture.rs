//! An article for tests.

use super::{
    model::{Article, ArticleId, Author, Stage},
    terms::Terms,
    text::ArticleText,
};
use crate::{departments::model::Department, sessions::UserId, slug::Slug, timestamp::Timestamp};

/// An article of science by user 1, in that stage.
#[must_use]
pub fn article(stage: Stage) -> Article {
    Article {
        id: ArticleId::new(1),
        slug: Slug::from_title("Bees return to the city"),
        text: ArticleText {
            title: "Bees return to the city".into(),
            standfirst: "After nine years.".into(),
            body: "They came by *tram*.".into(),
        },
        department: Department { id: "science".into(), name: "Science".into() },
        author: Author {
            id: UserId::new(1),
            name: "Lena Fuchs".into(),
            slug: Slug::of("Lena Fuchs", ""),
        },
        stage,
        note: None,
        version: 1,
        changed_at: Timestamp::from_millis(0),
        submitted_at: None,
        published_at: None,
        terms: Terms::default(),
    }
}
