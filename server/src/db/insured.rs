//! The table of insured people that an operator imports.

use super::{Db, Result, tables::note_import};

/// An insured person: name and number in normal form.
#[derive(Clone, PartialEq, Eq)]
pub struct InsuredPerson {
    /// 姓名.
    pub name: String,
    /// 证件号码.
    pub id_number: String,
}

impl std::fmt::Debug for InsuredPerson {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("InsuredPerson").finish_non_exhaustive()
    }
}

impl Db {
    /// Replaces the table, wholly or not at all.
    ///
    /// # Errors
    /// When the database fails; then the table is as it was.
    pub async fn replace_insured(
        &self,
        people: &[InsuredPerson],
        version: &str,
        now: i64,
    ) -> Result<()> {
        let mut tx = self.begin().await?;
        sqlx::query("delete from insured").execute(&mut *tx).await?;
        for person in people {
            sqlx::query("insert into insured (id_number, name) values ($1, $2)")
                .bind(&person.id_number)
                .bind(&person.name)
                .execute(&mut *tx)
                .await?;
        }
        note_import(&mut tx, "insured", version, people.len(), now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The name that the table has for a number.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn name_of_insured(&self, id_number: &str) -> Result<Option<String>> {
        let name = sqlx::query_scalar("select name from insured where id_number = $1");
        Ok(name.bind(id_number).fetch_optional(&self.readers).await?)
    }

    /// Whether the table has this person.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_insured(&self, name: &str, id_number: &str) -> Result<bool> {
        let found: Option<i64> = sqlx::query_scalar(
            "select 1 from insured where id_number = $1 and lower(name) = lower($2)",
        )
        .bind(id_number)
        .bind(name)
        .fetch_optional(&self.readers)
        .await?;
        Ok(found.is_some())
    }
}
