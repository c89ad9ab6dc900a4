//! Throwing away what is no longer needed.

use super::{Db, Result, SessionLimits};
use crate::config;

/// What was thrown away.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Purged {
    /// Drafts that nobody touched any more.
    pub drafts: u64,
    /// Sessions that had ended.
    pub sessions: u64,
    /// Codes, notes of sends, of failures and of readings, scans, trips to a provider, and what the register and a licence told, whose time
    /// was over.
    pub codes: u64,
    /// Messages of the sandbox.
    pub messages: u64,
    /// Pictures that no draft and no application named any more.
    pub pictures: u64,
    /// Files of the store that no picture's row named.
    pub strays: u64,
}

const DAY: i64 = 86_400;

impl Db {
    /// Throws away drafts, sessions, codes and notes whose time is over.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn purge(
        &self,
        settings: &config::Purge,
        sessions: SessionLimits,
        (tries_window, eligible_window): (i64, i64),
        now: i64,
    ) -> Result<Purged> {
        let mut tx = self.begin().await?;
        let mut gone = Vec::new();
        for (sql, before) in [
            ("delete from drafts where updated_at < $1", now - settings.drafts_days * DAY),
            ("delete from sessions where seen_at < $1 and not kept", now - sessions.idle),
            ("delete from sessions where ends_at < $1", now),
            ("delete from account_resets where sent_at < $1", now - DAY),
            ("delete from known_devices where seen_at < $1", now - 400 * DAY),
            ("delete from sms_codes where expires_at < $1", now),
            ("delete from sms_sends where sent_at < $1", now - DAY),
            ("delete from real_name_failures where failed_at < $1", now - DAY),
            ("delete from reading_tries where read_at < $1", now - tries_window),
            ("delete from sandbox_messages where sent_at < $1", now - 7 * DAY),
            ("delete from upload_tries where sent_at < $1", now - DAY),
            ("delete from scans where ends_at < $1", now),
            ("delete from provider_trips where ends_at < $1", now),
            ("delete from eligibilities where asked_at < $1", now - eligible_window),
        ] {
            let done = sqlx::query(sql).bind(before).execute(&mut *tx).await?;
            gone.push(done.rows_affected());
        }
        tx.commit().await?;
        Ok(Purged {
            drafts: gone[0],
            sessions: gone[1] + gone[2],
            codes: gone[3..9].iter().chain(&gone[10..]).sum(),
            messages: gone[9],
            ..Purged::default()
        })
    }

    /// Forgets the pictures made before a moment that no draft and no application names, with what was read of them, and gives
    /// their ids.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget_pictures(&self, before: i64) -> Result<Vec<(String, String)>> {
        let mut tx = self.begin().await?;
        let forgotten = sqlx::query_as(
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
        Ok(forgotten)
    }
}
