//! Readings of identity cards, and the count of tries.

use sscard_shared::{
    api::{PictureKind, PictureView},
    reading::CardReading,
};

use super::{
    Db, NewPicture, Result,
    drafts::{from_json, to_json},
    pictures,
};

/// The stored reading of a picture.
#[derive(Clone)]
pub struct ReadingRecord {
    /// The reading. Its areas are shares of the corrected picture, where there is one.
    pub reading: CardReading,
    /// The picture that replaces the one that was read, because that one was rotated or of the other side.
    pub corrected: Option<PictureView>,
}

impl std::fmt::Debug for ReadingRecord {
    /// Shows the side only: a card's text must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReadingRecord").field("side", &self.reading.side).finish_non_exhaustive()
    }
}

/// A new reading of a picture.
#[derive(Clone, Copy)]
pub struct NewReading<'a> {
    /// The kind under which the picture was uploaded.
    pub kind: PictureKind,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: &'a str,
    /// The reading.
    pub reading: &'a CardReading,
    /// The picture that replaces it. Its bytes are in the store already.
    pub corrected: Option<&'a NewPicture>,
}

impl std::fmt::Debug for NewReading<'_> {
    /// Shows the kind only: a card's text must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewReading").field("kind", &self.kind).finish_non_exhaustive()
    }
}

impl Db {
    /// The reading of an applicant's own picture, or of another of the applicant's with the same bytes and kind.
    pub async fn find_reading(
        &self,
        applicant: &str,
        picture: &str,
    ) -> Result<Option<ReadingRecord>> {
        let row: Option<(String, Option<String>)> = sqlx::query_as(
            "select r.reading, r.put_right from readings r join pictures p \
             on p.applicant = r.applicant and p.kind = r.kind and p.sha256 = r.sha256 \
             where p.id = $1 and p.applicant = $2",
        )
        .bind(picture)
        .bind(applicant)
        .fetch_optional(&self.readers)
        .await?;
        let Some((reading, corrected)) = row else { return Ok(None) };
        let corrected = match corrected {
            Some(id) => self.picture_view(&id).await?,
            None => None,
        };
        Ok(Some(ReadingRecord { reading: from_json(&reading)?, corrected }))
    }

    /// The reading of the applicant's latest picture of a side, among those that were read and are still stored.
    pub async fn latest_reading(
        &self,
        applicant: &str,
        kind: PictureKind,
    ) -> Result<Option<CardReading>> {
        let reading: Option<String> = sqlx::query_scalar(
            "select r.reading from readings r join pictures p \
             on p.applicant = r.applicant and p.kind = r.kind and p.sha256 = r.sha256 \
             where r.applicant = $1 and r.kind = $2 order by p.created_at desc, p.id limit 1",
        )
        .bind(applicant)
        .bind(kind.name())
        .fetch_optional(&self.readers)
        .await?;
        reading.as_deref().map(from_json).transpose()
    }

    /// How many pictures of a side were read for an applicant since `since`, and when the first of them was read.
    pub async fn count_reading_tries(
        &self,
        applicant: &str,
        kind: PictureKind,
        since: i64,
    ) -> Result<(i64, Option<i64>)> {
        let row = sqlx::query_as(
            "select count(*), min(read_at) from reading_tries \
             where applicant = $1 and kind = $2 and read_at > $3",
        )
        .bind(applicant)
        .bind(kind.name())
        .bind(since)
        .fetch_one(&self.readers)
        .await?;
        Ok(row)
    }

    /// Stores a reading for the picture and for the corrected one, stores the corrected picture, and counts the try: all or nothing.
    pub async fn insert_reading(
        &self,
        applicant: &str,
        new: NewReading<'_>,
        now: i64,
    ) -> Result<()> {
        let reading = to_json(new.reading)?;
        let mut tx = self.begin_write().await?;
        if let Some(corrected_row) = new.corrected {
            pictures::insert(&mut *tx, applicant, corrected_row, now).await?;
        }
        let corrected_row = new
            .corrected
            .map(|corrected_row| (corrected_row.view.kind, corrected_row.sha256.as_str(), None));
        let own = (
            new.kind,
            new.sha256,
            new.corrected.map(|corrected_row| corrected_row.view.id.as_str()),
        );
        for (kind, sha256, corrected) in std::iter::once(own).chain(corrected_row) {
            sqlx::query(
                "insert into readings (applicant, kind, sha256, reading, put_right, read_at) \
                 values ($1, $2, $3, $4, $5, $6) on conflict (applicant, kind, sha256) do update \
                 set reading = excluded.reading, put_right = excluded.put_right, read_at = excluded.read_at",
            )
            .bind(applicant)
            .bind(kind.name())
            .bind(sha256)
            .bind(&reading)
            .bind(corrected)
            .bind(now)
            .execute(&mut *tx)
            .await?;
        }
        sqlx::query("insert into reading_tries (applicant, kind, read_at) values ($1, $2, $3)")
            .bind(applicant)
            .bind(new.kind.name())
            .bind(now)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(())
    }
}
