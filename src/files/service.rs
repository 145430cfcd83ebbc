//! What may be done with files. Each belongs to an article: who reads that, reads them; who may change its
//! text, adds and removes them.

use super::{
    arriving::{self, wrong},
    content,
    form::Part,
    model::{FILES, File, FileId, Files, Kind, checked_description},
    store::{self, Row},
};
use crate::{
    articles::{
        self,
        model::{Article, ArticleId},
        text::ArticleText,
    },
    audit,
    authorization::Permission,
    call::{CallContext, Permit, ServiceError},
    people,
    server::{database, objects, telemetry},
};

/// After how many seconds another file may arrive.
const TRY_AGAIN: u32 = 5;

const TOO_MANY: &str =
    "This article has as many files as it may have. Remove one, then send this again.";
const NO_ROOM: &str = "You keep as much here as you may. Remove a file, then send this again.";

/// The files of an article.
pub async fn list(call: &CallContext, slug: &str) -> Result<Files, ServiceError> {
    let article = articles::service::find_by_slug(call, slug).await?;
    call.authorize_to_know(Permission::ReadArticle, &article)?;
    let rows = store::of_article(&call.on.db, article.id).await?;
    let article = articles::service::discreet(call, article);
    let article = Article { text: ArticleText::default(), ..article };
    let most = call.on.files.largest;
    Ok(Files { article, files: rows.into_iter().map(Row::file).collect(), most })
}

/// A file and where its bytes are, for whoever may read its article. What belongs to none does not exist.
pub async fn find(call: &CallContext, id: FileId) -> Result<Row, ServiceError> {
    let row = store::find(&call.on.db, id).await?.ok_or(ServiceError::NotFound)?;
    let article = row.article_id.map(ArticleId::new).ok_or(ServiceError::NotFound)?;
    articles::service::find_to_read(call, article).await?;
    Ok(row)
}

/// Takes a file in, and gives it to the article.
///
/// That takes as long as its sender likes: whether they are still who they were, and what the policies say, is
/// asked again after it.
pub async fn add(
    call: &CallContext,
    (id, description): (ArticleId, &str),
    part: &mut Part<'_>,
) -> Result<FileId, ServiceError> {
    let article = articles::service::find(call, id).await?;
    call.authorize(Permission::UpdateArticle, &article)?.unrecorded();
    let description = checked_description(description).map_err(ServiceError::Invalid)?;
    let owner = call.user()?.id;
    let place = call.on.files.places.take(owner.to_string());
    let _place = place.ok_or(ServiceError::Busy { seconds: TRY_AGAIN })?;
    let most = room(call, article.id).await?.min(call.on.files.largest);

    let object = objects::fresh_name().map_err(ServiceError::failed)?;
    let new = store::announce(&call.on.db, &object, owner, call.on.clock.now()).await?;
    let added = receive(call, (id, description), (new, &object, most), part).await;
    match added {
        Ok(()) => Ok(new),
        // What failed may have been kept all the same: who sweeps knows.
        Err(error @ ServiceError::Failed(_)) => Err(error),
        Err(refusal) => {
            give_up(call, new, &object).await;
            Err(refusal)
        }
    }
}

async fn receive(
    call: &CallContext,
    (article, description): (ArticleId, String),
    (new, object, most): (FileId, &str, u64),
    part: &mut Part<'_>,
) -> Result<(), ServiceError> {
    let name = content::name(part.file_name());
    let arrived = arriving::keep(&call.on.files, object, (&name, most), part).await?;
    let file = File {
        id: new,
        name: named(&name, arrived.media),
        description,
        media: arrived.media.to_owned(),
        size: arrived.size,
        pixels: arrived.pixels,
    };
    still_signed_in(call).await?;
    let article = articles::service::find(call, article).await?;
    let permit = call.authorize(Permission::UpdateArticle, &article)?;
    attach(call, permit, &article, (&file, &arrived.digest)).await
}

/// Removes what was written of a file that is not kept after all. What fails here is swept away later.
async fn give_up(call: &CallContext, new: FileId, object: &str) {
    match call.on.files.objects.remove(object).await {
        Ok(()) => {
            let _ = store::forget(&call.on.db, new.get()).await;
        }
        Err(cause) => {
            let cause = telemetry::with_causes(&cause);
            tracing::warn!(cause, object, "a file could not be removed");
        }
    }
}

