//! What was read of identity cards, and how often.

use sscard_shared::{
    api::{PictureKind, PictureView},
    reading::CardReading,
};

use super::{
    Db, NewPicture, Result,
    drafts::{json, parse},
    pictures,
};

/// What was read of a picture.
#[derive(Clone)]
pub struct KeptReading {
    /// The reading; its areas are shares of the picture that was put right, where there is one.
    pub reading: CardReading,
    /// The picture that counts instead, where the one that was read lay turned or was of the other side.
    pub put_right: Option<PictureView>,
}

impl std::fmt::Debug for KeptReading {
    /// Tells which side only: what stands on a card must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeptReading").field("side", &self.reading.side).finish_non_exhaustive()
    }
}

/// What has just been read of a picture.
#[derive(Clone, Copy)]
pub struct NewReading<'a> {
    /// The kind as which the picture was sent.
    pub kind: PictureKind,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: &'a str,
    /// The reading.
    pub reading: &'a CardReading,
    /// The picture that counts instead; its bytes are in the store already.
    pub put_right: Option<&'a NewPicture>,
}

impl std::fmt::Debug for NewReading<'_> {
    /// Tells the kind only: what stands on a card must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewReading").field("kind", &self.kind).finish_non_exhaustive()
    }
}

impl Db {
    /// What was read of an applicant's own picture, or of another of theirs with the same bytes in the same place.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_reading(
        &self,
        applicant: &str,
        picture: &str,
    ) -> Result<Option<KeptReading>> {
        let row: Option<(String, Option<String>)> = sqlx::query_as(
            "select r.reading, r.put_right from readings r join pictures p \
             on p.applicant = r.applicant and p.kind = r.kind and p.sha256 = r.sha256 \
             where p.id = $1 and p.applicant = $2",
        )
        .bind(picture)
        .bind(applicant)
        .fetch_optional(&self.readers)
        .await?;
        let Some((reading, put_right)) = row else { return Ok(None) };
        let put_right = match put_right {
            Some(id) => self.picture_view(&id).await?,
            None => None,
        };
        Ok(Some(KeptReading { reading: parse(&reading)?, put_right }))
    }

    /// What was read of the picture of a side that an applicant sent last, among those that were read and are still kept.
    ///
    /// # Errors
    /// When the database fails.
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
        reading.as_deref().map(parse).transpose()
    }

    /// How many pictures of a side were read for an applicant since a moment, and when the first of them was.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn readings_since(
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

    /// Keeps what was read, for the picture and for the one put right, notes the latter, and counts the try: all of it or nothing.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn keep_reading(&self, applicant: &str, new: NewReading<'_>, now: i64) -> Result<()> {
        let reading = json(new.reading)?;
        let mut tx = self.begin().await?;
        if let Some(right) = new.put_right {
            pictures::insert(&mut *tx, applicant, right, now).await?;
        }
        let right = new.put_right.map(|right| (right.view.kind, right.sha256.as_str(), None));
        let own = (new.kind, new.sha256, new.put_right.map(|right| right.view.id.as_str()));
        for (kind, sha256, put_right) in std::iter::once(own).chain(right) {
            sqlx::query(
                "insert into readings (applicant, kind, sha256, reading, put_right, read_at) \
                 values ($1, $2, $3, $4, $5, $6) on conflict (applicant, kind, sha256) do update \
                 set reading = excluded.reading, put_right = excluded.put_right, read_at = excluded.read_at",
            )
            .bind(applicant)
            .bind(kind.name())
            .bind(sha256)
            .bind(&reading)
            .bind(put_right)
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
