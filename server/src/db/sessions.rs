//! Sessions, kept by the hash of their token.

use super::{Applicant, Db, Result};

/// How long a session lives.
#[derive(Clone, Copy, Debug)]
pub struct SessionLimits {
    /// Seconds without a request.
    pub idle: i64,
    /// Seconds in any case.
    pub absolute: i64,
    /// Seconds in any case, and without a request, where the person asked to be kept signed in.
    pub kept: i64,
}

/// A session as it begins.
#[derive(Clone, Copy)]
pub struct NewSession<'a> {
    /// The number that signed in, where one did.
    pub mobile: Option<&'a str>,
    /// Who signed in, whatever is known of them: tries are counted by it.
    pub subject: &'a str,
    /// Who it is, where that is known.
    pub applicant: Option<&'a str>,
    /// How they signed in.
    pub way: &'a str,
    /// What they signed in with, in a few words.
    pub device: &'a str,
    /// Whether the person asked to be kept signed in (30天免登录).
    pub kept: bool,
}

impl std::fmt::Debug for NewSession<'_> {
    /// Numbers must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewSession").field("way", &self.way).finish_non_exhaustive()
    }
}

/// What a session comes after.
#[derive(Clone, Copy)]
pub enum SessionStart<'a> {
    /// Somebody has signed in: it has its whole time, whoever was signed in on the device before.
    New {
        /// The hash of the token of the session that it takes the place of, where there is one.
        instead_of: Option<&'a str>,
    },
    /// Somebody was signed in by another session, which must still be alive: it has its whole time.
    Confirmed {
        /// The id of the other session.
        by: &'a str,
        /// The hash of the token of the session that it takes the place of, where there is one.
        instead_of: Option<&'a str>,
    },
    /// The same session under another token: it has what is left of its time.
    Rotate {
        /// The hash of the token that it had.
        from: &'a str,
    },
}

impl std::fmt::Debug for SessionStart<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::New { .. } => "Anew",
            Self::Confirmed { .. } => "Confirmed",
            Self::Rotate { .. } => "GoingOn",
        })
    }
}

/// A session that is alive.
#[derive(Clone)]
pub struct FoundSession {
    /// The hash of its token: its name in the database.
    pub token_hash: String,
    /// What its owner calls it by.
    pub id: String,
    /// The number that signed in, where one did.
    pub mobile: Option<String>,
    /// Who signed in, whatever is known of them.
    pub subject: String,
    /// How they signed in.
    pub way: String,
    /// What they signed in with.
    pub device: String,
    /// Whether they asked to be kept signed in.
    pub kept: bool,
    /// Who it is, once that is proved.
    pub applicant: Option<Applicant>,
    /// When it ends if nothing is done until then.
    pub expires_at: i64,
}

impl std::fmt::Debug for FoundSession {
    /// Numbers must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FoundSession").field("way", &self.way).finish_non_exhaustive()
    }
}

#[derive(sqlx::FromRow)]
struct Row {
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
    /// Begins a session, in place of another where one is named: a token never outlives a change of what it may do. False where the session
    /// that was to go on, or that confirmed this one, has ended meanwhile; then none begins.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn begin_session(
        &self,
        (token_hash, id): (&str, &str),
        new: NewSession<'_>,
        start: SessionStart<'_>,
        limits: SessionLimits,
        now: i64,
    ) -> Result<bool> {
        let mut tx = self.begin().await?;
        let whole = now + if new.kept { limits.kept } else { limits.absolute };
        let (before, end) = match start {
            SessionStart::New { instead_of } => (instead_of, whole),
            SessionStart::Confirmed { by, instead_of } => {
                let alive: Option<i64> = sqlx::query_scalar(
                    "select 1 from sessions where id = $1 and (kept or seen_at > $2) and ends_at > $3",
                )
                .bind(by)
                .bind(now - limits.idle)
                .bind(now)
                .fetch_optional(&mut *tx)
                .await?;
                if alive.is_none() {
                    return Ok(false);
                }
                (instead_of, whole)
            }
            SessionStart::Rotate { from } => {
                let end: Option<i64> =
                    sqlx::query_scalar("select ends_at from sessions where token_hash = $1")
                        .bind(from)
                        .fetch_optional(&mut *tx)
                        .await?;
                // Signed out from elsewhere while it was asked for: it must not come to life again under another token.
                let Some(end) = end else { return Ok(false) };
                (Some(from), end.min(whole))
            }
        };
        sqlx::query("delete from sessions where token_hash = $1")
            .bind(before)
            .execute(&mut *tx)
            .await?;
        sqlx::query(
            "insert into sessions (token_hash, id, mobile, subject, applicant, way, device, kept, created_at, seen_at, ends_at) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10)",
        )
        .bind(token_hash)
        .bind(id)
        .bind(new.mobile)
        .bind(new.subject)
        .bind(new.applicant)
        .bind(new.way)
        .bind(new.device)
        .bind(new.kept)
        .bind(now)
        .bind(end)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(true)
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
            "select s.id, s.mobile, s.subject, s.way, s.device, s.kept, s.seen_at, s.ends_at, \
             a.id as applicant, p.id as person, p.name, p.id_number from sessions s \
             left join applicants a on a.id = s.applicant left join people p on p.id = a.person \
             where s.token_hash = $1 and (s.kept or s.seen_at > $2) and s.ends_at > $3",
        )
        .bind(token_hash)
        .bind(now - limits.idle)
        .bind(now)
        .fetch_optional(&self.readers)
        .await?;
        let Some(row) = row else { return Ok(None) };
        // Once a minute is often enough for half an hour's patience, and spares the disk.
        if now >= row.seen_at + 60 {
            sqlx::query("update sessions set seen_at = $2 where token_hash = $1")
                .bind(token_hash)
                .bind(now)
                .execute(&self.writer)
                .await?;
        }
        Ok(Some(row.found(token_hash, limits, now)))
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

impl Row {
    fn found(self, token_hash: &str, limits: SessionLimits, now: i64) -> FoundSession {
        let applicant = match (self.applicant, self.person, self.name, self.id_number) {
            (Some(id), Some(person), Some(name), Some(id_number)) => {
                Some(Applicant { id, person, name, id_number })
            }
            _ => None,
        };
        let idle_end = if self.kept { self.ends_at } else { now + limits.idle };
        FoundSession {
            token_hash: token_hash.to_owned(),
            id: self.id,
            mobile: self.mobile,
            subject: self.subject,
            way: self.way,
            device: self.device,
            kept: self.kept,
            applicant,
            expires_at: idle_end.min(self.ends_at),
        }
    }
}
