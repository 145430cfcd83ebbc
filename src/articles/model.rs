//! What an article is, and which step may follow which.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{terms::Terms, text::ArticleText};
use crate::{
    departments::model::Department,
    people::{assignment::Powers, model::Profile},
    sessions::UserId,
    slug::Slug,
    timestamp::Timestamp,
    ui::{pager::Pages, safe_html::SafeHtml},
};

/// The number of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ArticleId(i64);

impl ArticleId {
    /// An article that is not kept yet.
    pub const NEW: Self = Self(0);

    /// The article with that number.
    #[must_use]
    pub const fn new(number: i64) -> Self {
        Self(number)
    }

    /// The number, as the database keeps it.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Where an article is on its way to the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Its author is writing.
    Draft,
    /// An editor is to read it.
    InReview,
    /// Everybody can read it.
    Published,
    /// It was published, and taken back.
    Retracted,
}

impl Stage {
    /// All of them, in the order of an article's life.
    pub const ALL: [Self; 4] = [Self::Draft, Self::InReview, Self::Published, Self::Retracted];

    /// The word that policies, rules and the database use.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InReview => "in_review",
            Self::Published => "published",
            Self::Retracted => "retracted",
        }
    }

    /// The word that people read.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::InReview => "In review",
            Self::Published => "Published",
            Self::Retracted => "Retracted",
        }
    }

    /// The stage of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == name)
    }
}

/// Who wrote an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// The account.
    pub id: UserId,
    /// The name under the headline.
    pub name: String,
    /// The address of their page.
    pub slug: Slug,
}

/// An article, without its text's HTML.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Its number.
    pub id: ArticleId,
    /// The readable part of its address.
    pub slug: Slug,
    /// What it says.
    pub text: ArticleText,
    /// Where it belongs.
    pub department: Department,
    /// Who wrote it.
    pub author: Author,
    /// Where it is on its way.
    pub stage: Stage,
    /// What an editor said when it was last returned or retracted.
    pub note: Option<String>,
    /// Counts the changes: who saves names the one that they have read.
    pub version: i64,
    /// When it was last changed.
    pub changed_at: Timestamp,
    /// When it was last handed in.
    pub submitted_at: Option<Timestamp>,
    /// When readers first saw it, or will see it.
    pub published_at: Option<Timestamp>,
    /// What was decided about it besides its text.
    pub terms: Terms,
}

/// An article as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Story {
    /// The article without its text, which lists do not load.
    pub article: Article,
    /// Minutes to read it.
    pub minutes: usize,
    /// How many comments everybody reads under it.
    pub comments: u64,
}

/// One page of published articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    /// The department, if it is the page of one.
    pub department: Option<Department>,
    /// What stands under the department's name, if anything does.
    pub description: String,
    /// The articles of this page, newest first.
    pub stories: Vec<Story>,
    /// Which part of the whole list this is.
    pub pages: Pages,
}

/// Somebody, and one page of what they have published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorPage {
    /// Who.
    pub person: Profile,
    /// Their roles, and those that the caller could give to them.
    pub powers: Powers,
    /// What they have published, newest first.
    pub stories: Vec<Story>,
    /// Which part of that this is.
    pub pages: Pages,
}

/// One article with its text, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticlePage {
    /// The article.
    pub article: Article,
    /// Its text.
    pub html: SafeHtml,
}

/// The step asked for does not follow from where the article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the article is {}", .0.label().to_lowercase())]
pub struct WrongStage(pub Stage);

impl Article {
    /// Hands the draft in for review.
    ///
    /// # Errors
    ///
    /// Unless it is a draft.
    pub fn submit(self, now: Timestamp) -> Result<Self, WrongStage> {
        match self.stage {
            Stage::Draft => {
                Ok(Self { stage: Stage::InReview, submitted_at: Some(now), note: None, ..self })
            }
            Stage::InReview | Stage::Published | Stage::Retracted => Err(WrongStage(self.stage)),
        }
    }

    /// Hands the submission back to its author.
    ///
    /// # Errors
    ///
    /// Unless it is in review.
    pub fn hand_back(self, note: String) -> Result<Self, WrongStage> {
        match self.stage {
            Stage::InReview => Ok(Self { stage: Stage::Draft, note: Some(note), ..self }),
            Stage::Draft | Stage::Published | Stage::Retracted => Err(WrongStage(self.stage)),
        }
    }

    /// Moves the article from review to the front page.
    ///
    /// # Errors
    ///
    /// Unless it is in review.
    pub fn publish(self, now: Timestamp) -> Result<Self, WrongStage> {
        match self.stage {
            Stage::InReview => Ok(Self {
                stage: Stage::Published,
                published_at: self.published_at.or(self.terms.embargo.max(Some(now))),
                note: None,
                ..self
            }),
            Stage::Draft | Stage::Published | Stage::Retracted => Err(WrongStage(self.stage)),
        }
    }

