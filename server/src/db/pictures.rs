//! The facts about each picture. The bytes are in the picture store.

use sqlx::SqliteExecutor;
use sscard_shared::{
    api::{PictureKind, PictureView},
    fault::Faults,
};

use super::{
    Db, Result,
    drafts::{from_json, to_json},
};

/// A picture that has just been put into the store.
#[derive(Clone, Debug)]
pub struct NewPicture {
    /// What its owner sees.
    pub view: PictureView,
    /// The format of its bytes: `jpeg` or `png`.
    pub format: &'static str,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// A stored picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureRecord {
    /// Its id.
    pub id: String,
    /// What it shows.
    pub kind: PictureKind,
    /// The format: `jpeg` or `png`.
    pub format: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

type PictureRow = (String, String, String, String);

impl Db {
    /// Stores the facts about a picture of an applicant.
    pub async fn insert_picture(&self, applicant: &str, new: &NewPicture, now: i64) -> Result<()> {
        insert(&self.writer, applicant, new, now).await
    }

    /// An applicant's own picture. Another applicant's is not found.
    pub async fn find_picture(&self, applicant: &str, id: &str) -> Result<Option<PictureRecord>> {
        let picture: Option<PictureRow> = sqlx::query_as(
            "select id, kind, format, sha256 from pictures where id = $1 and applicant = $2",
        )
        .bind(id)
        .bind(applicant)
        .fetch_optional(&self.readers)
        .await?;
        picture.map(picture_record).transpose()
    }

    /// A picture as its owner sees it.
    pub async fn picture_view(&self, id: &str) -> Result<Option<PictureView>> {
        let row: Option<(String, i64, i64, i64, String)> =
            sqlx::query_as("select kind, bytes, width, height, faults from pictures where id = $1")
                .bind(id)
                .fetch_optional(&self.readers)
                .await?;
        let Some((kind, bytes, width, height, faults)) = row else { return Ok(None) };
        let pixels = |side: i64| u32::try_from(side).unwrap_or(u32::MAX);
        Ok(Some(PictureView {
            id: id.to_owned(),
            kind: parse_kind(&kind)?,
            bytes: u64::try_from(bytes).unwrap_or_default(),
            width: pixels(width),
            height: pixels(height),
            faults: from_json(&faults)?,
        }))
    }

    /// The newest picture of an applicant with these bytes that was made since `since`.
    pub async fn find_same_picture(
        &self,
        applicant: &str,
        kind: PictureKind,
        sha256: &str,
        since: i64,
    ) -> Result<Option<PictureView>> {
        let id: Option<String> = sqlx::query_scalar(
            "select id from pictures where applicant = $1 and kind = $2 and sha256 = $3 and created_at > $4 \
             order by created_at desc, id limit 1",
        )
        .bind(applicant)
        .bind(kind.name())
        .bind(sha256)
        .bind(since)
        .fetch_optional(&self.readers)
        .await?;
        match id {
            Some(id) => self.picture_view(&id).await,
            None => Ok(None),
        }
    }

    /// The advice about an applicant's own picture of a kind; `None` where there is no such picture.
    pub async fn find_picture_advice(
        &self,
        applicant: &str,
        id: &str,
        kind: PictureKind,
    ) -> Result<Option<Faults>> {
        let faults: Option<String> = sqlx::query_scalar(
            "select faults from pictures where id = $1 and applicant = $2 and kind = $3",
        )
        .bind(id)
        .bind(applicant)
        .bind(kind.name())
        .fetch_optional(&self.readers)
        .await?;
        faults.as_deref().map(from_json).transpose()
    }

    /// Counts an upload of an applicant, if fewer than `most` came since `since`. Two parallel uploads cannot both be the last.
    ///
    /// # Errors
    /// The inner error is the time of the first of them; then nothing is counted.
    pub async fn count_upload(
        &self,
        applicant: &str,
        most: i64,
        since: i64,
        now: i64,
    ) -> Result<std::result::Result<(), i64>> {
        let mut tx = self.begin_write().await?;
        let (count, first): (i64, Option<i64>) = sqlx::query_as(
            "select count(*), min(sent_at) from upload_tries where applicant = $1 and sent_at > $2",
        )
        .bind(applicant)
        .bind(since)
        .fetch_one(&mut *tx)
        .await?;
        if count >= most {
            return Ok(Err(first.unwrap_or(now)));
        }
        sqlx::query("insert into upload_tries (applicant, sent_at) values ($1, $2)")
            .bind(applicant)
            .bind(now)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(Ok(()))
    }

    /// All pictures that should be in the store.
    pub async fn list_pictures(&self) -> Result<Vec<PictureRecord>> {
        let pictures: Vec<PictureRow> =
            sqlx::query_as("select id, kind, format, sha256 from pictures order by id")
                .fetch_all(&self.readers)
                .await?;
        pictures.into_iter().map(picture_record).collect()
    }

    /// Whether there is a picture of this id.
    pub async fn has_picture(&self, id: &str) -> Result<bool> {
        let found: Option<i64> = sqlx::query_scalar("select 1 from pictures where id = $1")
            .bind(id)
            .fetch_optional(&self.readers)
            .await?;
        Ok(found.is_some())
    }
}

/// Inserts the facts about a picture, alone or in a transaction.
pub(super) async fn insert(
    executor: impl SqliteExecutor<'_>,
    applicant: &str,
    new: &NewPicture,
    now: i64,
) -> Result<()> {
    let signed = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    sqlx::query(
        "insert into pictures (id, applicant, kind, format, bytes, width, height, sha256, faults, created_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(&new.view.id)
    .bind(applicant)
    .bind(new.view.kind.name())
    .bind(new.format)
    .bind(signed(new.view.bytes))
    .bind(i64::from(new.view.width))
    .bind(i64::from(new.view.height))
    .bind(&new.sha256)
    .bind(to_json(&new.view.faults)?)
    .bind(now)
    .execute(executor)
    .await?;
    Ok(())
}

fn picture_record((id, kind, format, sha256): PictureRow) -> Result<PictureRecord> {
    Ok(PictureRecord { id, kind: parse_kind(&kind)?, format, sha256 })
}

fn parse_kind(kind: &str) -> Result<PictureKind> {
    PictureKind::from_name(kind)
        .ok_or_else(|| sqlx::Error::Decode("a picture has an unknown kind".into()).into())
}
