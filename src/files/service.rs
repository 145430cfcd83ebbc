//! What may be done with files. Each belongs to an article: who reads that, reads them; who may change its
//! text, adds and removes them.

use axum::extract::multipart::Field;

use super::{
    arriving::{self, wrong},
    content,
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
    server::{database, objects},
};

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
/// That takes as long as its sender likes: what the policies said before is asked again after it.
pub async fn add(
    call: &CallContext,
    (article, description): (ArticleId, &str),
    field: &mut Field<'_>,
) -> Result<FileId, ServiceError> {
    let article = articles::service::find(call, article).await?;
    call.authorize(Permission::UpdateArticle, &article)?.unrecorded();
    let description = checked_description(description).map_err(ServiceError::Invalid)?;
    let name = content::name(field.file_name().unwrap_or_default());
    let most = room(call, article.id).await?.min(call.on.files.largest);

    let owner = call.user()?.id;
    let object = objects::fresh_name().map_err(ServiceError::failed)?;
    let id = store::announce(&call.on.db, &object, owner, call.on.clock.now()).await?;
    let arrived = arriving::keep(&call.on.files, &object, (&name, most), field).await?;
    let file = File {
        id,
        name: named(&name, arrived.media),
        description,
        media: arrived.media.to_owned(),
        size: arrived.size,
        pixels: arrived.pixels,
    };
    let article = articles::service::find(call, article.id).await?;
    let permit = call.authorize(Permission::UpdateArticle, &article)?;
    attach(call, permit, &article, (&file, &arrived.digest)).await?;
    Ok(id)
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
    let permit = call.authorize(Permission::UpdateArticle, &article)?;

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

/// Two files that arrive at the same time may each have had room before the other came.
async fn attach(
    call: &CallContext,
    permit: Permit,
    article: &Article,
    (file, digest): (&File, &str),
) -> Result<(), ServiceError> {
    let owner = call.user()?.id;
    let tx = database::begin(&call.on.db).await?;
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
