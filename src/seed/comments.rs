//! The comments of the seed folder.

use std::{collections::BTreeMap, path::Path, time::Duration};

use serde::Deserialize;

use super::{SeedError, malformed, read_toml};
use crate::{
    articles::model::{ArticleId, Author},
    comments::{
        self,
        model::{Comment, CommentId, Commenter, Hidden, checked_text},
    },
    server::database::Transaction,
    timestamp::Timestamp,
};

#[derive(Deserialize)]
struct Comments {
    comments: Vec<SeedComment>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SeedComment {
    article: String,
    author: String,
    /// Before now.
    minutes: u32,
    /// Whether it replies to the comment above it.
    #[serde(default)]
    reply: bool,
    text: String,
    /// Why it is hidden.
    hidden: Option<String>,
}

/// Plants the comments of that file under articles that are planted already.
pub async fn plant(
    tx: &Transaction,
    file: &Path,
    articles: &BTreeMap<String, ArticleId>,
    authors: &BTreeMap<String, Author>,
    now: Timestamp,
) -> Result<(), SeedError> {
    let Comments { comments } = read_toml(file)?;
    let mut above = CommentId::NEW;
    for seed in comments {
        let article = articles.get(&seed.article);
        let article = *article.ok_or_else(|| malformed(file, "unknown article"))?;
        let thread = if seed.reply { above } else { CommentId::NEW };
        let is_reply = seed.reply;
        let comment = comment(seed, file, authors, now)?;
        let id = comments::planting::plant(tx, article, &Comment { thread, ..comment }).await?;
        if !is_reply {
            above = id;
        }
    }
    Ok(())
}

fn comment(
    seed: SeedComment,
    file: &Path,
    authors: &BTreeMap<String, Author>,
    now: Timestamp,
) -> Result<Comment, SeedError> {
    let author = authors.get(&seed.author).ok_or_else(|| malformed(file, "unknown author"))?;
    let author = Commenter { id: author.id, name: author.name.clone() };
    let text = checked_text(&seed.text).map_err(|errors| malformed(file, format!("{errors:?}")))?;
    let at = now.minus(Duration::from_mins(seed.minutes.into()));
    let hidden = seed.hidden.map(|reason| Hidden { reason, at: at.plus(Comment::EDITABLE) });
    Ok(Comment { hidden, ..Comment::begun(author, text, at) })
}
