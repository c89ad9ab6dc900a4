//! Sessions, kept by the hash of their token.

use super::{Applicant, Db, Result};

/// How long a session lives.
#[derive(Clone, Copy, Debug)]
pub struct SessionLimits {
    /// Seconds without a request.
    pub idle: i64,
    /// Seconds in any case.
    pub absolute: i64,
}

/// A session that is alive.
#[derive(Clone, Debug)]
pub struct FoundSession {
    /// The hash of its token: its name in the database.
    pub token_hash: String,
    /// The number that signed in.
    pub mobile: String,
    /// Who it is, once the real name is known.
    pub applicant: Option<Applicant>,
    /// When it ends if nothing is done until then.
    pub expires_at: i64,
}

type Row = (String, i64, i64, Option<String>, Option<String>, Option<String>, Option<String>);

impl Db {
    /// Begins a session, in place of another where one is named: a token never outlives a change of what it may do.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn begin_session(
        &self,
        token_hash: &str,
        mobile: &str,
        applicant: Option<&str>,
        instead_of: Option<&str>,
        now: i64,
    ) -> Result<()> {
        let mut tx = self.begin().await?;
        // The new token goes on with the old one's age: real-naming does not prolong a session.
        let begun: Option<i64> = sqlx::query_scalar(
            "select created_at from sessions where token_hash = $1 and mobile = $2",
        )
        .bind(instead_of)
        .bind(mobile)
        .fetch_optional(&mut *tx)
        .await?;
        let begun = begun.filter(|_| applicant.is_some()).unwrap_or(now);
        sqlx::query("delete from sessions where token_hash = $1")
            .bind(instead_of)
            .execute(&mut *tx)
            .await?;
        sqlx::query(
            "insert into sessions (token_hash, mobile, applicant, created_at, seen_at) values ($1, $2, $3, $4, $5)",
        )
        .bind(token_hash)
        .bind(mobile)
        .bind(applicant)
        .bind(begun)
        .bind(now)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// The session of a token's hash, if it is alive; being asked for keeps it alive.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_session(
        &self,
        token_hash: &str,
        limits: SessionLimits,
        now: i64,
    ) -> Result<Option<FoundSession>> {
        let row: Option<Row> = sqlx::query_as(
            "select s.mobile, s.created_at, s.seen_at, a.id, p.id, p.name, p.id_number from sessions s \
             left join applicants a on a.id = s.applicant left join people p on p.id = a.person \
             where s.token_hash = $1 and s.seen_at > $2 and s.created_at > $3",
        )
        .bind(token_hash)
        .bind(now - limits.idle)
        .bind(now - limits.absolute)
        .fetch_optional(&self.readers)
        .await?;
        let Some((mobile, created_at, seen_at, id, person, name, id_number)) = row else {
            return Ok(None);
        };
        // Once a minute is often enough for half an hour's patience, and spares the disk.
        if now >= seen_at + 60 {
            sqlx::query("update sessions set seen_at = $2 where token_hash = $1")
                .bind(token_hash)
                .bind(now)
                .execute(&self.writer)
                .await?;
        }
        let applicant = match (id, person, name, id_number) {
            (Some(id), Some(person), Some(name), Some(id_number)) => {
                Some(Applicant { id, mobile: mobile.clone(), person, name, id_number })
            }
            _ => None,
        };
        let expires_at = (now + limits.idle).min(created_at + limits.absolute);
        Ok(Some(FoundSession { token_hash: token_hash.to_owned(), mobile, applicant, expires_at }))
    }

    /// Ends a session.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_session(&self, token_hash: &str) -> Result<()> {
        sqlx::query("delete from sessions where token_hash = $1")
            .bind(token_hash)
            .execute(&self.writer)
            .await?;
        Ok(())
    }
}
