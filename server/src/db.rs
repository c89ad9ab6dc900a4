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
mod outbox;
mod people;
mod pictures;
mod purge;
mod readings;
mod resets;
mod scans;
mod sessions;
mod tables;
mod trips;

use std::{path::Path, time::Duration};

use sqlx::{
    Sqlite, SqlitePool, Transaction,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

pub use accounts::{Account, NewAccount, subject};
pub use applications::{Event, Kept, NewApplication, Stored, Submitted};
pub use codes::{CodeLimits, NewCode, Reserved};
pub use consents::KeptConsent;
pub use devices::SignedInDevice;
pub use eligibility::{KeptEligibility, NewLicence};
pub use insured::{InsuredPerson, InsuredRow};
pub use outbox::Message;
pub use people::Applicant;
pub use pictures::{KeptPicture, NewPicture};
pub use purge::Purged;
pub use readings::{KeptReading, NewReading};
pub use resets::NewReset;
pub use scans::{Answering, FoundScan, LetIn, NewScan, SeenScan};
pub use sessions::{Begins, FoundSession, NewSession, SessionLimits};
pub use trips::Trip;

/// The database could not do what was asked.
#[derive(Debug, thiserror::Error)]
#[error("the database failed: {0}")]
pub struct DbError(#[from] sqlx::Error);

impl From<sqlx::migrate::MigrateError> for DbError {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        Self(error.into())
    }
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
        let writer =
            SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await?;
        sqlx::migrate!().run(&writer).await?;
        let readers = SqlitePoolOptions::new().max_connections(8).connect_lazy_with(options);
        Ok(Self { readers, writer })
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<()> {
        sqlx::query("select 1").execute(&self.readers).await?;
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
