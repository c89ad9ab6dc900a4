//! Whether applicants may apply, as the register last said.

use sscard_shared::{
    api::{LicenceView, PictureView, Standing},
    draft::Draft,
};

use super::{
    Db, NewPicture, Result,
    drafts::{json, parse},
    pictures,
};

/// What the register last said of an applicant.
#[derive(Clone)]
pub struct KeptEligibility {
    /// Where they stand.
    pub standing: Standing,
    /// When it was asked.
    pub asked_at: i64,
    /// The version of 访问授权 that was given with it.
    pub access: Option<String>,
    /// What their licence told, where they authorised its use and its pictures are still theirs.
    pub licence: Option<LicenceView>,
}

impl std::fmt::Debug for KeptEligibility {
    /// What stands on a licence must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeptEligibility").field("standing", &self.standing).finish_non_exhaustive()
    }
}

/// What a licence told: answers, and its two pictures, whose bytes are in the store.
#[derive(Clone)]
pub struct NewLicence {
    /// As answers of the form.
    pub answers: Draft,
    /// The side with the emblem.
    pub emblem_side: PictureView,
    /// The side with the personal data.
    pub portrait_side: PictureView,
    /// Those of the two that the applicant did not have before.
    pub new: Vec<NewPicture>,
}

impl std::fmt::Debug for NewLicence {
    /// What stands on a licence must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewLicence").finish_non_exhaustive()
    }
}

impl Db {
    /// Keeps what the register said, asked with a version of 访问授权 or without, in place of what it said before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn keep_eligibility(
        &self,
        applicant: &str,
        standing: Standing,
        (access, licence): (Option<&str>, Option<&NewLicence>),
        now: i64,
    ) -> Result<()> {
        let answers = licence.map(|licence| json(&licence.answers)).transpose()?;
        let mut tx = self.begin().await?;
        for picture in licence.iter().flat_map(|licence| &licence.new) {
            pictures::insert(&mut *tx, applicant, picture, now).await?;
        }
        sqlx::query(
            "insert into eligibilities (applicant, standing, asked_at, answers, emblem_side, portrait_side, access) \
             values ($1, $2, $3, $4, $5, $6, $7) on conflict (applicant) do update set standing = excluded.standing, \
             asked_at = excluded.asked_at, answers = excluded.answers, emblem_side = excluded.emblem_side, \
             portrait_side = excluded.portrait_side, access = excluded.access",
        )
        .bind(applicant)
        .bind(standing.name())
        .bind(now)
        .bind(answers)
        .bind(licence.map(|licence| licence.emblem_side.id.as_str()))
        .bind(licence.map(|licence| licence.portrait_side.id.as_str()))
        .bind(access.map(str::trim))
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Keeps what the register said on entry. What was authorised since a moment, and what the licence told, stay for as long as they
    /// would have: who signs in again in the middle of a form goes on where they were, and nobody authorises for ever.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn renew_eligibility(
        &self,
        applicant: &str,
        standing: Standing,
        (since, now): (i64, i64),
    ) -> Result<()> {
        let mut tx = self.begin().await?;
        sqlx::query("delete from eligibilities where applicant = $1 and asked_at <= $2")
            .bind(applicant)
            .bind(since)
            .execute(&mut *tx)
            .await?;
        sqlx::query(
            "insert into eligibilities as old (applicant, standing, asked_at) values ($1, $2, $3) \
             on conflict (applicant) do update set standing = excluded.standing, \
             asked_at = case when old.access is null then excluded.asked_at else old.asked_at end",
        )
        .bind(applicant)
        .bind(standing.name())
        .bind(now)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// What the register last said, where it was asked since a moment.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn eligibility_of(
        &self,
        applicant: &str,
        since: i64,
    ) -> Result<Option<KeptEligibility>> {
        type Row = (String, i64, Option<String>, Option<String>, Option<String>, Option<String>);
        let row: Option<Row> = sqlx::query_as(
            "select standing, asked_at, access, answers, emblem_side, portrait_side from eligibilities \
             where applicant = $1 and asked_at > $2",
        )
        .bind(applicant)
        .bind(since)
        .fetch_optional(&self.readers)
        .await?;
        let Some((standing, asked_at, access, answers, emblem, portrait)) = row else {
            return Ok(None);
        };
        let Some(standing) = Standing::from_name(&standing) else { return Ok(None) };
        let licence = match (answers, emblem, portrait) {
            (Some(answers), Some(emblem), Some(portrait)) => {
                match (self.picture_view(&emblem).await?, self.picture_view(&portrait).await?) {
                    (Some(emblem_side), Some(portrait_side)) => {
                        Some(LicenceView { answers: parse(&answers)?, emblem_side, portrait_side })
                    }
                    _ => None,
                }
            }
            _ => None,
        };
        Ok(Some(KeptEligibility { standing, asked_at, access, licence }))
    }
}
