//! The database: the only place that knows SQL.
//!
//! SQLite in WAL with `synchronous = FULL`: what was acknowledged is on the disk. All writing goes through one
//! connection, so that no writer ever finds the database busy; reading goes through others and waits for nobody.

mod accounts;
mod applications;
mod codes;
mod consents;
mod devices;
mod drafts;
mod eligibility;
mod insured;
mod login_states;
mod outbox;
mod people;
mod pictures;
mod purge;
mod readings;
mod resets;
mod scans;
mod sessions;
mod tables;

use std::{path::Path, time::Duration};

use sqlx::{
    Connection as _, Sqlite, SqlitePool, Transaction,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

pub use accounts::{Account, NewAccount, subject};
pub use applications::{Event, Kept, NewApplication, Stored, Submitted};
pub use codes::{CodeLimits, NewCode, Reserved};
pub use consents::KeptConsent;
pub use devices::SignedInDevice;
pub use drafts::{DraftSave, Replaces};
pub use eligibility::{KeptEligibility, NewLicence};
pub use insured::{InsuredPerson, InsuredRow};
pub use login_states::LoginState;
pub use outbox::Message;
pub use people::Applicant;
pub use pictures::{KeptPicture, NewPicture};
pub use purge::Purged;
pub use readings::{KeptReading, NewReading};
pub use resets::NewReset;
pub use scans::{FoundScan, LetIn, NewScan, SeenScan};
pub use sessions::{FoundSession, NewSession, SessionLimits, SessionStart};

/// The database could not do what was asked.
#[derive(Debug, thiserror::Error)]
#[error("the database failed: {0}")]
pub struct DbError(#[from] sqlx::Error);

impl From<sqlx::migrate::MigrateError> for DbError {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        Self(error.into())
    }
}

impl DbError {
    /// Whether the same request may succeed in a while: the disk is full or fails, or another process holds the database.
    #[must_use]
    pub fn is_temporary(&self) -> bool {
        match &self.0 {
            sqlx::Error::PoolTimedOut | sqlx::Error::Io(_) => true,
            sqlx::Error::Database(error) => {
                error.code().and_then(|code| code.parse().ok()).is_some_and(is_temporary_code)
            }
            _ => false,
        }
    }
}

/// Whether an extended result code of SQLite names a condition of the machine: <https://www.sqlite.org/rescode.html>.
fn is_temporary_code(code: u32) -> bool {
    /// `SQLITE_BUSY`, `LOCKED`, `NOMEM`, `READONLY` (a file system that was remounted), `IOERR`, `FULL`, `CANTOPEN`, `PROTOCOL`.
    const PRIMARY: [u32; 8] = [5, 6, 7, 8, 10, 13, 14, 15];
    PRIMARY.contains(&(code & 0xff))
}

type Result<T> = std::result::Result<T, DbError>;

/// The database.
#[derive(Clone, Debug)]
pub struct Db {
    readers: SqlitePool,
    writer: SqlitePool,
}

impl Db {
    /// Opens the database of a file, makes it where there is none, and brings its tables up to date.
    ///
    /// # Errors
    /// When the file cannot be opened or is no database of ours.
    pub async fn open(file: &Path) -> Result<Self> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10));
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .before_acquire(|connection, _| {
                // SQLite ends a transaction by itself when the disk is full or fails. sqlx does not learn of that and would refuse every
                // transaction afterwards, so such a connection is closed and a new one opened.
                Box::pin(async move { Ok(!connection.is_in_transaction()) })
            })
            .connect_with(options.clone())
            .await?;
        sqlx::migrate!().run(&writer).await?;
        let readers = SqlitePoolOptions::new().max_connections(8).connect_lazy_with(options);
        Ok(Self { readers, writer })
    }

    /// Whether the database can be read and written. What is written is the time of the question.
    ///
    /// # Errors
    /// When it cannot.
    pub async fn check_writable(&self, now: i64) -> Result<()> {
        sqlx::query("select 1").execute(&self.readers).await?;
        let mut tx = self.begin().await?;
        sqlx::query(
            "insert into health (id, checked_at) values (1, $1) \
             on conflict (id) do update set checked_at = excluded.checked_at",
        )
        .bind(now)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Closes the database in order, so that its log is folded into the file.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }

    /// A transaction that writes: it takes the lock at once, not at its first write, where it could be refused.
    async fn begin(&self) -> Result<Transaction<'static, Sqlite>> {
        Ok(self.writer.begin_with("BEGIN IMMEDIATE").await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn opened() -> (tempfile::TempDir, Db) {
        let dir = tempfile::tempdir().unwrap();
        let db = Db::open(&dir.path().join("sscard.db")).await.unwrap();
        (dir, db)
    }

    /// Lets the database grow by so many pages at most, as a disk that is nearly full does.
    async fn leave_pages(db: &Db, left: i64) {
        let mut writer = db.writer.acquire().await.unwrap();
        let pages: i64 =
            sqlx::query_scalar("pragma page_count").fetch_one(&mut *writer).await.unwrap();
        let most = format!("pragma max_page_count = {}", pages + left);
        sqlx::query(sqlx::AssertSqlSafe(most)).execute(&mut *writer).await.unwrap();
    }

    #[tokio::test]
    async fn writing_goes_on_after_the_disk_was_full() {
        let (_dir, db) = opened().await;
        leave_pages(&db, 1).await;
        let full = loop {
            let mut tx = db.begin().await.unwrap();
            let filled = sqlx::query(
                "insert into sandbox_messages (mobile, text, sent_at) values ('13900001234', randomblob(100000), 0)",
            )
            .execute(&mut *tx)
            .await;
            if let Err(error) = filled {
                break DbError::from(error);
            }
            tx.commit().await.unwrap();
        };
        assert!(full.is_temporary(), "{full}");
        for _ in 0..3 {
            db.check_writable(1).await.unwrap();
        }
    }

    #[tokio::test]
    async fn a_transaction_that_is_dropped_keeps_its_connection() {
        let (_dir, db) = opened().await;
        let set = "pragma user_version = 7";
        sqlx::query("create temp table mark (id)").execute(&db.writer).await.unwrap();
        for _ in 0..20 {
            let mut tx = db.begin().await.unwrap();
            sqlx::query(set).execute(&mut *tx).await.unwrap();
            drop(tx);
        }
        // A temporary table lives as long as its connection.
        assert!(sqlx::query("select * from mark").execute(&db.writer).await.is_ok());
    }

    #[test]
    fn conditions_of_the_machine_are_temporary_and_our_own_mistakes_are_not() {
        for (code, name, temporary) in [
            (5, "SQLITE_BUSY", true),
            (261, "SQLITE_BUSY_RECOVERY", true),
            (10, "SQLITE_IOERR", true),
            (778, "SQLITE_IOERR_WRITE", true),
            (13, "SQLITE_FULL", true),
            (14, "SQLITE_CANTOPEN", true),
            (1, "SQLITE_ERROR", false),
            (11, "SQLITE_CORRUPT", false),
            (19, "SQLITE_CONSTRAINT", false),
            (2067, "SQLITE_CONSTRAINT_UNIQUE", false),
        ] {
            assert_eq!(is_temporary_code(code), temporary, "{name}");
        }
    }
}
