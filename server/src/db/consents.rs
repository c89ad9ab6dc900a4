//! The consents that applicants gave, with version and time.

use sscard_shared::api::ConsentKind;

use super::{Db, Result};

/// A consent that an applicant gave.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, sqlx::FromRow)]
pub struct ConsentRecord {
    /// The text or sentence: [`ConsentKind::name`].
    pub kind: String,
    /// Its version.
    pub version: String,
    /// When the applicant first agreed to this version.
    pub agreed_at: i64,
}

impl Db {
    /// Stores the given consents. Agreeing to the same version again changes nothing.
    pub async fn insert_consents(
        &self,
        applicant: &str,
        given: &[(ConsentKind, &str)],
        now: i64,
    ) -> Result<()> {
        let mut tx = self.begin_write().await?;
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

    /// The consents of the applicant of an application, oldest first.
    pub async fn list_consents(&self, receipt: &str) -> Result<Vec<ConsentRecord>> {
        Ok(sqlx::query_as(
            "select c.kind, c.version, c.agreed_at from consents c join applications a on a.applicant = c.applicant \
             where a.receipt = $1 order by c.agreed_at, c.kind",
        )
        .bind(receipt)
        .fetch_all(&self.readers)
        .await?)
    }
}
