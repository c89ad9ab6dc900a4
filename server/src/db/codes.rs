//! SMS codes: reserved before they are sent, spent when they are used.

use super::{Db, Result};
use crate::secret;

/// A code about to be sent. The code itself is not stored.
#[derive(Clone, Debug)]
pub struct NewCode {
    /// The number that receives it.
    pub mobile: String,
    /// The hash of the token of the browser that requested it.
    pub browser_hash: String,
    /// The salt of the hash.
    pub salt: String,
    /// The salted hash of the code.
    pub hash: String,
}

/// The limits of codes.
#[derive(Clone, Copy, Debug)]
pub struct CodeLimits {
    /// Seconds between two sends to one number.
    pub pause_seconds: i64,
    /// Sends to one number in 24 hours.
    pub max_per_day: i64,
    /// Seconds for which a code is valid.
    pub valid_seconds: i64,
    /// Wrong codes after which a code is dead.
    pub max_tries: i64,
}

/// Whether a code may be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeReservation {
    /// It may, and it is counted.
    Reserved,
    /// The pause is not over: the seconds that are left.
    Pause(i64),
    /// The number has had its sends of the day: the seconds until the oldest is a day ago.
    DayLimit(i64),
}

const DAY_SECONDS: i64 = 86_400;

impl Db {
    /// Stores and counts a code unless a limit forbids it. It replaces the code that the same browser requested before.
    pub async fn reserve_code(
        &self,
        code: &NewCode,
        limits: CodeLimits,
        now: i64,
    ) -> Result<CodeReservation> {
        let mut tx = self.begin_write().await?;
        let (count, oldest, newest): (i64, Option<i64>, Option<i64>) = sqlx::query_as(
            "select count(*), min(sent_at), max(sent_at) from sms_sends where mobile = $1 and sent_at > $2",
        )
        .bind(&code.mobile)
        .bind(now - DAY_SECONDS)
        .fetch_one(&mut *tx)
        .await?;
        if let Some(newest) = newest.filter(|newest| now < newest + limits.pause_seconds) {
            return Ok(CodeReservation::Pause(newest + limits.pause_seconds - now));
        }
        if count >= limits.max_per_day {
            return Ok(CodeReservation::DayLimit(
                oldest.map_or(DAY_SECONDS, |oldest| oldest + DAY_SECONDS - now),
            ));
        }
        sqlx::query("insert into sms_sends (mobile, sent_at) values ($1, $2)")
            .bind(&code.mobile)
            .bind(now)
            .execute(&mut *tx)
            .await?;
        sqlx::query(
            "insert into sms_codes (mobile, browser_hash, salt, code_hash, sent_at, expires_at, tries_left) \
             values ($1, $7, $2, $3, $4, $5, $6) \
             on conflict (mobile, browser_hash) do update set salt = excluded.salt, code_hash = excluded.code_hash, \
             sent_at = excluded.sent_at, expires_at = excluded.expires_at, tries_left = excluded.tries_left",
        )
        .bind(&code.mobile)
        .bind(&code.salt)
        .bind(&code.hash)
        .bind(now)
        .bind(now + limits.valid_seconds)
        .bind(limits.max_tries)
        .bind(&code.browser_hash)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(CodeReservation::Reserved)
    }

    /// Removes a code and its count because it could not be sent.
    pub async fn release_code(&self, code: &NewCode, sent_at: i64) -> Result<()> {
        let mut tx = self.begin_write().await?;
        sqlx::query("delete from sms_codes where mobile = $1 and browser_hash = $2")
            .bind(&code.mobile)
            .bind(&code.browser_hash)
            .execute(&mut *tx)
            .await?;
        sqlx::query("delete from sms_sends where mobile = $1 and sent_at = $2")
            .bind(&code.mobile)
            .bind(sent_at)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Whether a code is the one that was sent for this browser and is still valid. A right code is spent, a wrong one costs the browser a
    /// try.
    pub async fn spend_code(
        &self,
        mobile: &str,
        browser_hash: &str,
        hash_of: impl Fn(&str) -> String,
        now: i64,
    ) -> Result<bool> {
        let mut tx = self.begin_write().await?;
        let row: Option<(String, String)> = sqlx::query_as(
            "select salt, code_hash from sms_codes \
             where mobile = $1 and browser_hash = $2 and expires_at > $3 and tries_left > 0",
        )
        .bind(mobile)
        .bind(browser_hash)
        .bind(now)
        .fetch_optional(&mut *tx)
        .await?;
        let Some((salt, hash)) = row else { return Ok(false) };
        let right = secret::is_equal(&hash, &hash_of(&salt));
        let sql = if right {
            "delete from sms_codes where mobile = $1 and browser_hash = $2"
        } else {
            "update sms_codes set tries_left = tries_left - 1 where mobile = $1 and browser_hash = $2"
        };
        sqlx::query(sql).bind(mobile).bind(browser_hash).execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(right)
    }
}
