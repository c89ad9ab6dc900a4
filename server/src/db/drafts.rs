//! Drafts, one an applicant.
//!
//! Errors are the database's.

use sqlx::{Sqlite, Transaction};
use sscard_shared::{api::SavedDraft, draft::Draft};

use super::{Db, Result};
use crate::secret;

/// Which draft a save may replace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replaces {
    /// Whichever there is.
    Any,
    /// None: there must be no draft.
    Nothing,
    /// The one of this revision.
    Revision(String),
}

/// What became of a save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftSave {
    /// The draft is kept under this revision.
    Kept(String),
    /// Another draft is there than the save may replace; it stays.
    Changed,
    /// The draft's key has become an application already.
    Submitted,
}

impl Db {
    /// Keeps a draft in place of the one that it may replace.
    pub async fn keep_draft(
        &self,
        applicant: &str,
        saved: &SavedDraft,
        replaces: &Replaces,
        now: i64,
    ) -> Result<DraftSave> {
        let mut tx = self.begin().await?;
        if is_submitted(&mut tx, applicant, &saved.key).await? {
            return Ok(DraftSave::Submitted);
        }
        let current: Option<String> =
            sqlx::query_scalar("select revision from drafts where applicant = $1")
                .bind(applicant)
                .fetch_optional(&mut *tx)
                .await?;
        let may_replace = match replaces {
            Replaces::Any => true,
            Replaces::Nothing => current.is_none(),
            Replaces::Revision(revision) => current.as_ref() == Some(revision),
        };
        if !may_replace {
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
        .bind(json(&saved.draft)?)
        .bind(now)
        .bind(&revision)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(DraftSave::Kept(revision))
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
            Ok((SavedDraft { key, saved_at, draft: parse(&draft)? }, revision))
        })
        .transpose()
    }

    /// Throws the draft of an applicant away.
    pub async fn drop_draft(&self, applicant: &str) -> Result<()> {
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

pub(super) fn json(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| sqlx::Error::Encode(error.into()).into())
}

pub(super) fn parse<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| sqlx::Error::Decode(error.into()).into())
}

/// A draft as it was stored with an application.
pub(super) fn parse_draft(text: &str) -> Result<Draft> {
    parse(text)
}
