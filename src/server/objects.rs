//! Where the bytes of uploaded files are kept: in a folder, or in a store that speaks S3.
//!
//! An object is named by chance, written once, and never changed. Which objects there are is in the
//! database.

use std::{fs, io, ops::Range, path::PathBuf, sync::Arc};

use bytes::Bytes;
use futures_util::{StreamExt, stream::BoxStream};
use object_store::{
    GetOptions, ObjectStore, ObjectStoreExt, WriteMultipart,
    aws::{AmazonS3, AmazonS3Builder},
    local::LocalFileSystem,
    path::Path,
    prefix::PrefixStore,
};
use rand::rand_core::OsError;

use super::{
    chance, cryptography,
    settings::{Bucket, Files},
    telemetry,
};

/// Bytes of a part of a long object: S3 takes none below 5 MiB, and 10,000 of them.
const PART: usize = 8 * 1024 * 1024;

/// Parts of one object that are on their way to the store at the same time.
const UNDER_WAY: usize = 1;

/// The store cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum CannotOpen {
    /// The folder cannot be made.
    #[error("the folder {folder} cannot be made")]
    Folder {
        /// Which.
        folder: String,
        /// Why.
        #[source]
        cause: io::Error,
    },
    /// The settings do not fit.
    #[error(transparent)]
    Store(#[from] object_store::Error),
}

/// An object cannot be written, read or removed.
#[derive(Debug, thiserror::Error)]
#[error("the store of files is out of order")]
pub struct OutOfOrder(#[from] object_store::Error);

/// All objects.
#[derive(Clone, Debug)]
pub struct Objects {
    store: Arc<dyn ObjectStore>,
    /// Where they are, if in a folder.
    folder: Option<PathBuf>,
}

/// An object that is being written, part by part. It does not exist until it is finished.
pub struct Writing(WriteMultipart);

impl Objects {
    /// The objects that the settings name.
    ///
    /// # Errors
    ///
    /// The folder cannot be made, or the settings do not fit each other.
    pub fn open(settings: &Files) -> Result<Self, CannotOpen> {
        match settings.bucket() {
            Some(bucket) => {
                Ok(Self { store: Arc::new(in_bucket(settings, bucket)?), folder: None })
            }
            None => Self::in_folder(&settings.store),
        }
    }

    fn in_folder(folder: &str) -> Result<Self, CannotOpen> {
        fs::create_dir_all(folder)
            .map_err(|cause| CannotOpen::Folder { folder: folder.to_owned(), cause })?;
        let store = LocalFileSystem::new_with_prefix(folder)?.with_automatic_cleanup(true);
        Ok(Self { store: Arc::new(store), folder: Some(folder.into()) })
    }

    /// Keeps an object.
    ///
    /// # Errors
    ///
    /// The store is out of order.
    pub async fn put(&self, name: &str, bytes: Bytes) -> Result<(), OutOfOrder> {
        self.store.put(&Path::from(name), bytes.into()).await?;
        Ok(())
    }

    /// Begins an object of unknown length.
    ///
    /// # Errors
    ///
    /// The store is out of order.
    pub async fn begin(&self, name: &str) -> Result<Writing, OutOfOrder> {
        let upload = self.store.put_multipart(&Path::from(name)).await?;
        Ok(Writing(WriteMultipart::new_with_chunk_size(upload, PART)))
    }

    /// That part of an object, as it arrives.
    ///
    /// # Errors
    ///
    /// There is no such object, or the store is out of order.
    pub async fn read(
        &self,
        name: &str,
        range: Range<u64>,
    ) -> Result<BoxStream<'static, Result<Bytes, OutOfOrder>>, OutOfOrder> {
        let options = GetOptions::default().with_range(Some(range));
        let found = self.store.get_opts(&Path::from(name), options).await?;
        Ok(found.into_stream().map(|part| part.map_err(OutOfOrder)).boxed())
    }

    /// Removes an object. One that is not there is removed.
    ///
    /// # Errors
    ///
    /// The store is out of order.
    pub async fn remove(&self, name: &str) -> Result<(), OutOfOrder> {
        match self.store.delete(&Path::from(name)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
            Err(cause) => return Err(OutOfOrder(cause)),
        }
        if let Some(folder) = &self.folder {
            remove_parts(&folder.join(name)).await;
        }
        Ok(())
    }
}

impl Writing {
    /// Writes more; waits while the store is slower than the sender.
    ///
    /// # Errors
    ///
    /// The store is out of order.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), OutOfOrder> {
        self.0.wait_for_capacity(UNDER_WAY).await?;
        self.0.write(bytes);
        Ok(())
    }

    /// Makes the object exist.
    ///
    /// # Errors
    ///
    /// The store is out of order.
    pub async fn finish(self) -> Result<(), OutOfOrder> {
        self.0.finish().await?;
        Ok(())
    }

    /// Gives the object up.
    pub async fn give_up(self) {
        if let Err(cause) = self.0.abort().await {
            tracing::warn!(
                cause = telemetry::with_causes(&cause),
                "what was written of a file stays behind"
            );
        }
    }
}

/// Removes what a server that was killed has left of an object: `NAME#1`, as `object_store` calls it.
async fn remove_parts(object: &std::path::Path) {
    let (Some(folder), Some(name)) = (object.parent(), object.file_name()) else { return };
    let begins = format!("{}#", name.to_string_lossy());
    let Ok(mut entries) = tokio::fs::read_dir(folder).await else { return };
    while let Ok(Some(entry)) = entries.next_entry().await {
        if entry.file_name().to_string_lossy().starts_with(&begins)
            && let Err(cause) = tokio::fs::remove_file(entry.path()).await
        {
            tracing::warn!(%cause, "what was written of a file stays behind");
        }
    }
}

fn in_bucket(
    settings: &Files,
    bucket: Bucket<'_>,
) -> Result<PrefixStore<AmazonS3>, object_store::Error> {
    cryptography::choose();
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(bucket.name)
        .with_region(&settings.region)
        .with_access_key_id(&settings.access_key)
        .with_secret_access_key(&settings.secret_key);
    if !settings.endpoint.is_empty() {
        let endpoint = &settings.endpoint;
        builder = builder.with_endpoint(endpoint).with_allow_http(endpoint.starts_with("http://"));
    }
    Ok(PrefixStore::new(builder.build()?, bucket.prefix))
}

/// The name of a new object: 128 random bits in hexadecimal, in one of 256 folders.
///
/// # Errors
///
/// The system has no randomness.
pub fn fresh_name() -> Result<String, OsError> {
    let mut name = chance::digits()?;
    name.insert(2, '/');
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_objects_have_one_name_and_none_leaves_its_folder() {
        let (one, another) = (fresh_name().unwrap(), fresh_name().unwrap());

        assert_ne!(one, another);
        assert_eq!((one.len(), one.matches('/').count(), one.find('/')), (33, 1, Some(2)));
    }
}
