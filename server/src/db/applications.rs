//! Applications: made once per key, read by their owner and by the operator, moved along by the operator.

use sqlx::{Sqlite, Transaction};
use sscard_shared::{
    api::{ApplicationSummary, PictureKind, Receipt, Status, StatusEvent},
    draft::Draft,
    fault::Faults,
};

use super::{
    Db, Result,
    drafts::{json, parse, parse_draft},
    people::Applicant,
};

/// An application about to be made.
#[derive(Clone, Debug)]
pub struct NewApplication<'a> {
    /// The receipt number, if none has it yet.
    pub receipt: String,
    /// Whose it is.
    pub applicant: &'a Applicant,
    /// The key that was made with the draft.
    pub key: &'a str,
    /// The answers in normal form.
    pub draft: Draft,
    /// Whether the card is mailed.
    pub mailed: bool,
    /// The advice that was given and not taken.
    pub faults: Faults,
    /// The version of the tables it was judged by.
    pub directory_version: &'a str,
    /// The pictures that it names.
    pub pictures: Vec<(PictureKind, String)>,
}

/// What became of a submit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Submitted {
    /// A new application.
    New(Receipt),
    /// The key had made one before.
    Before(Receipt),
    /// The person has another one under way.
    UnderWay,
}

/// An application as it is kept.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Receipt, status and times.
    pub summary: ApplicationSummary,
    /// The answers in normal form.
    pub draft: Draft,
    /// The advice that was given and not taken.
    pub faults: Faults,
    /// What happened, oldest first.
    pub events: Vec<Event>,
}

/// One point of the time line.
pub type Event = StatusEvent;

/// The receipt that a key has made.
pub type Kept = Receipt;

type Row = (String, String, i64, i64, String, String);

impl Db {
    /// Whether an application of a person is under way.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn has_under_way(&self, person: &str) -> Result<bool> {
        let found: Option<i64> = sqlx::query_scalar(
            "select 1 from applications where person = $1 and status not in ('collected', 'returned')",
        )
        .bind(person)
        .fetch_optional(&self.readers)
        .await?;
        Ok(found.is_some())
    }

    /// The receipt that a key of this applicant has made, if it has.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_receipt(&self, applicant: &str, key: &str) -> Result<Option<Kept>> {
        let row: Option<(String, i64)> = sqlx::query_as(
            "select receipt, submitted_at from applications where applicant = $1 and draft_key = $2",
        )
        .bind(applicant)
        .bind(key)
        .fetch_optional(&self.readers)
        .await?;
        Ok(row.map(|(receipt, submitted_at)| Receipt { receipt, submitted_at }))
    }

    /// Makes an application, its first event and its links to pictures, and drops the draft, in one transaction.
    ///
    /// # Errors
    /// When the database fails; then nothing was made.
    pub async fn create_application(
        &self,
        new: &NewApplication<'_>,
        now: i64,
    ) -> Result<Submitted> {
        let mut tx = self.begin().await?;
        // The transaction has the only lock on writing, so what is not there now will not come before the insert.
        let before: Option<(String, i64)> = sqlx::query_as(
            "select receipt, submitted_at from applications where applicant = $1 and draft_key = $2",
        )
        .bind(&new.applicant.id)
        .bind(new.key)
        .fetch_optional(&mut *tx)
        .await?;
        if let Some((receipt, submitted_at)) = before {
            return Ok(Submitted::Before(Receipt { receipt, submitted_at }));
        }
        let under_way: Option<i64> = sqlx::query_scalar(
            "select 1 from applications where person = $1 and status not in ('collected', 'returned')",
        )
        .bind(&new.applicant.person)
        .fetch_optional(&mut *tx)
        .await?;
        if under_way.is_some() {
            return Ok(Submitted::UnderWay);
        }
        insert(&mut tx, new, now).await?;
        tx.commit().await?;
        Ok(Submitted::New(Receipt { receipt: new.receipt.clone(), submitted_at: now }))
    }

    /// The applications of an applicant, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn applications_of(&self, applicant: &str) -> Result<Vec<ApplicationSummary>> {
        let rows: Vec<(String, String, i64, i64)> = sqlx::query_as(
            "select receipt, status, submitted_at, changed_at from applications where applicant = $1 \
             order by submitted_at desc, receipt",
        )
        .bind(applicant)
        .fetch_all(&self.readers)
        .await?;
        rows.into_iter().map(summary).collect()
    }

    /// Every application, oldest first, or those of one status.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn all_applications(
        &self,
        status: Option<Status>,
    ) -> Result<Vec<ApplicationSummary>> {
        let rows: Vec<(String, String, i64, i64)> = sqlx::query_as(
            "select receipt, status, submitted_at, changed_at from applications \
             where $1 is null or status = $1 order by submitted_at, receipt",
        )
        .bind(status.map(Status::name))
        .fetch_all(&self.readers)
        .await?;
        rows.into_iter().map(summary).collect()
    }

    /// One application; with an applicant's id, only if it is theirs.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_application(
        &self,
        receipt: &str,
        applicant: Option<&str>,
    ) -> Result<Option<Stored>> {
        let row: Option<Row> = sqlx::query_as(
            "select receipt, status, submitted_at, changed_at, draft, faults from applications \
             where receipt = $1 and ($2 is null or applicant = $2)",
        )
        .bind(receipt)
        .bind(applicant)
        .fetch_optional(&self.readers)
        .await?;
        let Some((receipt, status, submitted_at, changed_at, draft, faults)) = row else {
            return Ok(None);
        };
        let events: Vec<(String, i64, Option<String>)> = sqlx::query_as(
            "select status, happened_at, note from events where receipt = $1 order by position",
        )
        .bind(&receipt)
        .fetch_all(&self.readers)
        .await?;
        Ok(Some(Stored {
            summary: summary((receipt, status, submitted_at, changed_at))?,
            draft: parse_draft(&draft)?,
            faults: parse(&faults)?,
            events: events
                .into_iter()
                .map(|(status, at, note)| Ok(StatusEvent { status: known(&status)?, at, note }))
                .collect::<Result<_>>()?,
        }))
    }

    /// Moves an application from one status to another, with words to the applicant. Says no when it is not where it
    /// was thought to be: somebody else moved it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn move_application(
        &self,
        receipt: &str,
        from: Status,
        to: Status,
        note: Option<&str>,
        now: i64,
    ) -> Result<bool> {
        let mut tx = self.begin().await?;
        let moved = sqlx::query(
            "update applications set status = $3, changed_at = $4 where receipt = $1 and status = $2",
        )
        .bind(receipt)
        .bind(from.name())
        .bind(to.name())
        .bind(now)
        .execute(&mut *tx)
        .await?;
        if moved.rows_affected() == 0 {
            return Ok(false);
        }
        add_event(&mut tx, receipt, to, note, now).await?;
        tx.commit().await?;
        Ok(true)
    }
}

