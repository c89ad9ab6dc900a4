//! The database: the only module that contains SQL.
//!
//! SQLite in WAL mode with `synchronous = FULL`: what was acknowledged is on the disk. All writes go through one connection, so that no
//! writer ever finds the database busy. Reads use other connections and wait for no writer.
//!
//! Every function of [`Db`] fails when the database fails. A function that writes leaves nothing half done then.

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

pub use accounts::{Account, NewAccount, NewPassword, account_subject};
pub use applications::{NewApplication, StoredApplication, SubmitOutcome};
pub use codes::{CodeLimits, CodeReservation, NewCode};
pub use consents::ConsentRecord;
pub use devices::SignedInDevice;
pub use drafts::{DraftSave, SaveCondition};
pub use eligibility::{EligibilityRecord, NewLicence};
pub use insured::{InsuredPerson, InsuredRow};
pub use login_states::LoginState;
pub use outbox::Message;
pub use people::Applicant;
pub use pictures::{NewPicture, PictureRecord};
pub use purge::{DeletedPicture, PurgeWindows, Purged};
pub use readings::{NewReading, ReadingRecord};
pub use resets::NewResetCode;
pub use scans::{FoundScan, NewScan, ScanApproval, SeenScan};
pub use sessions::{FoundSession, NewSession, SessionKey, SessionLimits, SessionStart};

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
    /// Whether the same request may succeed later: the disk is full or fails, or another process holds the database.
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
    /// Opens the database of a file, creates it where there is none, and migrates its tables.
    ///
    /// # Errors
    /// When the file cannot be opened or is not a database of this program.
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

    /// Checks that the database can be read and written. It writes the time of the check.
    pub async fn check_writable(&self, now: i64) -> Result<()> {
        sqlx::query("select 1").execute(&self.readers).await?;
        let mut tx = self.begin_write().await?;
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

    /// Closes the database in order, so that its log is merged into the file.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }

    /// A transaction that writes. It takes the lock at once, not at its first write, which could be refused.
    async fn begin_write(&self) -> Result<Transaction<'static, Sqlite>> {
        Ok(self.writer.begin_with("BEGIN IMMEDIATE").await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn open_test_db() -> (tempfile::TempDir, Db) {
        let dir = tempfile::tempdir().unwrap();
        let db = Db::open(&dir.path().join("sscard.db")).await.unwrap();
        (dir, db)
    }

    /// Lets the database grow by at most `left` pages, like a disk that is nearly full.
    async fn leave_pages(db: &Db, left: i64) {
        let mut writer = db.writer.acquire().await.unwrap();
        let pages: i64 =
            sqlx::query_scalar("pragma page_count").fetch_one(&mut *writer).await.unwrap();
        let most = format!("pragma max_page_count = {}", pages + left);
        sqlx::query(sqlx::AssertSqlSafe(most)).execute(&mut *writer).await.unwrap();
    }

    #[tokio::test]
    async fn writes_succeed_after_a_full_disk() {
        let (_dir, db) = open_test_db().await;
        leave_pages(&db, 1).await;
        let full = loop {
            let mut tx = db.begin_write().await.unwrap();
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
        let (_dir, db) = open_test_db().await;
        let set = "pragma user_version = 7";
        sqlx::query("create temp table mark (id)").execute(&db.writer).await.unwrap();
        for _ in 0..20 {
            let mut tx = db.begin_write().await.unwrap();
            sqlx::query(set).execute(&mut *tx).await.unwrap();
            drop(tx);
        }
        // A temporary table lives as long as its connection.
        assert!(sqlx::query("select * from mark").execute(&db.writer).await.is_ok());
    }

    #[test]
    fn only_conditions_of_the_machine_are_temporary() {
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
