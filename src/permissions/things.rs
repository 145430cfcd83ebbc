//! Every kind of thing that policies decide about, found by its id.

use crate::{
    articles::model::Article,
    authorization::{Governed, Permission, Subject, kept},
    call::{CallContext, ServiceError},
    comments::{
        self,
        model::{Comment, CommentId},
    },
    departments::model::Section,
    people::{assignment::Assignment, model::Profile},
    trail::model::Deed,
};

/// The thing of that kind and id, whether the caller may know of it or not; `None` if there is none.
pub async fn find(
    call: &CallContext,
    kind: &str,
    id: &str,
) -> Result<Option<Subject>, ServiceError> {
    let db = &call.on.db;
    let found = match kind {
        Article::TYPE => kept::find::<Article>(db, id).await,
        Comment::TYPE => kept::find::<Comment>(db, id).await,
        Profile::TYPE => kept::find::<Profile>(db, id).await,
        Assignment::TYPE => kept::find::<Assignment>(db, id).await,
        Section::TYPE => kept::find::<Section>(db, id).await,
        Deed::TYPE => kept::find::<Deed>(db, id).await,
        _ => Ok(None),
    };
    Ok(found?)
}

/// Whether the caller may know that the thing is there: they may read it, and what it is about. Of a kind
/// that nobody needs to be allowed to read, all are known.
pub async fn is_known(call: &CallContext, thing: &Subject) -> Result<bool, ServiceError> {
    let may_read = |it: &Subject| {
        let read = Permission::named("read", &it.kind);
        read.is_none_or(|read| call.decide(read, it).is_allowed())
    };
    if thing.kind != Comment::TYPE {
        return Ok(may_read(thing));
    }
    let id = thing.id.parse().map_err(ServiceError::failed)?;
    let article = comments::service::article_of(call, CommentId::new(id)).await?;
    let article = kept::find::<Article>(&call.on.db, &article.to_string()).await?;
    Ok(may_read(thing) && article.is_some_and(|article| may_read(&article)))
}
