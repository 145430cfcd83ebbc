//! As many articles as somebody wants to measure with: generated, believable, the same in every run.

use std::{collections::BTreeMap, path::Path, time::Duration};

use serde::Deserialize;

use super::{SeedError, chance::Chance, grammar::Grammar, malformed, read_toml, talk};
use crate::{
    articles::{
        self,
        model::{Article, ArticleId, Author, Stage},
        terms::Terms,
        text::ArticleText,
    },
    call::{Foundation, ServiceError},
    departments::{self, model::Department},
    people::{self, person::NewPerson},
    server::database::{self, Transaction},
    sessions::Role,
    slug::Slug,
    timestamp::Timestamp,
};

/// Articles that one generated author writes: somebody who works for the paper for ten years. There are
/// as many readers who say something about them.
const ARTICLES_PER_AUTHOR: usize = 2_000;
/// Articles in one transaction.
const BATCH: usize = 5_000;
/// After how many articles there is something to say.
const STEP: usize = 50_000;
/// The first article is so old, and the last one so young that the written ones stay in front.
const OLDEST: Duration = Duration::from_hours(10 * 365 * 24);
const YOUNGEST: Duration = Duration::from_hours(14 * 24);
const DAY: Duration = Duration::from_hours(24);
/// What the roles are called in the policies.
const AUTHOR: &str = "author";
const READER: &str = "reader";

#[derive(Deserialize)]
struct Lists {
    #[serde(flatten)]
    lists: BTreeMap<String, Vec<String>>,
}

/// Somebody who writes, and where.
struct Writer {
    author: Author,
    departments: Vec<Department>,
}

/// Plants so many more articles, with authors of their own, and says how many are there yet.
///
/// # Errors
///
/// A file that cannot be read, or a database that refuses; the batches before stay.
pub async fn grow(
    on: &Foundation,
    folder: &Path,
    articles: usize,
    progress: impl Fn(usize),
) -> Result<(), SeedError> {
    let file = folder.join("volume.toml");
    let Lists { lists } = read_toml(&file)?;
    let grammar = Grammar::new(&lists).map_err(|error| malformed(&file, error))?;
    let first = articles::planting::highest_number(on).await?.unsigned_abs();
    let departments = departments::service::all(on).await?;
    let mut garden = Garden { grammar, chance: Chance::new(first), now: on.clock.now(), articles };
    let writers = garden.hire(on, first, &departments).await?;
    let readers = garden.welcome(on, first, writers.len()).await?;
    let mut planted = 0;
    while planted < articles {
        let until = articles.min(planted + BATCH);
        let batch: Vec<_> =
            (planted..until).filter_map(|place| garden.article(first, place, &writers)).collect();
        let tx = database::begin(&on.db).await.map_err(ServiceError::from)?;
        let published = articles::planting::plant_all(&tx, &batch).await?;
        talk::plant(&tx, &garden.grammar, &mut garden.chance, &published, &readers).await?;
        tx.commit().await.map_err(ServiceError::from)?;
        planted = until;
        if planted % STEP == 0 || planted == articles {
            progress(planted);
        }
    }
    database::tend(&on.db).await.map_err(ServiceError::from)?;
    Ok(())
}

struct Garden {
    grammar: Grammar,
    chance: Chance,
    now: Timestamp,
    articles: usize,
}

impl Garden {
    /// New authors, at least one for each department. They have no passwords.
    async fn hire(
        &mut self,
        on: &Foundation,
        first: u64,
        departments: &[Department],
    ) -> Result<Vec<Writer>, SeedError> {
        let tx = database::begin(&on.db).await.map_err(ServiceError::from)?;
        let mut writers = Vec::new();
        let many = self.articles.div_ceil(ARTICLES_PER_AUTHOR).max(departments.len());
        for (place, department) in departments.iter().cycle().take(many).enumerate() {
            let second = self.chance.one_of(departments).cloned();
            let mut departments = vec![department.clone()];
            departments.extend(second.filter(|second| second != department));
            let role = |one: &Department| Role {
                name: AUTHOR.to_owned(),
                department: Some(one.id.clone()),
            };
            let roles = departments.iter().map(role).collect();
            let author =
                self.enrol(&tx, &format!("author-{first}-{place}"), "powers", roles).await?;
            writers.push(Writer { author, departments });
        }
        tx.commit().await.map_err(ServiceError::from)?;
        Ok(writers)
    }

