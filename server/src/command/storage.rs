//! `verify` and `purge`.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{CommandError, CommandOutcome, StorageOptions, print};
use crate::{clock::Clock, photo_store::PhotoStore, purge, secret};

#[derive(Default, Serialize)]
struct VerifyReport {
    ok: bool,
    /// Pictures that the database names.
    pictures: usize,
    /// Named, but not in the store.
    missing: Vec<String>,
    /// Named and in the store, but with other bytes than were stored.
    damaged: Vec<String>,
    /// In the store, but not named.
    unknown: Vec<String>,
    /// In the store for less than an hour and not named yet: uploads under way or cut off.
    under_way: Vec<String>,
}

/// Checks that the store holds exactly the pictures that the database names, undamaged.
pub(super) async fn verify(storage: &StorageOptions) -> Result<CommandOutcome, CommandError> {
    let (_, db, store) = storage.open().await?;
    // The files are listed first: a picture that arrives meanwhile then has its row when the rows are read.
    let files = store.list().await?;
    let pictures = db.list_pictures().await?;
    let mut report = VerifyReport { pictures: pictures.len(), ..VerifyReport::default() };
    let mut named = BTreeSet::new();
    for picture in &pictures {
        let key = PhotoStore::key(&picture.id, &picture.format);
        match store.get(&key).await? {
            None => report.missing.push(key.clone()),
            Some(bytes) if secret::sha256(&bytes) != picture.sha256 => {
                report.damaged.push(key.clone());
            }
            Some(_) => {}
        }
        named.insert(key);
    }
    let recent_since = Clock::System.now() - purge::UPLOAD_SECONDS;
    for file in files.into_iter().filter(|file| !named.contains(&file.key)) {
        let list = if file.written_at >= recent_since {
            &mut report.under_way
        } else {
            &mut report.unknown
        };
        list.push(file.key);
    }
    report.ok = report.missing.is_empty() && report.damaged.is_empty() && report.unknown.is_empty();
    print(&report)?;
    Ok(CommandOutcome::refused_if(!report.ok))
}

/// Deletes what is no longer needed.
pub(super) async fn purge(storage: &StorageOptions) -> Result<CommandOutcome, CommandError> {
    let (config, db, store) = storage.open().await?;
    let purged = purge::purge_once(&config, &db, &store, Clock::System.now()).await?;
    db.close().await;
    print(&purged)?;
    Ok(CommandOutcome::Success)
}