    /// Takes the article back from its readers.
    ///
    /// # Errors
    ///
    /// Unless it is published.
    pub fn retract(self, note: String, now: Timestamp) -> Result<Self, WrongStage> {
        match self.stage {
            Stage::Published => Ok(Self {
                stage: Stage::Retracted,
                // What was still under embargo has never been news.
                published_at: self.published_at.filter(|at| *at <= now),
                note: Some(note),
                ..self
            }),
            Stage::Draft | Stage::InReview | Stage::Retracted => Err(WrongStage(self.stage)),
        }
    }

    /// Whether everybody could read the article until it was taken back.
    #[must_use]
    pub fn was_read(&self, now: Timestamp) -> bool {
        self.stage == Stage::Retracted && self.published_at.is_some_and(|at| at <= now)
    }

    /// Keeps the article from its readers until that moment, or no longer.
    ///
    /// What readers are still to see becomes news when they see it.
    #[must_use]
    pub fn embargoed(self, until: Option<Timestamp>, now: Timestamp) -> Self {
        let published_at = self.published_at.map(|_| until.unwrap_or(now));
        Self { published_at, terms: Terms { embargo: until, ..self.terms }, ..self }
    }

    /// Puts the article under legal hold for that reason, or lifts the hold.
    #[must_use]
    pub fn held(self, reason: Option<String>) -> Self {
        let terms = Terms { held: reason.is_some(), hold_reason: reason, ..self.terms };
        Self { terms, ..self }
    }

    /// Puts these names under the headline, or the author's.
    #[must_use]
    pub fn credited(self, byline: Option<String>) -> Self {
        Self { terms: Terms { byline, ..self.terms }, ..self }
    }

    /// The names under the headline.
    #[must_use]
    pub fn credit(&self) -> &str {
        self.terms.byline.as_deref().unwrap_or(&self.author.name)
    }

    /// The article as somebody may see it who does not work on it.
    #[must_use]
    pub fn for_readers(self) -> Self {
        Self { terms: self.terms.for_readers(), ..self }
    }

    /// Lets the article be thrown away.
    ///
    /// # Errors
    ///
    /// Unless it is a draft: what readers or editors have seen stays on record.
    pub fn discard(self) -> Result<Self, WrongStage> {
        match self.stage {
            Stage::Draft => Ok(self),
            Stage::InReview | Stage::Published | Stage::Retracted => Err(WrongStage(self.stage)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::articles::fixture::article;

    const NOON: Timestamp = Timestamp::from_millis(43_200_000);

    #[test]
    fn an_article_goes_from_draft_over_review_to_the_front_page_and_back() {
        let draft = article(Stage::Draft);

        let submitted = draft.submit(NOON).unwrap();
        let published = submitted.publish(NOON).unwrap();
        let retracted = published.retract("Two numbers were wrong.".into(), NOON).unwrap();

        assert_eq!(retracted.stage, Stage::Retracted);
        assert_eq!(retracted.submitted_at, Some(NOON));
        assert!(retracted.was_read(NOON));
    }

    #[test]
    fn a_returned_article_is_a_draft_that_carries_the_note() {
        let returned = article(Stage::InReview).hand_back("Who said so?".into()).unwrap();

        assert_eq!(
            (returned.stage, returned.note.as_deref()),
            (Stage::Draft, Some("Who said so?"))
        );
    }

    #[test]
    fn what_is_published_under_embargo_becomes_news_when_readers_see_it() {
        let later = Timestamp::from_millis(NOON.millis() + 1);
        let embargoed = article(Stage::InReview).embargoed(Some(later), NOON);
        assert_eq!(embargoed.published_at, None);

        let published = embargoed.publish(NOON).unwrap();
        assert_eq!(published.published_at, Some(later));
        assert_eq!(published.embargoed(None, NOON).published_at, Some(NOON));
    }

    #[test]
    fn what_is_taken_back_before_readers_see_it_was_never_read() {
        let later = Timestamp::from_millis(NOON.millis() + 1);
        let embargoed = article(Stage::InReview).embargoed(Some(later), NOON);

        let retracted = embargoed.publish(NOON).unwrap().retract(String::new(), NOON).unwrap();

        assert!(!retracted.was_read(Timestamp::from_millis(later.millis() + 1)));
    }

    #[test]
    fn readers_are_told_of_the_byline_only() {
        let secret = article(Stage::Published)
            .embargoed(Some(NOON), NOON)
            .held(Some("A suit.".into()))
            .credited(Some("The desk".into()));

        let terms = Terms { byline: Some("The desk".into()), ..Terms::default() };
        assert_eq!(secret.for_readers().terms, terms);
    }

    #[test]
    fn no_step_is_skipped() {
        assert_eq!(article(Stage::Draft).publish(NOON), Err(WrongStage(Stage::Draft)));
        assert_eq!(article(Stage::Published).submit(NOON), Err(WrongStage(Stage::Published)));
        assert_eq!(article(Stage::Retracted).publish(NOON), Err(WrongStage(Stage::Retracted)));
        assert_eq!(
            article(Stage::Draft).retract(String::new(), NOON),
            Err(WrongStage(Stage::Draft))
        );
        assert_eq!(article(Stage::InReview).discard(), Err(WrongStage(Stage::InReview)));
    }
}
