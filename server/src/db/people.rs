//! People, and the applicants that own everything: a person whose identity is proved, through whichever channel.

use super::{Db, Result};
use crate::secret;

/// A person whose identity is proved.
#[derive(Clone, PartialEq, Eq)]
pub struct Applicant {
    /// The opaque id to which everything of the applicant belongs.
    pub id: String,
    /// The opaque id of the person.
    pub person: String,
    /// 姓名, in normal form.
    pub name: String,
    /// 证件号码, in normal form.
    pub id_number: String,
}

impl std::fmt::Debug for Applicant {
    /// Shows the id only: names and numbers must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Applicant").field("id", &self.id).finish_non_exhaustive()
    }
}

/// A counted try of 实名认证 that is under way.
#[derive(Debug)]
pub struct RealNameTry(i64);

impl Db {
    /// The applicant of a person. Both are created where they are new.
    pub async fn find_or_insert_applicant(
        &self,
        name: &str,
        id_number: &str,
        now: i64,
    ) -> Result<Applicant> {
        let mut tx = self.begin_write().await?;
        // The register's latest name counts: people change their names and keep their numbers.
        let person: String = sqlx::query_scalar(
            "insert into people (id, id_number, name, created_at) values ($1, $2, $3, $4) \
             on conflict (id_number) do update set name = excluded.name returning id",
        )
        .bind(secret::id())
        .bind(id_number)
        .bind(name)
        .bind(now)
        .fetch_one(&mut *tx)
        .await?;
        let id: String = sqlx::query_scalar(
            "insert into applicants (id, person, created_at) values ($1, $2, $3) \
             on conflict (person) do update set person = excluded.person returning id",
        )
        .bind(secret::id())
        .bind(&person)
        .bind(now)
        .fetch_one(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(Applicant { id, person, name: name.to_owned(), id_number: id_number.to_owned() })
    }

    /// Counts a try of a name and number before the register is asked, so that parallel tries cannot avoid the limit. The caller gives it
    /// back with [`Db::refund_real_name_try`] unless the name and number are no insured person's.
    ///
    /// # Errors
    /// The inner error is the seconds to wait, where the tries of the hour are used up; then nothing is counted.
    pub async fn count_real_name_try(
        &self,
        subject: &str,
        tries: i64,
        now: i64,
    ) -> Result<std::result::Result<RealNameTry, i64>> {
        const HOUR_SECONDS: i64 = 3_600;
        let mut tx = self.begin_write().await?;
        let (count, oldest): (i64, Option<i64>) = sqlx::query_as(
            "select count(*), min(failed_at) from real_name_failures where subject = $1 and failed_at > $2",
        )
        .bind(subject)
        .bind(now - HOUR_SECONDS)
        .fetch_one(&mut *tx)
        .await?;
        if count >= tries {
            return Ok(Err(oldest.map_or(HOUR_SECONDS, |oldest| oldest + HOUR_SECONDS - now)));
        }
        let (row,) = sqlx::query_as(
            "insert into real_name_failures (subject, failed_at) values ($1, $2) returning rowid",
        )
        .bind(subject)
        .bind(now)
        .fetch_one(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(Ok(RealNameTry(row)))
    }

    /// Gives a try back: the name and number were an insured person's, or could not be looked up.
    pub async fn refund_real_name_try(&self, RealNameTry(row): RealNameTry) -> Result<()> {
        sqlx::query("delete from real_name_failures where rowid = $1")
            .bind(row)
            .execute(&self.writer)
            .await?;
        Ok(())
    }
}
