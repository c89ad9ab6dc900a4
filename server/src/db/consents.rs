//! What people agreed to, in which version and when.

use sscard_shared::api::ConsentKind;

use super::{Db, Result};

/// Something that a person agreed to.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, sqlx::FromRow)]
pub struct KeptConsent {
    /// Which text or sentence: [`ConsentKind::name`].
    pub kind: String,
    /// Its version.
    pub version: String,
    /// When they first agreed to this version.
    pub agreed_at: i64,
}

impl Db {
    /// Keeps what somebody has just agreed to. Agreeing once more to the same changes nothing.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn keep_consents(
        &self,
        applicant: &str,
        given: &[(ConsentKind, &str)],
        now: i64,
    ) -> Result<()> {
        let mut tx = self.begin().await?;
        for (kind, version) in given {
            sqlx::query(
                "insert into consents (applicant, kind, version, agreed_at) values ($1, $2, $3, $4) \
                 on conflict (applicant, kind, version) do nothing",
            )
            .bind(applicant)
            .bind(kind.name())
            .bind(version.trim())
            .bind(now)
            .execute(&mut *tx)
            .await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// What the applicant of an application has agreed to, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn consents_of(&self, receipt: &str) -> Result<Vec<KeptConsent>> {
        Ok(sqlx::query_as(
            "select c.kind, c.version, c.agreed_at from consents c join applications a on a.applicant = c.applicant \
             where a.receipt = $1 order by c.agreed_at, c.kind",
        )
        .bind(receipt)
        .fetch_all(&self.readers)
        .await?)
    }
}
