//! Whether applicants may apply, by the register's last answer.

use sscard_shared::{
    api::{LicenceView, PictureView, Standing},
    draft::Draft,
};

use super::{
    Db, NewPicture, Result,
    drafts::{from_json, to_json},
    pictures,
};

/// The register's last answer for an applicant.
#[derive(Clone)]
pub struct EligibilityRecord {
    /// The standing.
    pub standing: Standing,
    /// When the register was asked.
    pub asked_at: i64,
    /// The version of 访问授权 that was given with it.
    pub access: Option<String>,
    /// The licence's answers, where the applicant authorised their use and its pictures are still stored.
    pub licence: Option<LicenceView>,
}

impl std::fmt::Debug for EligibilityRecord {
    /// Shows the standing only: a licence's text must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EligibilityRecord")
            .field("standing", &self.standing)
            .finish_non_exhaustive()
    }
}

/// A licence: its answers, and its two pictures, whose bytes are in the store.
#[derive(Clone)]
pub struct NewLicence {
    /// The licence as answers of the form.
    pub answers: Draft,
    /// The side with the emblem.
    pub emblem_side: PictureView,
    /// The side with the personal data.
    pub portrait_side: PictureView,
    /// The pictures of the two that the applicant did not have before.
    pub new: Vec<NewPicture>,
}

impl std::fmt::Debug for NewLicence {
    /// Shows no content: a licence's text must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewLicence").finish_non_exhaustive()
    }
}

impl Db {
    /// Stores the register's answer, asked with a version of 访问授权 or without, in place of the previous one.
    pub async fn replace_eligibility(
        &self,
        applicant: &str,
        standing: Standing,
        access: Option<&str>,
        licence: Option<&NewLicence>,
        now: i64,
    ) -> Result<()> {
        let answers = licence.map(|licence| to_json(&licence.answers)).transpose()?;
        let mut tx = self.begin_write().await?;
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

    /// Stores the register's answer at sign-in. What was authorised since `since`, and the licence's answers, stay for as long as they
    /// would have. An applicant who signs in again in the middle of a form continues there, and no authorisation lasts for ever.
    pub async fn renew_eligibility(
        &self,
        applicant: &str,
        standing: Standing,
        since: i64,
        now: i64,
    ) -> Result<()> {
        let mut tx = self.begin_write().await?;
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

    /// The register's last answer, where it was asked since `since`.
    pub async fn find_eligibility(
        &self,
        applicant: &str,
        since: i64,
    ) -> Result<Option<EligibilityRecord>> {
        type EligibilityRow =
            (String, i64, Option<String>, Option<String>, Option<String>, Option<String>);
        let row: Option<EligibilityRow> = sqlx::query_as(
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
                    (Some(emblem_side), Some(portrait_side)) => Some(LicenceView {
                        answers: from_json(&answers)?,
                        emblem_side,
                        portrait_side,
                    }),
                    _ => None,
                }
            }
            _ => None,
        };
        Ok(Some(EligibilityRecord { standing, asked_at, access, licence }))
    }
}
