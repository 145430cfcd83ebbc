//! Every kind of thing that policies decide about, found by its id.

use crate::{
    articles::model::Article,
    authorization::{Governed, Subject, kept},
    call::{CallContext, ServiceError},
    comments::model::Comment,
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
