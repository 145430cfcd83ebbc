//! The bytes of a file on their way in: looked at, counted, and kept, part by part.

use bytes::{Bytes, BytesMut};
use sha2::{Digest, Sha256};

use super::{
    content::{self, HEAD, Text, Unfit},
    form::Part,
    model::{self, Kind},
};
use crate::{
    call::ServiceError,
    server::{
        chance::hex,
        files::Files,
        objects::{OutOfOrder, Writing},
        pictures::{NoPicture, Picture},
    },
};

/// After how many seconds there may be room for another picture.
const TRY_AGAIN: u32 = 10;

const NOTHING: &str = "Choose a file.";
const BROKE_OFF: &str = "The file did not arrive as a whole. Send it again.";
const BROKEN: &str =
    "This picture cannot be read. Open it in another program, save it anew, then send that.";
const NO_PORTRAIT: &str = "Send a JPEG, PNG or WebP.";
const TOO_MANY_PIXELS: &str =
    "This picture has too many pixels. Make it smaller, then send it again.";

/// What has arrived and is kept.
#[derive(Debug)]
pub struct Arrived {
    pub media: &'static str,
    pub size: u64,
    pub pixels: Option<(u32, u32)>,
    /// SHA-256 of what is kept, in hexadecimal.
    pub digest: String,
}

/// Keeps the file of that name as that object, if it is one that we take and no longer than `most`.
pub async fn keep(
    files: &Files,
    object: &str,
    (name, most): (&str, u64),
    file: &mut Part<'_>,
) -> Result<Arrived, ServiceError> {
    let head = head(file).await?;
    if head.is_empty() {
        return Err(wrong(NOTHING));
    }
    let kind = content::kind(name, &head)?;
    if kind.is_picture() {
        let turn = files.pictures.turn().ok_or(ServiceError::Busy { seconds: TRY_AGAIN })?;
        let sent = whole(file, head, most.min(files.picture)).await?;
        picture(files, object, turn.anew(sent).await?).await
    } else {
        let mut writing = files.objects.begin(object).await?;
        match write(kind, (head, most), file, &mut writing).await {
            Ok(arrived) => writing.finish().await.map(|()| arrived).map_err(ServiceError::from),
            Err(error) => {
                writing.give_up().await;
                Err(error)
            }
        }
    }
}

/// A picture is kept as we have drawn it.
async fn picture(files: &Files, object: &str, picture: Picture) -> Result<Arrived, ServiceError> {
    let (size, digest) = (picture.bytes.len() as u64, hex(&Sha256::digest(&picture.bytes)));
    files.objects.put(object, picture.bytes).await?;
    Ok(Arrived { media: picture.media, size, pixels: Some(picture.pixels), digest })
}

/// The kinds of picture that show a person.
pub const PORTRAITS: [&str; 3] = ["image/jpeg", "image/png", "image/webp"];

/// A picture of a person that arrives, drawn anew as a square of that many pixels, and no larger than it was.
pub async fn portrait(
    files: &Files,
    side: u32,
    file: &mut Part<'_>,
) -> Result<Picture, ServiceError> {
    let head = head(file).await?;
    if head.is_empty() {
        return Err(wrong(NOTHING));
    }
    let kind = content::kind(&content::name(file.file_name()), &head)?;
    if !PORTRAITS.contains(&kind.media) {
        return Err(wrong(NO_PORTRAIT));
    }
    let turn = files.pictures.turn().ok_or(ServiceError::Busy { seconds: TRY_AGAIN })?;
    let sent = whole(file, head, files.picture).await?;
    Ok(turn.square(sent, side).await?)
}

/// Any other file is kept as it arrives.
async fn write(
    kind: &Kind,
    (head, most): (Bytes, u64),
    file: &mut Part<'_>,
    writing: &mut Writing,
) -> Result<Arrived, ServiceError> {
    let (mut text, mut digest, mut size) = (Text::default(), Sha256::new(), 0);
    let mut next = Some(head);
    while let Some(part) = next {
        size += part.len() as u64;
        if size > most {
            return Err(too_large(most));
        }
        if kind.is_text() {
            text.goes_on(&part)?;
        }
        digest.update(&part);
        writing.write(&part).await?;
        next = more(file).await?;
    }
    text.ends()?;
    Ok(Arrived { media: kind.media, size, pixels: None, digest: hex(&digest.finalize()) })
}

/// The first bytes, by which a file is known.
async fn head(file: &mut Part<'_>) -> Result<Bytes, ServiceError> {
    let mut head = BytesMut::new();
    while head.len() < HEAD {
        let Some(part) = more(file).await? else { break };
        head.extend_from_slice(&part);
    }
    Ok(head.freeze())
}

/// All bytes.
async fn whole(file: &mut Part<'_>, head: Bytes, most: u64) -> Result<Bytes, ServiceError> {
    let mut whole = BytesMut::from(head);
    while let Some(part) = more(file).await? {
        whole.extend_from_slice(&part);
        if whole.len() as u64 > most {
            break;
        }
    }
    if whole.len() as u64 > most { Err(too_large(most)) } else { Ok(whole.freeze()) }
}

async fn more(file: &mut Part<'_>) -> Result<Option<Bytes>, ServiceError> {
    file.next().await.map_err(|_| wrong(BROKE_OFF))
}

/// What is wrong with the file, where it was chosen.
pub fn wrong(sentence: impl Into<String>) -> ServiceError {
    ServiceError::Invalid([("file".to_owned(), sentence.into())].into())
}

fn too_large(most: u64) -> ServiceError {
    wrong(model::too_large(most))
}

impl From<Unfit> for ServiceError {
    fn from(Unfit(sentence): Unfit) -> Self {
        wrong(sentence)
    }
}

impl From<NoPicture> for ServiceError {
    fn from(no_picture: NoPicture) -> Self {
        match no_picture {
            NoPicture::Broken => wrong(BROKEN),
            NoPicture::TooManyPixels => wrong(TOO_MANY_PIXELS),
            NoPicture::Failed(cause) => Self::Failed(cause),
        }
    }
}

impl From<OutOfOrder> for ServiceError {
    fn from(cause: OutOfOrder) -> Self {
        Self::failed(cause)
    }
}