async fn insert(
    tx: &mut Transaction<'static, Sqlite>,
    new: &NewApplication<'_>,
    now: i64,
) -> Result<()> {
    sqlx::query(
        "insert into applications (receipt, applicant, person, draft_key, status, mailed, draft, faults, \
         directory_version, submitted_at, changed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)",
    )
    .bind(&new.receipt)
    .bind(&new.applicant.id)
    .bind(&new.applicant.person)
    .bind(new.key)
    .bind(Status::Submitted.name())
    .bind(new.mailed)
    .bind(json(&new.draft)?)
    .bind(json(&new.faults)?)
    .bind(new.directory_version)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    for (kind, picture) in &new.pictures {
        sqlx::query(
            "insert into application_pictures (receipt, picture, kind) values ($1, $2, $3)",
        )
        .bind(&new.receipt)
        .bind(picture)
        .bind(kind.name())
        .execute(&mut **tx)
        .await?;
    }
    add_event(tx, &new.receipt, Status::Submitted, None, now).await?;
    sqlx::query("delete from drafts where applicant = $1 and draft_key = $2")
        .bind(&new.applicant.id)
        .bind(new.key)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

async fn add_event(
    tx: &mut Transaction<'static, Sqlite>,
    receipt: &str,
    status: Status,
    note: Option<&str>,
    now: i64,
) -> Result<()> {
    sqlx::query(
        "insert into events (receipt, position, status, happened_at, note) \
         select $1, coalesce(max(position), 0) + 1, $2, $3, $4 from events where receipt = $1",
    )
    .bind(receipt)
    .bind(status.name())
    .bind(now)
    .bind(note)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

fn summary(row: (String, String, i64, i64)) -> Result<ApplicationSummary> {
    let (receipt, status, submitted_at, changed_at) = row;
    Ok(ApplicationSummary { receipt, status: known(&status)?, submitted_at, changed_at })
}

fn known(status: &str) -> Result<Status> {
    Status::from_name(status)
        .ok_or_else(|| sqlx::Error::Decode("an application has an unknown status".into()).into())
}
