//! Drafts, one an applicant.

use sscard_shared::{api::SavedDraft, draft::Draft};

use super::{Db, Result};

impl Db {
    /// Keeps a draft in place of the one before. Says no when its key has become an application already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn keep_draft(&self, applicant: &str, saved: &SavedDraft, now: i64) -> Result<bool> {
        let mut tx = self.begin().await?;
        let submitted: Option<i64> = sqlx::query_scalar(
            "select 1 from applications where applicant = $1 and draft_key = $2",
        )
        .bind(applicant)
        .bind(&saved.key)
        .fetch_optional(&mut *tx)
        .await?;
        if submitted.is_some() {
            return Ok(false);
        }
        sqlx::query(
            "insert into drafts (applicant, draft_key, saved_at, draft, updated_at) values ($1, $2, $3, $4, $5) \
             on conflict (applicant) do update set draft_key = excluded.draft_key, saved_at = excluded.saved_at, \
             draft = excluded.draft, updated_at = excluded.updated_at",
        )
        .bind(applicant)
        .bind(&saved.key)
        .bind(saved.saved_at)
        .bind(json(&saved.draft)?)
        .bind(now)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(true)
    }

    /// The draft of an applicant.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_draft(&self, applicant: &str) -> Result<Option<SavedDraft>> {
        let row: Option<(String, i64, String)> =
            sqlx::query_as("select draft_key, saved_at, draft from drafts where applicant = $1")
                .bind(applicant)
                .fetch_optional(&self.readers)
                .await?;
        row.map(|(key, saved_at, draft)| Ok(SavedDraft { key, saved_at, draft: parse(&draft)? }))
            .transpose()
    }

    /// Throws the draft of an applicant away.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn drop_draft(&self, applicant: &str) -> Result<()> {
        sqlx::query("delete from drafts where applicant = $1")
            .bind(applicant)
            .execute(&self.writer)
            .await?;
        Ok(())
    }
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
