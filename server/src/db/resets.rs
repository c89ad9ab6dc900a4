//! Codes for a new password: bound to the ticket of the browser that requested them, spent when they are used.

use super::{CodeLimits, Db, Result};
use crate::secret;

/// A code about to be sent. Neither code nor ticket is stored.
#[derive(Clone, Debug)]
pub struct NewResetCode {
    /// The hash of the ticket.
    pub ticket_hash: String,
    /// The account.
    pub account: String,
    /// The salt of the code's hash.
    pub salt: String,
    /// The salted hash of the code.
    pub code_hash: String,
}

const DAY_SECONDS: i64 = 86_400;

impl Db {
    /// Stores and counts a code. False where the account has had one within the pause, or its codes of the day.
    pub async fn reserve_reset(
        &self,
        new: &NewResetCode,
        limits: CodeLimits,
        now: i64,
    ) -> Result<bool> {
        let mut tx = self.begin_write().await?;
        let (count, newest): (i64, Option<i64>) = sqlx::query_as(
            "select count(*), max(sent_at) from account_resets where account = $1 and sent_at > $2",
        )
        .bind(&new.account)
        .bind(now - DAY_SECONDS)
        .fetch_one(&mut *tx)
        .await?;
        if count >= limits.max_per_day
            || newest.is_some_and(|newest| now < newest + limits.pause_seconds)
        {
            return Ok(false);
        }
        sqlx::query(
            "insert into account_resets (ticket_hash, account, salt, code_hash, sent_at, expires_at, tries_left) \
             values ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(&new.ticket_hash)
        .bind(&new.account)
        .bind(&new.salt)
        .bind(&new.code_hash)
        .bind(now)
        .bind(now + limits.valid_seconds)
        .bind(limits.max_tries)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(true)
    }

    /// The account of a ticket, if this is its code and the code is still valid. A right code is spent only by [`Db::set_password`], so
    /// that a refused password does not cost it. A wrong one costs a try.
    pub async fn find_reset_account(
        &self,
        ticket_hash: &str,
        hash_of: impl Fn(&str) -> String,
        now: i64,
    ) -> Result<Option<String>> {
        let mut tx = self.begin_write().await?;
        let row: Option<(String, String, String)> = sqlx::query_as(
            "select account, salt, code_hash from account_resets \
             where ticket_hash = $1 and expires_at > $2 and tries_left > 0",
        )
        .bind(ticket_hash)
        .bind(now)
        .fetch_optional(&mut *tx)
        .await?;
        let Some((account, salt, code_hash)) = row else { return Ok(None) };
        if secret::is_equal(&code_hash, &hash_of(&salt)) {
            return Ok(Some(account));
        }
        sqlx::query("update account_resets set tries_left = tries_left - 1 where ticket_hash = $1")
            .bind(ticket_hash)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(None)
    }
}
