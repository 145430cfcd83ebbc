//! The newsroom of the seed folder: departments, people, and articles in all stages.

mod chance;
mod comments;
mod grammar;
mod talk;
pub mod volume;

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use rand::{TryRngCore, rngs::OsRng};
use serde::{Deserialize, de::DeserializeOwned};

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
    server::{
        database::{self, Transaction},
        passwords::NewPassword,
    },
    sessions::Role,
    slug::Slug,
    timestamp::Timestamp,
};

/// What was planted.
#[derive(Debug)]
pub enum Harvest {
    /// The database had people already, and was left alone.
    Nothing,
    /// Everything.
    Newsroom {
        /// Number of articles.
        articles: usize,
        /// E-mail address and password of everybody, shown once.
        passwords: Vec<(String, String)>,
    },
}

/// Why nothing was planted.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// The folder is not where the command was started.
    #[error("{file} cannot be read ({cause}): start where the folder `seed` is")]
    Unreadable {
        /// The file.
        file: String,
        /// Why.
        #[source]
        cause: io::Error,
    },
    /// A file does not say what it must.
    #[error("{file} is no seed: {problem}")]
    Malformed {
        /// The file.
        file: String,
        /// What is wrong with it.
        problem: String,
    },
    /// The system cannot make passwords.
    #[error("the system has no randomness, so nobody was given a password")]
    NoRandomness,
    /// The database refused.
    #[error("the database refused the seed")]
    Refused(#[from] ServiceError),
}

#[derive(Deserialize)]
struct Departments {
    departments: Vec<SeedDepartment>,
}

#[derive(Deserialize)]
struct SeedDepartment {
    id: String,
    name: String,
    description: String,
}

#[derive(Deserialize)]
struct People {
    people: Vec<SeedPerson>,
}

#[derive(Deserialize)]
struct SeedPerson {
    handle: String,
    name: String,
    email: String,
    powers: String,
    roles: Vec<SeedRole>,
}

#[derive(Deserialize)]
struct SeedRole {
    role: String,
    department: Option<String>,
}

/// The head of an article's file. Times are hours before now.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    title: String,
    standfirst: String,
    department: String,
    author: String,
    stage: Stage,
    written: u32,
    submitted: Option<u32>,
    published: Option<u32>,
    #[serde(rename = "editor")]
    _editor: Option<String>,
    note: Option<String>,
}

/// Plants the newsroom of `folder` unless the database has people.
///
/// # Errors
///
/// A file that cannot be read, or a database that refuses; then nothing is planted.
pub async fn plant(on: &Foundation, folder: &Path) -> Result<Harvest, SeedError> {
    if people::service::count(on).await? > 0 {
        return Ok(Harvest::Nothing);
    }
    let Departments { departments: listed } = read_toml(&folder.join("departments.toml"))?;
    let People { people } = read_toml(&folder.join("people.toml"))?;
    let files = article_files(folder)?;

    let tx = database::begin(&on.db).await.map_err(ServiceError::from)?;
    let mut departments = Vec::new();
    for (position, SeedDepartment { id, name, description }) in (0..).zip(listed) {
        let department = Department { id, name };
        departments::service::found(&tx, &department, &description, position).await?;
        departments.push(department);
    }
    let mut authors = BTreeMap::new();
    let mut passwords = Vec::new();
    for person in people {
        let (handle, author, password) = enrol(on, &tx, person).await?;
        passwords.push(password);
        authors.insert(handle, author);
    }
    let now = on.clock.now();
    let mut planted = BTreeMap::new();
    for file in &files {
        let (article, written) = read_article(file, &departments, &authors, now)?;
        let id = articles::planting::plant(&tx, &article, written).await?;
        planted.insert(article.slug.to_string(), id);
    }
    comments::plant(&tx, &folder.join("comments.toml"), &planted, &authors, now).await?;
    tx.commit().await.map_err(ServiceError::from)?;
    Ok(Harvest::Newsroom { articles: files.len(), passwords })
}

async fn enrol(
    on: &Foundation,
    tx: &Transaction,
    person: SeedPerson,
) -> Result<(String, Author, (String, String)), SeedError> {
    let password = fresh_password()?;
    let hash = on.passwords.hash(NewPassword::generated(password.clone())).await;
    let roles = person.roles.into_iter();
    let new = NewPerson {
        email: person.email.clone(),
        name: person.name.clone(),
        password_hash: Some(hash.map_err(ServiceError::from)?),
        powers: person.powers,
        roles: roles.map(|held| Role { name: held.role, department: held.department }).collect(),
    };
    let (id, slug) = people::service::enrol(tx, new, on.clock.now()).await?;
    Ok((person.handle, Author { id, name: person.name, slug }, (person.email, password)))
}

/// 80 random bits, as five groups that can be read out.
fn fresh_password() -> Result<String, SeedError> {
    let mut bits = [0; 10];
    OsRng.try_fill_bytes(&mut bits).map_err(|_| SeedError::NoRandomness)?;
    let groups = bits.as_chunks().0.iter().map(|two| format!("{:04x}", u16::from_be_bytes(*two)));
    Ok(groups.collect::<Vec<String>>().join("-"))
}

fn article_files(folder: &Path) -> Result<Vec<PathBuf>, SeedError> {
    let folder = folder.join("articles");
    let entries = fs::read_dir(&folder).map_err(|cause| unreadable(&folder, cause))?;
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "md"));
    files.sort();
    Ok(files)
}

fn read_article(
    file: &Path,
    departments: &[Department],
    authors: &BTreeMap<String, Author>,
    now: Timestamp,
) -> Result<(Article, Timestamp), SeedError> {
    let text = fs::read_to_string(file).map_err(|cause| unreadable(file, cause))?;
    let mut parts = text.splitn(3, "+++\n").skip(1);
    let (Some(head), Some(body)) = (parts.next(), parts.next()) else {
        return Err(malformed(file, "there is no head between two lines +++"));
    };
    let head: Head = toml::from_str(head).map_err(|error| malformed(file, error))?;
    let slug = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
    let department = departments.iter().find(|one| one.id == head.department);
    let ago = |hours: u32| now.minus(Duration::from_hours(hours.into()));
    let last = head.published.or(head.submitted).unwrap_or(head.written);
    let text =
        ArticleText { title: head.title, standfirst: head.standfirst, body: body.to_owned() };
    let article = Article {
        id: ArticleId::NEW,
        slug: Slug::try_from(slug).map_err(|error| malformed(file, error))?,
        text: text.checked().map_err(|errors| malformed(file, format!("{errors:?}")))?,
        department: department.cloned().ok_or_else(|| malformed(file, "unknown department"))?,
        author: authors
            .get(&head.author)
            .cloned()
            .ok_or_else(|| malformed(file, "unknown author"))?,
        stage: head.stage,
        note: head.note,
        version: 1,
        changed_at: ago(last),
        submitted_at: head.submitted.map(ago),
        published_at: head.published.map(ago),
        terms: Terms::default(),
    };
    Ok((article, ago(head.written)))
}

fn read_toml<T: DeserializeOwned>(file: &Path) -> Result<T, SeedError> {
    let text = fs::read_to_string(file).map_err(|cause| unreadable(file, cause))?;
    toml::from_str(&text).map_err(|error| malformed(file, error))
}

fn unreadable(file: &Path, cause: io::Error) -> SeedError {
    SeedError::Unreadable { file: file.display().to_string(), cause }
}

fn malformed(file: &Path, problem: impl ToString) -> SeedError {
    SeedError::Malformed { file: file.display().to_string(), problem: problem.to_string() }
}
