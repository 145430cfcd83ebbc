//! A form with a file (`multipart/form-data`, RFC 7578), read part by part.
//!
//! # Why not `Multipart` alone
//!
//! It waits for ever for more, and keeps in memory whatever it has not found the end of: all that stands
//! before the first part, and the head of each.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::Poll,
    time::Duration,
};

use axum::{
    body::Body,
    extract::{
        DefaultBodyLimit, FromRequest, Multipart, Request,
        multipart::{Field, MultipartError},
    },
};
use bytes::Bytes;
use futures_util::{Stream, StreamExt, stream};
use tokio::time::timeout;

/// How long we wait for more.
const PAUSE: Duration = Duration::from_secs(10);

/// Bytes that may have arrived of what is not yet given on: many times what a browser writes between parts.
const UNREAD: usize = 1024 * 1024;

/// After so many bytes it is looked whether there is something to give on.
const ENOUGH: usize = 64 * 1024;

/// Bytes of a field that is no file.
const FIELD: usize = 4 * 1024;

/// How much of what is not taken we take in and forget, so that its sender hears why.
const PATIENCE: usize = 16 * 1024 * 1024;

/// A form that arrives.
pub struct Form {
    parts: Multipart,
    unread: Unread,
}

/// A part of it: a field, or the file.
pub struct Part<'a> {
    field: Field<'a>,
    unread: Unread,
}

/// It is no form, its sender is too slow, or has gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

/// Counts what has arrived and is not yet given on.
#[derive(Clone, Debug, Default)]
struct Unread(Arc<AtomicUsize>);

impl Unread {
    /// What arrives: a little at a time, so that it is given on before more is taken, and to an end.
    fn watched(&self, body: Body) -> impl Stream<Item = io::Result<Bytes>> + use<> {
        let (unread, mut arriving, mut has_paused) = (self.clone(), body.into_data_stream(), false);
        stream::poll_fn(move |context| {
            let is_enough = unread.0.load(Ordering::Relaxed) > ENOUGH;
            if is_enough && !has_paused {
                has_paused = true;
                context.waker().wake_by_ref();
                return Poll::Pending;
            }
            has_paused = false;
            let next = arriving.poll_next_unpin(context);
            next.map(|next| next.map(|next| unread.count(next.map_err(io::Error::other)?)))
        })
    }

    fn count(&self, arrived: Bytes) -> io::Result<Bytes> {
        let before = self.0.fetch_add(arrived.len(), Ordering::Relaxed);
        if before > UNREAD { Err(io::ErrorKind::InvalidData.into()) } else { Ok(arrived) }
    }

    /// What comes next, unless its sender keeps us waiting. What came before it is given on.
    async fn next<T>(
        &self,
        next: impl Future<Output = Result<T, MultipartError>>,
    ) -> Result<T, Unreadable> {
        let next = timeout(PAUSE, next).await.map_err(|_| Unreadable)?;
        self.0.store(0, Ordering::Relaxed);
        next.map_err(|_| Unreadable)
    }
}

impl Form {
    /// The form that a request sends.
    pub async fn of(request: Request) -> Result<Self, Unreadable> {
        let unread = Unread::default();
        let mut request = request.map(|body| Body::from_stream(unread.watched(body)));
        DefaultBodyLimit::disable().apply(&mut request);
        let parts = Multipart::from_request(request, &()).await.map_err(|_| Unreadable)?;
        Ok(Self { parts, unread })
    }

    /// The next part; what is left of the one before is skipped.
    pub async fn next(&mut self) -> Result<Option<Part<'_>>, Unreadable> {
        let field = self.unread.next(self.parts.next_field()).await?;
        Ok(field.map(|field| Part { field, unread: self.unread.clone() }))
    }

    /// Takes in what is left: a sender that is not heard to its end does not hear us.
    pub async fn forget(mut self) {
        let mut forgotten = 0;
        while let Ok(Some(mut part)) = self.next().await {
            // A part without content has a head.
            forgotten += ENOUGH;
            while let Ok(Some(bytes)) = part.next().await {
                forgotten += bytes.len();
                if forgotten > PATIENCE {
                    return;
                }
            }
            if forgotten > PATIENCE {
                return;
            }
        }
    }
}

impl Part<'_> {
    /// What the form calls it.
    pub fn name(&self) -> &str {
        self.field.name().unwrap_or_default()
    }

    /// What the sender calls the file.
    pub fn file_name(&self) -> &str {
        self.field.file_name().unwrap_or_default()
    }

    /// More of it; nothing at its end.
    pub async fn next(&mut self) -> Result<Option<Bytes>, Unreadable> {
        self.unread.next(self.field.chunk()).await
    }

    /// All of it as text, if it is short.
    pub async fn text(&mut self) -> Result<String, Unreadable> {
        let mut text = Vec::new();
        while let Some(bytes) = self.next().await? {
            text.extend_from_slice(&bytes);
            if text.len() > FIELD {
                return Err(Unreadable);
            }
        }
        String::from_utf8(text).map_err(|_| Unreadable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn form(parts: impl IntoIterator<Item = Vec<u8>>) -> Form {
        let parts: Vec<_> = parts.into_iter().map(Ok::<_, io::Error>).collect();
        let request = Request::builder()
            .header("content-type", "multipart/form-data; boundary=b")
            .body(Body::from_stream(stream::iter(parts)))
            .unwrap();
        Form::of(request).await.unwrap()
    }

    const HEAD: &[u8] =
        b"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n";

    #[tokio::test]
    async fn a_long_part_is_given_on_as_it_comes() {
        let long = (0..64).map(|_| vec![b'x'; 100_000]);
        let all = [HEAD.to_vec()].into_iter().chain(long).chain([b"\r\n--b--\r\n".to_vec()]);
        let mut form = form(all).await;
        let mut part = form.next().await.unwrap().unwrap();

        let mut length = 0;
        while let Some(bytes) = part.next().await.unwrap() {
            length += bytes.len();
        }

        assert_eq!((length, part.name(), part.file_name()), (6_400_000, "file", "a"));
    }

    #[tokio::test]
    async fn what_is_no_part_is_not_kept_without_end() {
        let before = (0..64).map(|_| vec![b'x'; 100_000]);
        assert!(form(before).await.next().await.is_err());

        let head = (0..64).map(|_| vec![b'x'; 100_000]);
        let head = [b"--b\r\nX: ".to_vec()].into_iter().chain(head);
        assert!(form(head).await.next().await.is_err());
    }

    #[tokio::test]
    async fn a_field_is_short() {
        let field = |length: usize| {
            let head = b"--b\r\nContent-Disposition: form-data; name=\"id\"\r\n\r\n".to_vec();
            [head, vec![b'1'; length], b"\r\n--b--\r\n".to_vec()]
        };

        let text = form(field(FIELD)).await.next().await.unwrap().unwrap().text().await;
        assert_eq!(text.unwrap().len(), FIELD);
        let text = form(field(FIELD + 1)).await.next().await.unwrap().unwrap().text().await;
        assert_eq!(text, Err(Unreadable));
    }
}
