//! The bytes of pictures: the only place that knows the object store.
//!
//! A key is random and says nothing about the person; who owns a picture is in the database alone.

use std::{path::Path as FilePath, sync::Arc};

use bytes::Bytes;
use futures_util::TryStreamExt as _;
use object_store::{ObjectStore, ObjectStoreExt as _, local::LocalFileSystem, path::Path};

/// The store could not do what was asked.
#[derive(Debug, thiserror::Error)]
#[error("the picture store failed: {0}")]
pub struct StoreError(#[from] object_store::Error);

impl From<StoreError> for crate::error::Error {
    /// A disk that is full, or a store that does not answer, may be well again in a while.
    fn from(error: StoreError) -> Self {
        Self::Unavailable { service: "the picture store", cause: error.to_string() }
    }
}

/// A file in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFile {
    /// Its key.
    pub key: String,
    /// When it was written, in seconds since 1970-01-01T00:00:00Z.
    pub written_at: i64,
}

/// The store of pictures.
#[derive(Clone, Debug)]
pub struct PhotoStore {
    store: Arc<dyn ObjectStore>,
}

impl PhotoStore {
    /// Opens the store of a directory. What it has acknowledged is on the disk.
    ///
    /// # Errors
    /// When the directory cannot be used.
    pub fn open(dir: &FilePath) -> Result<Self, StoreError> {
        let store = LocalFileSystem::new_with_prefix(dir)?.with_fsync(true);
        Ok(Self { store: Arc::new(store) })
    }

    /// The key of a picture. Two hundred and fifty-six folders keep each of them small.
    #[must_use]
    pub fn key(id: &str, format: &str) -> String {
        let extension = if format == "jpeg" { "jpg" } else { "png" };
        format!("pictures/{}/{id}.{extension}", id.get(..2).unwrap_or("__"))
    }

    /// The id of the picture that a key belongs to.
    #[must_use]
    pub fn id_of(key: &str) -> &str {
        let name = key.rsplit('/').next().unwrap_or(key);
        name.split('.').next().unwrap_or(name)
    }

    /// Puts a picture into the store.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn put(&self, key: &str, bytes: Bytes) -> Result<(), StoreError> {
        self.store.put(&Path::from(key), bytes.into()).await?;
        Ok(())
    }

    /// The bytes of a picture, or nothing where there is none.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn get(&self, key: &str) -> Result<Option<Bytes>, StoreError> {
        match self.store.get(&Path::from(key)).await {
            Ok(found) => Ok(Some(found.bytes().await?)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Removes a picture; one that is not there is removed already.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn delete(&self, key: &str) -> Result<(), StoreError> {
        match self.store.delete(&Path::from(key)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Every file in the store.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn list(&self) -> Result<Vec<StoredFile>, StoreError> {
        let mut files: Vec<StoredFile> = self
            .store
            .list(None)
            .map_ok(|meta| StoredFile {
                key: meta.location.to_string(),
                written_at: meta.last_modified.timestamp(),
            })
            .try_collect()
            .await?;
        files.sort_by(|left, right| left.key.cmp(&right.key));
        Ok(files)
    }
}
