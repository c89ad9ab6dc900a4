//! An applicant's sessions as the list of signed-in devices.

use super::{Db, FoundSession, Result, SessionLimits};

/// A device that is signed in.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct SignedInDevice {
    /// The id that its owner sees.
    pub id: String,
    /// The method of signing in.
    pub way: String,
    /// The device that signed in, in a few words.
    pub device: String,
    /// When it signed in.
    pub created_at: i64,
    /// When it was last active.
    pub seen_at: i64,
}

/// The applicant's own sessions. Without a known applicant: those of the same subject that have none either.
const IS_OWN: &str = "(applicant = $1 or ($1 is null and applicant is null and subject = $2))";

impl Db {
    /// The devices on which the applicant of a session is signed in, the newest first.
    pub async fn list_devices(
        &self,
        present: &FoundSession,
        limits: SessionLimits,
        now: i64,
    ) -> Result<Vec<SignedInDevice>> {
        let sql = format!(
            "select id, way, device, created_at, seen_at from sessions where {IS_OWN} \
             and (kept or seen_at > $3) and ends_at > $4 order by created_at desc, id"
        );
        let devices = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(present.applicant.as_ref().map(|applicant| &applicant.id))
            .bind(&present.subject)
            .bind(now - limits.idle_seconds)
            .bind(now)
            .fetch_all(&self.readers)
            .await?;
        Ok(devices)
    }

    /// Signs the applicant of a session out on one device; false where it is another applicant's.
    pub async fn end_device(&self, present: &FoundSession, id: &str) -> Result<bool> {
        let sql = format!("delete from sessions where {IS_OWN} and id = $3");
        let done = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(present.applicant.as_ref().map(|applicant| &applicant.id))
            .bind(&present.subject)
            .bind(id)
            .execute(&self.writer)
            .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Signs the applicant of a session out on all devices, or on all but the present one.
    pub async fn end_devices(&self, present: &FoundSession, others_only: bool) -> Result<()> {
        let sql = format!("delete from sessions where {IS_OWN} and token_hash is not $3");
        sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(present.applicant.as_ref().map(|applicant| &applicant.id))
            .bind(&present.subject)
            .bind(others_only.then_some(&present.token_hash))
            .execute(&self.writer)
            .await?;
        Ok(())
    }
}
