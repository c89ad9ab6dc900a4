//! The bytes of pictures: the only module that uses the object store.
//!
//! A key is random and reveals nothing about the person. Only the database knows who owns a picture.

use std::{
    path::{Path as FilePath, PathBuf},
    sync::Arc,
};

use bytes::Bytes;
use futures_util::TryStreamExt as _;
use object_store::{ObjectStore, ObjectStoreExt as _, local::LocalFileSystem, path::Path};
use walkdir::WalkDir;

/// The folder of the pictures.
const PICTURES_FOLDER: &str = "pictures";

/// Whether a key is that of a file that is being written: the key of a picture, `#` and a number.
fn is_unfinished(key: &str) -> bool {
    key.rsplit_once('#').is_some_and(|(picture, number)| {
        (picture.ends_with(".jpg") || picture.ends_with(".png"))
            && !number.is_empty()
            && number.bytes().all(|digit| digit.is_ascii_digit())
    })
}

/// The store could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The object store failed.
    #[error("the picture store failed: {0}")]
    Store(#[from] object_store::Error),
    /// The directory of the store could not be walked.
    #[error("the picture store's directory failed: {0}")]
    Directory(#[from] std::io::Error),
}

impl From<StoreError> for crate::error::Error {
    /// A full disk, or a store that does not answer, may recover.
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

/// The store of pictures. Every function fails when the store fails.
#[derive(Clone, Debug)]
pub struct PhotoStore {
    store: Arc<dyn ObjectStore>,
    dir: PathBuf,
}

impl PhotoStore {
    /// Opens the store of a directory. What it has acknowledged is on the disk.
    ///
    /// # Errors
    /// When the directory cannot be used.
    pub fn open(dir: &FilePath) -> Result<Self, StoreError> {
        let store = LocalFileSystem::new_with_prefix(dir)?.with_fsync(true);
        Ok(Self { store: Arc::new(store), dir: dir.to_owned() })
    }

    /// The key of a picture. Two hundred and fifty-six folders keep each of them small.
    #[must_use]
    pub fn key(id: &str, format: &str) -> String {
        let extension = if format == "jpeg" { "jpg" } else { "png" };
        format!("{PICTURES_FOLDER}/{}/{id}.{extension}", id.get(..2).unwrap_or("__"))
    }

    /// The id of the picture that a key belongs to.
    #[must_use]
    pub fn picture_id(key: &str) -> &str {
        let name = key.rsplit('/').next().unwrap_or(key);
        name.split('.').next().unwrap_or(name)
    }

    /// Stores a picture.
    pub async fn put(&self, key: &str, bytes: Bytes) -> Result<(), StoreError> {
        self.store.put(&Path::from(key), bytes.into()).await?;
        Ok(())
    }

    /// The bytes of a picture; `None` where there is none.
    pub async fn get(&self, key: &str) -> Result<Option<Bytes>, StoreError> {
        match self.store.get(&Path::from(key)).await {
            Ok(found) => Ok(Some(found.bytes().await?)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Removes a picture. A missing one counts as removed.
    pub async fn delete(&self, key: &str) -> Result<(), StoreError> {
        if is_unfinished(key) {
            return match tokio::fs::remove_file(self.dir.join(key)).await {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
                _ => Ok(()),
            };
        }
        match self.store.delete(&Path::from(key)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Removes the files that a process that was killed while writing has left, and returns their number. No other process may write
    /// meanwhile.
    pub async fn remove_unfinished(&self) -> Result<usize, StoreError> {
        let unfinished_files = self.unfinished_files().await?;
        for file in &unfinished_files {
            self.delete(&file.key).await?;
        }
        Ok(unfinished_files.len())
    }

    /// The files that were not written completely. The object store writes under another name, which its own lists leave out, and renames
    /// the file at the end.
    async fn unfinished_files(&self) -> Result<Vec<StoredFile>, StoreError> {
        let dir = self.dir.clone();
        let walked = tokio::task::spawn_blocking(move || {
            let mut found = Vec::new();
            for entry in WalkDir::new(dir.join(PICTURES_FOLDER)) {
                // A file that was renamed meanwhile is complete.
                let Ok(entry) = entry else { continue };
                let key = entry.path().strip_prefix(&dir).unwrap_or(entry.path());
                let key = key.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
                if !entry.file_type().is_file() || !is_unfinished(&key) {
                    continue;
                }
                let Ok(metadata) = entry.metadata() else { continue };
                let written = metadata.modified()?;
                let since = written.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
                let written_at = i64::try_from(since.as_secs()).unwrap_or(i64::MAX);
                found.push(StoredFile { key, written_at });
            }
            Ok::<_, std::io::Error>(found)
        });
        Ok(walked.await.map_err(std::io::Error::from)??)
    }

    /// Every file in the store, incomplete ones included.
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
        files.extend(self.unfinished_files().await?);
        files.sort_by(|left, right| left.key.cmp(&right.key));
        Ok(files)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn incomplete_files_are_listed_and_removed() {
        let dir = tempfile::tempdir().unwrap();
        let store = PhotoStore::open(dir.path()).unwrap();
        let key = PhotoStore::key("ab12", "jpeg");
        store.put(&key, Bytes::from_static(b"whole")).await.unwrap();
        std::fs::write(dir.path().join("pictures/ab/cd34.jpg#1"), b"ha").unwrap();
        let keys =
            |files: Vec<StoredFile>| files.into_iter().map(|file| file.key).collect::<Vec<_>>();
        assert_eq!(keys(store.list().await.unwrap()), [key.as_str(), "pictures/ab/cd34.jpg#1"]);
        assert_eq!(store.remove_unfinished().await.unwrap(), 1);
        assert_eq!(keys(store.list().await.unwrap()), [key]);
    }
}
