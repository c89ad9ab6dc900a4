//! Sessions, stored by the hash of their token.

use super::{Applicant, Db, Result};

/// How long a session lives.
#[derive(Clone, Copy, Debug)]
pub struct SessionLimits {
    /// Seconds without a request.
    pub idle_seconds: i64,
    /// Seconds in any case.
    pub absolute_seconds: i64,
    /// Seconds in any case, and without a request, where the applicant asked to stay signed in.
    pub kept_seconds: i64,
}

/// The two names of a session.
#[derive(Clone, Copy, Debug)]
pub struct SessionKey<'a> {
    /// The hash of its token, which is its key in the database.
    pub token_hash: &'a str,
    /// The id that its owner sees.
    pub id: &'a str,
}

/// A session that starts.
#[derive(Clone, Copy)]
pub struct NewSession<'a> {
    /// The number that signed in, if any.
    pub mobile: Option<&'a str>,
    /// The name by which tries are counted, whether the identity is known or not.
    pub subject: &'a str,
    /// The applicant, where the identity is known.
    pub applicant: Option<&'a str>,
    /// The method of signing in.
    pub way: &'a str,
    /// The device that signed in, in a few words.
    pub device: &'a str,
    /// Whether the applicant asked to stay signed in (30天免登录).
    pub is_kept: bool,
}

impl std::fmt::Debug for NewSession<'_> {
    /// Shows the method only: numbers must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewSession").field("way", &self.way).finish_non_exhaustive()
    }
}

/// What a session follows.
#[derive(Clone, Copy)]
pub enum SessionStart<'a> {
    /// A new sign-in. The session has its full lifetime, whatever session the device had before.
    New {
        /// The hash of the token of the session that it replaces, if any.
        replaces: Option<&'a str>,
    },
    /// A sign-in that another session confirmed, which must still be alive. The session has its full lifetime.
    Confirmed {
        /// The id of the other session.
        confirmed_by: &'a str,
        /// The hash of the token of the session that it replaces, if any.
        replaces: Option<&'a str>,
    },
    /// The same session under another token, with the rest of its lifetime.
    Rotate {
        /// The hash of the token that it had.
        token_hash: &'a str,
    },
}

impl std::fmt::Debug for SessionStart<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::New { .. } => "New",
            Self::Confirmed { .. } => "Confirmed",
            Self::Rotate { .. } => "Rotate",
        })
    }
}

/// A session that is alive.
#[derive(Clone)]
pub struct FoundSession {
    /// The hash of its token, which is its key in the database.
    pub token_hash: String,
    /// The id that its owner sees.
    pub id: String,
    /// The number that signed in, if any.
    pub mobile: Option<String>,
    /// The name by which tries are counted, whether the identity is known or not.
    pub subject: String,
    /// The method of signing in.
    pub way: String,
    /// The device that signed in, in a few words.
    pub device: String,
    /// Whether the applicant asked to stay signed in.
    pub is_kept: bool,
    /// The applicant, once the identity is proved.
    pub applicant: Option<Applicant>,
    /// When it ends without a further request.
    pub expires_at: i64,
}

impl std::fmt::Debug for FoundSession {
    /// Shows the method only: numbers must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FoundSession").field("way", &self.way).finish_non_exhaustive()
    }
}

#[derive(sqlx::FromRow)]
struct SessionRow {
    id: String,
    mobile: Option<String>,
    subject: String,
    way: String,
    device: String,
    kept: bool,
    seen_at: i64,
    ends_at: i64,
    applicant: Option<String>,
    person: Option<String>,
    name: Option<String>,
    id_number: Option<String>,
}

