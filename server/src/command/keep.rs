//! `verify` and `purge`.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Failure, Outcome, Storage, print};
use crate::{clock::Clock, photo_store::PhotoStore, purge, secret};

#[derive(Default, Serialize)]
struct Report {
    ok: bool,
    /// Pictures that the database names.
    pictures: usize,
    /// Named, and not in the store.
    missing: Vec<String>,
    /// Named, in the store, and other bytes than were kept.
    damaged: Vec<String>,
    /// In the store, and named by nothing.
    unknown: Vec<String>,
    /// In the store for less than an hour and named by nothing yet: uploads under way or cut off.
    under_way: Vec<String>,
}

/// Is everything that the database names in the store, unharmed, and the reverse?
pub(super) async fn verify(storage: &Storage) -> Result<Outcome, Failure> {
    let (_, db, store) = storage.open().await?;
    // Files first: a picture that comes while we look then has its row by the time we read the rows.
    let files = store.list().await?;
    let pictures = db.list_pictures().await?;
    let mut report = Report { pictures: pictures.len(), ..Report::default() };
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
    let young = Clock::System.now() - purge::UPLOAD_SECONDS;
    for file in files.into_iter().filter(|file| !named.contains(&file.key)) {
        let list =
            if file.written_at >= young { &mut report.under_way } else { &mut report.unknown };
        list.push(file.key);
    }
    report.ok = report.missing.is_empty() && report.damaged.is_empty() && report.unknown.is_empty();
    print(&report)?;
    Ok(Outcome::refused_if(!report.ok))
}

/// Throws away what is no longer needed.
pub(super) async fn purge(storage: &Storage) -> Result<Outcome, Failure> {
    let (config, db, store) = storage.open().await?;
    let purged = purge::purge_once(&config, &db, &store, Clock::System.now()).await?;
    db.close().await;
    print(&purged)?;
    Ok(Outcome::Well)
}
