//! Letters that nobody carries: each a file as it would travel, and one as the mailbox of development shows it.

use std::{
    io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use tokio::fs;

use super::Letter;
use crate::server::{chance, clock::Clock};

/// How many letters are shown.
const SHOWN: usize = 50;

/// The folder.
#[derive(Clone, Debug)]
pub struct Folder(PathBuf);

/// A letter that lies there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lying {
    /// Milliseconds since 1970.
    pub at: i64,
    /// Whom it is for.
    pub to: String,
    /// What it is about.
    pub subject: String,
    /// All of it, as text.
    pub text: String,
    /// All of it, as HTML.
    pub html: String,
}

impl Folder {
    pub(super) fn new(folder: &str) -> Self {
        Self(folder.into())
    }

    pub(super) async fn put(&self, letter: &Letter, message: &[u8]) -> io::Result<()> {
        let Self(folder) = self;
        fs::create_dir_all(folder).await?;
        let Letter { to, subject, text, html } = letter.clone();
        let at = Clock::system().now().millis();
        let lying = Lying { at, to, subject, text, html };
        let digits = chance::digits().map_err(io::Error::other)?;
        // In the order in which they came: until the year 2286 all moments have as many digits.
        let name = folder.join(format!("{at}-{digits}"));
        fs::write(name.with_extension("eml"), message).await?;
        // Whole, or not there: somebody may look at this moment.
        let begun = name.with_extension("begun");
        fs::write(&begun, serde_json::to_vec(&lying)?).await?;
        fs::rename(begun, name.with_extension("json")).await
    }

    /// The letters that lie there, the newest first.
    ///
    /// # Errors
    ///
    /// The folder cannot be read.
    pub async fn lying(&self) -> io::Result<Vec<Lying>> {
        let Self(folder) = self;
        let mut names = match fs::read_dir(folder).await {
            Ok(entries) => of_letters(entries).await?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(error),
        };
        names.sort_unstable_by(|one, other| other.cmp(one));
        let mut letters = Vec::new();
        for name in names.into_iter().take(SHOWN) {
            letters.push(serde_json::from_slice(&fs::read(name).await?)?);
        }
        Ok(letters)
    }
}

async fn of_letters(mut entries: fs::ReadDir) -> io::Result<Vec<PathBuf>> {
    let mut names = Vec::new();
    while let Some(entry) = entries.next_entry().await? {
        let path = entry.path();
        if Path::extension(&path).is_some_and(|it| it == "json") {
            names.push(path);
        }
    }
    Ok(names)
}