    /// New readers. They have no passwords either.
    async fn welcome(
        &mut self,
        on: &Foundation,
        first: u64,
        many: usize,
    ) -> Result<Vec<Author>, SeedError> {
        let tx = database::begin(&on.db).await.map_err(ServiceError::from)?;
        let mut readers = Vec::new();
        for place in 0..many {
            let roles = vec![Role { name: READER.to_owned(), department: None }];
            readers
                .push(self.enrol(&tx, &format!("reader-{first}-{place}"), "reads", roles).await?);
        }
        tx.commit().await.map_err(ServiceError::from)?;
        Ok(readers)
    }

    async fn enrol(
        &mut self,
        tx: &Transaction,
        handle: &str,
        powers: &str,
        roles: Vec<Role>,
    ) -> Result<Author, SeedError> {
        let name = self.phrase("name", "");
        let person = NewPerson {
            email: format!("{handle}@stile.example"),
            name: name.clone(),
            password_hash: None,
            powers: self.phrase(powers, ""),
            roles,
        };
        let (id, slug) = people::service::enrol(tx, person, self.now).await?;
        Ok(Author { id, name, slug })
    }

    /// The article at that place of time, and when it was begun.
    fn article(
        &mut self,
        first: u64,
        place: usize,
        writers: &[Writer],
    ) -> Option<(Article, Timestamp)> {
        let writer = self.chance.one_of(writers)?;
        let department = self.chance.one_of(&writer.departments)?.clone();
        let text = self.text(&department.id);
        let number = u32::try_from(first + place as u64 + 1).ok()?;
        let published_at = self.moment(place);
        let submitted_at = published_at.minus(self.within(DAY));
        let written_at = submitted_at.minus(self.within(7 * DAY));
        let stage = match self.chance.below(100) {
            0..95 => Stage::Published,
            95..97 => Stage::Retracted,
            97..99 => Stage::Draft,
            _ => Stage::InReview,
        };
        let was_published = matches!(stage, Stage::Published | Stage::Retracted);
        let was_submitted = stage != Stage::Draft;
        let note = (stage == Stage::Retracted).then(|| self.phrase("note", &department.id));
        let article = Article {
            id: ArticleId::NEW,
            slug: Slug::from_title(&text.title).numbered(number),
            text,
            author: writer.author.clone(),
            department,
            stage,
            note,
            version: 1,
            changed_at: match stage {
                Stage::Published | Stage::Retracted => published_at,
                Stage::InReview => submitted_at,
                Stage::Draft => written_at,
            },
            submitted_at: was_submitted.then_some(submitted_at),
            published_at: was_published.then_some(published_at),
            terms: Terms::default(),
        };
        Some((article, written_at))
    }

    fn text(&mut self, department: &str) -> ArticleText {
        let mut paragraphs = vec![self.phrase("opening", department)];
        for _ in 0..2 + self.chance.below(3) {
            paragraphs.push(self.phrase("middle", department));
        }
        paragraphs.push(self.phrase("closing", department));
        ArticleText {
            title: self.phrase("title", department),
            standfirst: self.phrase("standfirst", department),
            body: paragraphs.join("\n\n"),
        }
    }

    fn phrase(&mut self, list: &str, department: &str) -> String {
        self.grammar.phrase(list, department, &mut self.chance)
    }

    /// When the article at that place was published: evenly from the oldest to the youngest.
    fn moment(&mut self, place: usize) -> Timestamp {
        let span =
            OLDEST.saturating_sub(YOUNGEST) / u32::try_from(self.articles).unwrap_or(u32::MAX);
        let younger = span * u32::try_from(place).unwrap_or(u32::MAX);
        self.now.minus(OLDEST.saturating_sub(younger).saturating_sub(self.within(span)))
    }

    fn within(&mut self, span: Duration) -> Duration {
        let millis = u64::try_from(span.as_millis()).unwrap_or(u64::MAX);
        Duration::from_millis(self.chance.below(millis.max(1)))
    }
}
