//! One picture of one side of one applicant at a time, so that tries are counted exactly and no picture is read twice in parallel.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
};

use sscard_shared::api::PictureKind;

use crate::error::Error;

/// The most requests of one applicant for one side at one time. The app sends one, and a second when it has lost the answer.
const MAX_REQUESTS: usize = 4;
/// Seconds after which a request beyond that may be repeated.
const RETRY_SECONDS: i64 = 5;

type LockTable = HashMap<(String, PictureKind), Weak<tokio::sync::Mutex<()>>>;

/// The locks of the applicants that have a picture read.
#[derive(Debug, Default)]
pub struct ApplicantLocks(Mutex<LockTable>);

/// Held while one picture of an applicant's side is read.
pub type ApplicantLock = tokio::sync::OwnedMutexGuard<()>;

impl ApplicantLocks {
    /// Waits until no other picture of this side is being read for this applicant.
    ///
    /// # Errors
    /// [`Error::TooMany`] where several wait already, so that one applicant cannot fill the queue.
    pub async fn lock(&self, applicant: &str, kind: PictureKind) -> Result<ApplicantLock, Error> {
        let lock = {
            let mut locks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            locks.retain(|_, lock| lock.strong_count() > 0);
            let entry = locks.entry((applicant.to_owned(), kind)).or_default();
            let lock = entry.upgrade().unwrap_or_default();
            *entry = Arc::downgrade(&lock);
            lock
        };
        // The count includes the lock that was just taken.
        if Arc::strong_count(&lock) > MAX_REQUESTS {
            return Err(Error::too_many(RETRY_SECONDS, "正在识别您的图片，请稍候再试"));
        }
        Ok(lock.lock_owned().await)
    }
}
