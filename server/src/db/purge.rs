//! Deletes what is no longer needed.

use super::{Db, Result, SessionLimits};
use crate::config;

/// How much was deleted.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Purged {
    /// Drafts that were not changed for long.
    pub drafts: u64,
    /// Sessions that had ended.
    pub sessions: u64,
    /// Expired codes, counts of sends, of failures and of readings, scans, login states, and answers of the register and licences.
    pub codes: u64,
    /// Messages of the sandbox.
    pub messages: u64,
    /// Pictures that no draft and no application names any more.
    pub pictures: u64,
    /// Files of the store that no picture's row names.
    pub strays: u64,
}

/// How long some rows are kept whose limits are settings of other parts.
#[derive(Clone, Copy, Debug)]
pub struct PurgeWindows {
    /// Seconds for which tries of reading count.
    pub reading_tries_seconds: i64,
    /// Seconds for which an answer of the register is valid.
    pub eligibility_seconds: i64,
}

/// A picture whose row was deleted.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct DeletedPicture {
    /// Its id.
    pub id: String,
    /// The format of its bytes: `jpeg` or `png`.
    pub format: String,
}

const DAY_SECONDS: i64 = 86_400;

impl Db {
    /// Deletes drafts, sessions, codes and counts that have expired.
    pub async fn purge(
        &self,
        settings: &config::PurgeSettings,
        sessions: SessionLimits,
        windows: PurgeWindows,
        now: i64,
    ) -> Result<Purged> {
        let mut tx = self.begin_write().await?;
        let mut deleted = Vec::new();
        for (sql, before) in [
            ("delete from drafts where updated_at < $1", now - settings.drafts_days * DAY_SECONDS),
            ("delete from sessions where seen_at < $1 and not kept", now - sessions.idle_seconds),
            ("delete from sessions where ends_at < $1", now),
            ("delete from account_resets where sent_at < $1", now - DAY_SECONDS),
            ("delete from known_devices where seen_at < $1", now - 400 * DAY_SECONDS),
            ("delete from sms_codes where expires_at < $1", now),
            ("delete from sms_sends where sent_at < $1", now - DAY_SECONDS),
            ("delete from real_name_failures where failed_at < $1", now - DAY_SECONDS),
            ("delete from reading_tries where read_at < $1", now - windows.reading_tries_seconds),
            ("delete from sandbox_messages where sent_at < $1", now - 7 * DAY_SECONDS),
            ("delete from upload_tries where sent_at < $1", now - DAY_SECONDS),
            ("delete from scans where ends_at < $1", now),
            ("delete from provider_trips where ends_at < $1", now),
            ("delete from eligibilities where asked_at < $1", now - windows.eligibility_seconds),
        ] {
            let result = sqlx::query(sql).bind(before).execute(&mut *tx).await?;
            deleted.push(result.rows_affected());
        }
        tx.commit().await?;
        Ok(Purged {
            drafts: deleted[0],
            sessions: deleted[1] + deleted[2],
            codes: deleted[3..9].iter().chain(&deleted[10..]).sum(),
            messages: deleted[9],
            ..Purged::default()
        })
    }

    /// Deletes the rows of pictures made before `before` that no draft and no application names, with their readings.
    pub async fn delete_unused_pictures(&self, before: i64) -> Result<Vec<DeletedPicture>> {
        let mut tx = self.begin_write().await?;
        let deleted = sqlx::query_as(
            "delete from pictures where created_at < $1 \
             and not exists (select 1 from application_pictures a where a.picture = pictures.id) \
             and not exists (select 1 from drafts d where d.applicant = pictures.applicant \
             and instr(d.draft, pictures.id) > 0) returning id, format",
        )
        .bind(before)
        .fetch_all(&mut *tx)
        .await?;
        sqlx::query(
            "delete from readings where not exists (select 1 from pictures p \
             where p.applicant = readings.applicant and p.kind = readings.kind and p.sha256 = readings.sha256)",
        )
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(deleted)
    }
}
