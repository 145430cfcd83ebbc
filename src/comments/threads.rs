//! Comments in threads.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    model::{Comment, CommentId, First, Thread},
    store,
};
use crate::{
    authorization::Permission,
    call::{CallContext, ServiceError},
};

/// The threads of comments that stand in their order: each thread's first comment before the others.
pub async fn of(call: &CallContext, comments: Vec<Comment>) -> Result<Vec<Thread>, ServiceError> {
    let shown: BTreeSet<CommentId> = comments.iter().map(|comment| comment.id).collect();
    let begun_elsewhere: BTreeSet<CommentId> =
        comments.iter().map(|comment| comment.thread).filter(|id| !shown.contains(id)).collect();
    let mut elsewhere = firsts(call, begun_elsewhere).await?;
    let mut threads: Vec<(CommentId, Thread)> = Vec::new();
    for comment in comments {
        match threads.last_mut() {
            Some((id, thread)) if *id == comment.thread => thread.replies.push(comment),
            _ => threads.push((comment.thread, begun(comment, &mut elsewhere))),
        }
    }
    Ok(threads.into_iter().map(|(_, thread)| thread).collect())
}

fn begun(comment: Comment, elsewhere: &mut BTreeMap<CommentId, First>) -> Thread {
    if comment.id == comment.thread {
        return Thread { first: First::Comment(comment), replies: Vec::new() };
    }
    let first = elsewhere.remove(&comment.thread).unwrap_or(First::Deleted);
    Thread { first, replies: vec![comment] }
}

/// What became of comments that do not stand on the page; those that are gone are not in the answer.
async fn firsts(
    call: &CallContext,
    ids: BTreeSet<CommentId>,
) -> Result<BTreeMap<CommentId, First>, ServiceError> {
    let rows = store::find_all(&call.on.db, ids).await?;
    let firsts = rows.into_iter().map(|row| {
        let comment = row.comment(&BTreeMap::new());
        let may_read = call.may(Permission::ReadComment, &comment);
        (comment.id, if may_read { First::Before } else { First::Hidden })
    });
    Ok(firsts.collect())
}
