//! Applications: created once per key, read by their owner and by the operator, advanced by the operator.

use sqlx::{Sqlite, Transaction};
use sscard_shared::{
    api::{ApplicationSummary, PictureKind, Receipt, Status, StatusEvent},
    draft::Draft,
    fault::Faults,
};

use super::{
    Db, Result,
    drafts::{from_json, to_json},
    people::Applicant,
};

/// An application about to be created.
#[derive(Clone, Debug)]
pub struct NewApplication<'a> {
    /// The receipt number, if none has it yet.
    pub receipt: String,
    /// The applicant that it belongs to.
    pub applicant: &'a Applicant,
    /// The key that was made with the draft.
    pub key: &'a str,
    /// The answers in normal form.
    pub draft: Draft,
    /// Whether the card is mailed.
    pub is_mailed: bool,
    /// The advice that was given and not followed.
    pub faults: Faults,
    /// The version of the tables by which it was judged.
    pub directory_version: &'a str,
    /// The pictures that it names.
    pub pictures: Vec<(PictureKind, String)>,
}

/// The result of a submit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SubmitOutcome {
    /// A new application.
    New(Receipt),
    /// The key had created one before.
    Existing(Receipt),
    /// The person has another one under way.
    UnderWay,
}

/// A stored application.
#[derive(Clone, Debug)]
pub struct StoredApplication {
    /// Receipt, status and times.
    pub summary: ApplicationSummary,
    /// The answers in normal form.
    pub draft: Draft,
    /// The advice that was given and not followed.
    pub faults: Faults,
    /// Its events, oldest first.
    pub events: Vec<StatusEvent>,
}

type ApplicationRow = (String, String, i64, i64, String, String);

impl Db {
    /// Whether an application of a person is under way.
    pub async fn has_open_application(&self, person: &str) -> Result<bool> {
        let found: Option<i64> = sqlx::query_scalar(
            "select 1 from applications where person = $1 and status not in ('collected', 'returned')",
        )
        .bind(person)
        .fetch_optional(&self.readers)
        .await?;
        Ok(found.is_some())
    }

    /// The receipt of the application that a key of this applicant has created, if any.
    pub async fn find_receipt(&self, applicant: &str, key: &str) -> Result<Option<Receipt>> {
        let row: Option<(String, i64)> = sqlx::query_as(
            "select receipt, submitted_at from applications where applicant = $1 and draft_key = $2",
        )
        .bind(applicant)
        .bind(key)
        .fetch_optional(&self.readers)
        .await?;
        Ok(row.map(|(receipt, submitted_at)| Receipt { receipt, submitted_at }))
    }

    /// Creates an application, its first event and its links to pictures, and deletes the draft, in one transaction.
    pub async fn create_application(
        &self,
        new: &NewApplication<'_>,
        now: i64,
    ) -> Result<SubmitOutcome> {
        let mut tx = self.begin_write().await?;
        // The transaction holds the only write lock, so that no other application can come before the insert.
        let before: Option<(String, i64)> = sqlx::query_as(
            "select receipt, submitted_at from applications where applicant = $1 and draft_key = $2",
        )
        .bind(&new.applicant.id)
        .bind(new.key)
        .fetch_optional(&mut *tx)
        .await?;
        if let Some((receipt, submitted_at)) = before {
            return Ok(SubmitOutcome::Existing(Receipt { receipt, submitted_at }));
        }
        let under_way: Option<i64> = sqlx::query_scalar(
            "select 1 from applications where person = $1 and status not in ('collected', 'returned')",
        )
        .bind(&new.applicant.person)
        .fetch_optional(&mut *tx)
        .await?;
        if under_way.is_some() {
            return Ok(SubmitOutcome::UnderWay);
        }
        insert(&mut tx, new, now).await?;
        tx.commit().await?;
        Ok(SubmitOutcome::New(Receipt { receipt: new.receipt.clone(), submitted_at: now }))
    }

    /// The applications of an applicant, newest first.
    pub async fn list_applicant_applications(
        &self,
        applicant: &str,
    ) -> Result<Vec<ApplicationSummary>> {
        let rows: Vec<(String, String, i64, i64)> = sqlx::query_as(
            "select receipt, status, submitted_at, changed_at from applications where applicant = $1 \
             order by submitted_at desc, receipt",
        )
        .bind(applicant)
        .fetch_all(&self.readers)
        .await?;
        rows.into_iter().map(summary).collect()
    }

    /// All applications, or those of one status, oldest first.
    pub async fn list_applications(
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

    /// One application; with an applicant's id, only if it is that applicant's.
    pub async fn find_application(
        &self,
        receipt: &str,
        applicant: Option<&str>,
    ) -> Result<Option<StoredApplication>> {
        let row: Option<ApplicationRow> = sqlx::query_as(
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
        Ok(Some(StoredApplication {
            summary: summary((receipt, status, submitted_at, changed_at))?,
            draft: from_json(&draft)?,
            faults: from_json(&faults)?,
            events: events
                .into_iter()
                .map(|(status, at, note)| {
                    Ok(StatusEvent { status: parse_status(&status)?, at, note })
                })
                .collect::<Result<_>>()?,
        }))
    }

    /// Changes the status of an application, with a note to the applicant. False when its status is no longer `from`, because it was
    /// changed meanwhile.
    pub async fn change_application_status(
        &self,
        receipt: &str,
        from: Status,
        to: Status,
        note: Option<&str>,
        now: i64,
    ) -> Result<bool> {
        let mut tx = self.begin_write().await?;
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
    .bind(new.is_mailed)
    .bind(to_json(&new.draft)?)
    .bind(to_json(&new.faults)?)
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
    Ok(ApplicationSummary { receipt, status: parse_status(&status)?, submitted_at, changed_at })
}

fn parse_status(status: &str) -> Result<Status> {
    Status::from_name(status)
        .ok_or_else(|| sqlx::Error::Decode("an application has an unknown status".into()).into())
}