impl Db {
    /// Starts a session, in place of another where one is named: a token never outlives a change of its rights. False, without a new
    /// session, where the session to continue or to confirm has ended meanwhile.
    pub async fn insert_session(
        &self,
        key: SessionKey<'_>,
        new: NewSession<'_>,
        start: SessionStart<'_>,
        limits: SessionLimits,
        now: i64,
    ) -> Result<bool> {
        let mut tx = self.begin_write().await?;
        let full_end =
            now + if new.is_kept { limits.kept_seconds } else { limits.absolute_seconds };
        let (replaced, ends_at) = match start {
            SessionStart::New { replaces } => (replaces, full_end),
            SessionStart::Confirmed { confirmed_by, replaces } => {
                let confirming: Option<i64> = sqlx::query_scalar(
                    "select 1 from sessions where id = $1 and (kept or seen_at > $2) and ends_at > $3",
                )
                .bind(confirmed_by)
                .bind(now - limits.idle_seconds)
                .bind(now)
                .fetch_optional(&mut *tx)
                .await?;
                if confirming.is_none() {
                    return Ok(false);
                }
                (replaces, full_end)
            }
            SessionStart::Rotate { token_hash } => {
                let end: Option<i64> =
                    sqlx::query_scalar("select ends_at from sessions where token_hash = $1")
                        .bind(token_hash)
                        .fetch_optional(&mut *tx)
                        .await?;
                // It was signed out from elsewhere meanwhile and must not come back under another token.
                let Some(end) = end else { return Ok(false) };
                (Some(token_hash), end.min(full_end))
            }
        };
        sqlx::query("delete from sessions where token_hash = $1")
            .bind(replaced)
            .execute(&mut *tx)
            .await?;
        sqlx::query(
            "insert into sessions (token_hash, id, mobile, subject, applicant, way, device, kept, created_at, seen_at, ends_at) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10)",
        )
        .bind(key.token_hash)
        .bind(key.id)
        .bind(new.mobile)
        .bind(new.subject)
        .bind(new.applicant)
        .bind(new.way)
        .bind(new.device)
        .bind(new.is_kept)
        .bind(now)
        .bind(ends_at)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(true)
    }

    /// The session of a token's hash, if it is alive. The look-up extends its idle time.
    pub async fn find_session(
        &self,
        token_hash: &str,
        limits: SessionLimits,
        now: i64,
    ) -> Result<Option<FoundSession>> {
        let row: Option<SessionRow> = sqlx::query_as(
            "select s.id, s.mobile, s.subject, s.way, s.device, s.kept, s.seen_at, s.ends_at, \
             a.id as applicant, p.id as person, p.name, p.id_number from sessions s \
             left join applicants a on a.id = s.applicant left join people p on p.id = a.person \
             where s.token_hash = $1 and (s.kept or s.seen_at > $2) and s.ends_at > $3",
        )
        .bind(token_hash)
        .bind(now - limits.idle_seconds)
        .bind(now)
        .fetch_optional(&self.readers)
        .await?;
        let Some(row) = row else { return Ok(None) };
        // Once a minute is often enough for an idle time of half an hour, and spares the disk.
        if now >= row.seen_at + 60 {
            sqlx::query("update sessions set seen_at = $2 where token_hash = $1")
                .bind(token_hash)
                .bind(now)
                .execute(&self.writer)
                .await?;
        }
        Ok(Some(row.into_session(token_hash, limits, now)))
    }

    /// Ends a session.
    pub async fn end_session(&self, token_hash: &str) -> Result<()> {
        sqlx::query("delete from sessions where token_hash = $1")
            .bind(token_hash)
            .execute(&self.writer)
            .await?;
        Ok(())
    }
}

impl SessionRow {
    fn into_session(self, token_hash: &str, limits: SessionLimits, now: i64) -> FoundSession {
        let applicant = match (self.applicant, self.person, self.name, self.id_number) {
            (Some(id), Some(person), Some(name), Some(id_number)) => {
                Some(Applicant { id, person, name, id_number })
            }
            _ => None,
        };
        let idle_end = if self.kept { self.ends_at } else { now + limits.idle_seconds };
        FoundSession {
            token_hash: token_hash.to_owned(),
            id: self.id,
            mobile: self.mobile,
            subject: self.subject,
            way: self.way,
            device: self.device,
            is_kept: self.kept,
            applicant,
            expires_at: idle_end.min(self.ends_at),
        }
    }
}
