//! Request bodies with an end.

use std::time::Duration;

use axum::body::Body;
use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use tokio::time::timeout;

/// The longest body that we read: a text of 60,000 characters in any script, as a form sends it.
pub const LIMIT: usize = 1024 * 1024;

/// How much of a longer one we take in and forget, so that the sender hears the answer.
const PATIENCE: usize = 16 * LIMIT;

/// How long we wait for more of one.
const PAUSE: Duration = Duration::from_secs(10);

/// Why a body was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It is longer than it may be.
    TooLarge,
    /// The sender broke off.
    Broken,
}

/// The whole body, if it is not longer than [`LIMIT`].
///
/// # Errors
///
/// It is too long, or broke off.
pub async fn read(body: Body) -> Result<Bytes, Unread> {
    read_up_to(LIMIT, body).await
}

/// The whole body, if it is not longer than that.
///
/// # Errors
///
/// As [`read`].
pub async fn read_up_to(limit: usize, mut body: Body) -> Result<Bytes, Unread> {
    let mut kept = BytesMut::new();
    let mut length = 0;
    while let Some(frame) = timeout(PAUSE, body.frame()).await.map_err(|_| Unread::Broken)? {
        let frame = frame.map_err(|_| Unread::Broken)?;
        let Ok(data) = frame.into_data() else {
            continue;
        };
        length += data.len();
        if length <= limit {
            kept.extend_from_slice(&data);
        } else if length > PATIENCE {
            break;
        }
    }
    if length <= limit { Ok(kept.freeze()) } else { Err(Unread::TooLarge) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_body_is_read_up_to_the_limit_and_not_a_byte_more() {
        assert_eq!(read(Body::from(vec![b'a'; LIMIT])).await.unwrap().len(), LIMIT);
        assert_eq!(read(Body::from(vec![b'a'; LIMIT + 1])).await, Err(Unread::TooLarge));
        assert_eq!(read(Body::from(vec![b'a'; PATIENCE + 1])).await, Err(Unread::TooLarge));
    }
}
