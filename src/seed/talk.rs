//! What readers say under generated articles.

use std::time::Duration;

use super::{SeedError, chance::Chance, grammar::Grammar};
use crate::{
    articles::model::{ArticleId, Author},
    comments::{
        self,
        model::{Comment, CommentId, Commenter},
    },
    server::database::Transaction,
    timestamp::Timestamp,
};

/// Of a hundred articles so many are talked about.
const TALKED_ABOUT: u64 = 30;
/// Comments that follow the first one are fewer than this.
const MORE: u64 = 4;
const HOUR: u64 = 3_600_000;

/// Plants comments under some of these articles, each after the article was published.
pub async fn plant(
    tx: &Transaction,
    grammar: &Grammar,
    chance: &mut Chance,
    articles: &[(ArticleId, Timestamp)],
    readers: &[Author],
) -> Result<(), SeedError> {
    let say = |chance: &mut Chance, thread, after: Timestamp| {
        let reader = chance.one_of(readers)?;
        let author = Commenter { id: reader.id, name: reader.name.clone() };
        let text = grammar.phrase("comment", "", chance);
        let at = after.plus(Duration::from_millis(chance.below(24 * HOUR)));
        Some(Comment { thread, ..Comment::begun(author, text, at) })
    };
    let mut first = Vec::new();
    for &(article, published_at) in articles {
        if chance.below(100) < TALKED_ABOUT {
            let comment = say(chance, CommentId::NEW, published_at);
            first.extend(comment.map(|comment| (article, comment)));
        }
    }
    let mut more = Vec::new();
    for begun in comments::planting::plant_all(tx, &first).await? {
        for _ in 0..chance.below(MORE) {
            let thread = if chance.below(2) == 0 { begun.id } else { CommentId::NEW };
            let comment = say(chance, thread, begun.at);
            more.extend(comment.map(|comment| (begun.article, comment)));
        }
    }
    comments::planting::plant_all(tx, &more).await?;
    Ok(())
}
