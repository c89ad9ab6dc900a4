//! The table of insured people that an operator imports.

use sscard_shared::{api::Standing, draft::Draft, name::is_same_name};

use super::{
    Db, Result,
    drafts::{from_json, to_json},
    tables::record_import,
};

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

/// A row of the table.
#[derive(Clone, PartialEq, Eq)]
pub struct InsuredRow {
    /// The person.
    pub person: InsuredPerson,
    /// The person's standing with the card.
    pub standing: Standing,
    /// The answers of the form on the person's electronic licence; empty where there is none.
    pub licence: Draft,
}

impl std::fmt::Debug for InsuredRow {
    /// Shows the standing only: names and numbers must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("InsuredRow").field("standing", &self.standing).finish_non_exhaustive()
    }
}

impl Db {
    /// Replaces the table, all rows or none.
    pub async fn replace_insured(
        &self,
        rows: &[InsuredRow],
        version: &str,
        now: i64,
    ) -> Result<()> {
        let mut tx = self.begin_write().await?;
        sqlx::query("delete from insured").execute(&mut *tx).await?;
        for InsuredRow { person, standing, licence } in rows {
            let licence = if licence.is_empty() { None } else { Some(to_json(licence)?) };
            sqlx::query(
                "insert into insured (id_number, name, standing, licence) values ($1, $2, $3, $4)",
            )
            .bind(&person.id_number)
            .bind(&person.name)
            .bind(standing.name())
            .bind(licence)
            .execute(&mut *tx)
            .await?;
        }
        record_import(&mut tx, "insured", version, rows.len(), now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The standing of a person in the table; `None` where the table does not have the number.
    pub async fn find_standing(&self, name: &str, id_number: &str) -> Result<Option<Standing>> {
        let found: Option<(String, String)> =
            sqlx::query_as("select name, standing from insured where id_number = $1")
                .bind(id_number)
                .fetch_optional(&self.readers)
                .await?;
        // A database folds the case of ASCII alone, or of what its locale knows, so the names are compared here.
        Ok(found.map(|(listed, standing)| {
            if is_same_name(&listed, name) {
                Standing::from_name(&standing).unwrap_or(Standing::NotInsured)
            } else {
                Standing::NotMatched
            }
        }))
    }

    /// The licence's answers of a person in the table.
    pub async fn find_licence_answers(&self, name: &str, id_number: &str) -> Result<Option<Draft>> {
        let found: Option<(String, String)> = sqlx::query_as(
            "select name, licence from insured where id_number = $1 and licence is not null",
        )
        .bind(id_number)
        .fetch_optional(&self.readers)
        .await?;
        let found = found.filter(|(listed, _)| is_same_name(listed, name));
        found.map(|(_, text)| from_json(&text)).transpose()
    }
}