/// Nothing, if the session in which the call began has not ended meanwhile.
async fn still_signed_in(call: &CallContext) -> Result<(), ServiceError> {
    let user = call.user()?;
    let sessions = call.on.sessions.list(user.id).await?;
    let is_live = sessions.iter().any(|session| session.handle == user.handle);
    if is_live { Ok(()) } else { Err(ServiceError::NotSignedIn) }
}

/// Says anew what a file shows or is.
pub async fn describe(
    call: &CallContext,
    id: FileId,
    description: &str,
) -> Result<(), ServiceError> {
    let (article, file) = find_to_change(call, id).await?;
    let permit = call.authorize(Permission::UpdateArticle, &article)?;

    let description = checked_description(description).map_err(ServiceError::Invalid)?;

    let tx = database::begin(&call.on.db).await?;
    if !store::describe(&tx, id, &description).await? {
        return Err(ServiceError::NotFound);
    }
    audit::service::record(&tx, call, &permit, &format!("described {}", file.name)).await?;
    tx.commit().await?;
    call.lead_to_part(&id.part());
    Ok(())
}

/// Removes a file for good. Its bytes are swept away later.
pub async fn remove(call: &CallContext, id: FileId) -> Result<(), ServiceError> {
    let (article, file) = find_to_change(call, id).await?;
    let permit = call.authorize(Permission::RemoveFile, &article)?;

    let tx = database::begin(&call.on.db).await?;
    if !store::detach(&tx, id).await? {
        return Err(ServiceError::NotFound);
    }
    audit::service::record(&tx, call, &permit, &format!("removed {}", file.name)).await?;
    tx.commit().await?;
    call.lead_to_part(FILES);
    Ok(())
}

/// A file that the caller wants to change, and its article. A visitor is told to sign in, whatever it is.
async fn find_to_change(call: &CallContext, id: FileId) -> Result<(Article, Row), ServiceError> {
    call.user()?;
    let row = store::find(&call.on.db, id).await?.ok_or(ServiceError::NotFound)?;
    let article = row.article_id.map(ArticleId::new).ok_or(ServiceError::NotFound)?;
    Ok((articles::service::find(call, article).await?, row))
}

/// How many more bytes the caller may keep, if the article takes another file.
async fn room(call: &CallContext, article: ArticleId) -> Result<u64, ServiceError> {
    if store::count_of_article(&call.on.db, article).await? >= File::MOST {
        return Err(wrong(TOO_MANY));
    }
    let kept = store::bytes_of(&call.on.db, call.user()?.id).await?;
    match call.on.files.quota.saturating_sub(kept) {
        0 => Err(wrong(NO_ROOM)),
        room => Ok(room),
    }
}

/// Keeps the file, if there is still room: of two that arrive at the same time, each may have had some before
/// the other came. So one waits for the other.
async fn attach(
    call: &CallContext,
    permit: Permit,
    article: &Article,
    (file, digest): (&File, &str),
) -> Result<(), ServiceError> {
    let owner = call.user()?.id;
    let tx = database::begin(&call.on.db).await?;
    articles::service::lock(&tx, article.id).await?;
    people::service::lock(&tx, owner).await?;
    if !store::attach(&tx, article.id, file, digest).await? {
        return Err(wrong("It took too long to send this file. Send it again."));
    }
    audit::service::record(&tx, call, &permit, &format!("added {}", file.name)).await?;
    if store::count_of_article(&tx, article.id).await? > File::MOST {
        return Err(wrong(TOO_MANY));
    }
    if store::bytes_of(&tx, owner).await? > call.on.files.quota {
        return Err(wrong(NO_ROOM));
    }
    tx.commit().await?;
    Ok(())
}

/// The name of a file, which ends as its kind does: a picture is not always of the kind that was sent.
fn named(name: &str, media: &str) -> String {
    let (Some(sent), Some(kept)) = (Kind::of_name(name), Kind::of_media(media)) else {
        return name.to_owned();
    };
    match name.rsplit_once('.') {
        Some((stem, _)) if sent != kept => format!("{stem}.{}", kept.extensions[0]),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_ends_as_what_is_kept() {
        assert_eq!(named("bees.webp", "image/png"), "bees.png");
        assert_eq!(named("bees.JPEG", "image/jpeg"), "bees.JPEG");
        assert_eq!(named("a.b.csv", "text/csv"), "a.b.csv");
    }
}
