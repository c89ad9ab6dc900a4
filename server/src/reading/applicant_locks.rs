//! One picture of one side of one applicant at a time, so that tries are counted exactly and no picture is read twice at once.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
};

use sscard_shared::api::PictureKind;

use crate::error::Error;

/// Requests of one applicant for one side at one time; a page asks for one, and once more when it has lost the answer.
const AT_ONE_TIME: usize = 4;
/// Seconds after which a request beyond that may come again.
const PAUSE: i64 = 5;

type Held = HashMap<(String, PictureKind), Weak<tokio::sync::Mutex<()>>>;

/// Who is having a picture read.
#[derive(Debug, Default)]
pub struct ApplicantLocks(Mutex<Held>);

/// It is somebody's turn as long as this lives.
pub type Turn = tokio::sync::OwnedMutexGuard<()>;

impl ApplicantLocks {
    /// Waits until no other picture of this side is being read for this applicant.
    ///
    /// # Errors
    /// [`Error::TooMany`] where several wait already: one person must not fill the queue.
    pub async fn lock(&self, applicant: &str, kind: PictureKind) -> Result<Turn, Error> {
        let turn = {
            let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            held.retain(|_, turn| turn.strong_count() > 0);
            let known = held.entry((applicant.to_owned(), kind)).or_default();
            let turn = known.upgrade().unwrap_or_default();
            *known = Arc::downgrade(&turn);
            turn
        };
        // The one that was just taken is among them.
        if Arc::strong_count(&turn) > AT_ONE_TIME {
            return Err(Error::too_many(PAUSE, "正在识别您的图片，请稍候再试"));
        }
        Ok(turn.lock_owned().await)
    }
}
