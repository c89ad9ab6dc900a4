//! Drafts, one for each applicant.

use sqlx::{Sqlite, Transaction};
use sscard_shared::api::SavedDraft;

use super::{Db, Result};
use crate::secret;

/// Which draft a save may replace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveCondition {
    /// Any draft, or none.
    Any,
    /// None: there must be no draft.
    Nothing,
    /// The draft of this revision.
    Revision(String),
}

/// The result of a save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftSave {
    /// The draft is saved under this revision.
    Saved(String),
    /// There is another draft than the save may replace. It stays.
    Changed,
    /// The draft's key has become an application already.
    Submitted,
}

impl Db {
    /// Saves a draft in place of the one that it may replace.
    pub async fn save_draft(
        &self,
        applicant: &str,
        saved: &SavedDraft,
        condition: &SaveCondition,
        now: i64,
    ) -> Result<DraftSave> {
        let mut tx = self.begin_write().await?;
        if is_submitted(&mut tx, applicant, &saved.key).await? {
            return Ok(DraftSave::Submitted);
        }
        let current: Option<String> =
            sqlx::query_scalar("select revision from drafts where applicant = $1")
                .bind(applicant)
                .fetch_optional(&mut *tx)
                .await?;
        let is_allowed = match condition {
            SaveCondition::Any => true,
            SaveCondition::Nothing => current.is_none(),
            SaveCondition::Revision(revision) => current.as_ref() == Some(revision),
        };
        if !is_allowed {
            return Ok(DraftSave::Changed);
        }
        let revision = secret::request_id();
        sqlx::query(
            "insert into drafts (applicant, draft_key, saved_at, draft, updated_at, revision) values ($1, $2, $3, $4, $5, $6) \
             on conflict (applicant) do update set draft_key = excluded.draft_key, saved_at = excluded.saved_at, \
             draft = excluded.draft, updated_at = excluded.updated_at, revision = excluded.revision",
        )
        .bind(applicant)
        .bind(&saved.key)
        .bind(saved.saved_at)
        .bind(to_json(&saved.draft)?)
        .bind(now)
        .bind(&revision)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(DraftSave::Saved(revision))
    }

    /// The draft of an applicant, and its revision.
    pub async fn find_draft(&self, applicant: &str) -> Result<Option<(SavedDraft, String)>> {
        let row: Option<(String, i64, String, String)> = sqlx::query_as(
            "select draft_key, saved_at, draft, revision from drafts where applicant = $1",
        )
        .bind(applicant)
        .fetch_optional(&self.readers)
        .await?;
        row.map(|(key, saved_at, draft, revision)| {
            Ok((SavedDraft { key, saved_at, draft: from_json(&draft)? }, revision))
        })
        .transpose()
    }

    /// Deletes the draft of an applicant.
    pub async fn delete_draft(&self, applicant: &str) -> Result<()> {
        sqlx::query("delete from drafts where applicant = $1")
            .bind(applicant)
            .execute(&self.writer)
            .await?;
        Ok(())
    }
}

async fn is_submitted(
    tx: &mut Transaction<'_, Sqlite>,
    applicant: &str,
    key: &str,
) -> Result<bool> {
    let found: Option<i64> =
        sqlx::query_scalar("select 1 from applications where applicant = $1 and draft_key = $2")
            .bind(applicant)
            .bind(key)
            .fetch_optional(&mut **tx)
            .await?;
    Ok(found.is_some())
}

pub(super) fn to_json(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| sqlx::Error::Encode(error.into()).into())
}

pub(super) fn from_json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| sqlx::Error::Decode(error.into()).into())
}
