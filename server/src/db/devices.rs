//! The sessions of somebody as they know them: the devices that they are signed in on.

use super::{Db, FoundSession, Result, SessionLimits};

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct SignedInDevice {
    /// What its owner calls it by.
    pub id: String,
    /// How they signed in.
    pub way: String,
    /// What they signed in with.
    pub device: String,
    /// When.
    pub created_at: i64,
    /// When it was last heard of.
    pub seen_at: i64,
}

/// The person's own, and where the person is not known those of who signed in as the same and is not known either.
const MINE: &str = "(applicant = $1 or ($1 is null and applicant is null and subject = $2))";

impl Db {
    /// The devices on which the person of a session is signed in, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn devices_of(
        &self,
        present: &FoundSession,
        limits: SessionLimits,
        now: i64,
    ) -> Result<Vec<SignedInDevice>> {
        let sql = format!(
            "select id, way, device, created_at, seen_at from sessions where {MINE} \
             and (kept or seen_at > $3) and ends_at > $4 order by created_at desc, id"
        );
        let devices = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(present.applicant.as_ref().map(|applicant| &applicant.id))
            .bind(&present.subject)
            .bind(now - limits.idle)
            .bind(now)
            .fetch_all(&self.readers)
            .await?;
        Ok(devices)
    }

    /// Signs the person of a session out on one device; false where it is none of theirs.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_device(&self, present: &FoundSession, id: &str) -> Result<bool> {
        let sql = format!("delete from sessions where {MINE} and id = $3");
        let done = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(present.applicant.as_ref().map(|applicant| &applicant.id))
            .bind(&present.subject)
            .bind(id)
            .execute(&self.writer)
            .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Signs the person of a session out everywhere, here as well unless it is to stay.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_devices(&self, present: &FoundSession, but_here: bool) -> Result<()> {
        let sql = format!("delete from sessions where {MINE} and token_hash is not $3");
        sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(present.applicant.as_ref().map(|applicant| &applicant.id))
            .bind(&present.subject)
            .bind(but_here.then_some(&present.token_hash))
            .execute(&self.writer)
            .await?;
        Ok(())
    }
}
