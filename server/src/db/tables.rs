//! The operator's table of branches, and the version and time of each imported table.

use sqlx::{Sqlite, Transaction};
use sscard_shared::directory::Branch;

use super::{Db, Result};

impl Db {
    /// Replaces the branches, all or none.
    pub async fn replace_branches(
        &self,
        branches: &[Branch],
        version: &str,
        now: i64,
    ) -> Result<()> {
        let mut tx = self.begin_write().await?;
        sqlx::query("delete from branches").execute(&mut *tx).await?;
        for branch in branches {
            sqlx::query(
                "insert into branches (code, bank, name, district, address, telephone) \
                 values ($1, $2, $3, $4, $5, $6)",
            )
            .bind(&branch.code)
            .bind(&branch.bank)
            .bind(&branch.name)
            .bind(&branch.district)
            .bind(&branch.address)
            .bind(&branch.telephone)
            .execute(&mut *tx)
            .await?;
        }
        record_import(&mut tx, "branches", version, branches.len(), now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The version of the imported branches, if any were imported.
    pub async fn branches_version(&self) -> Result<Option<String>> {
        let version = sqlx::query_scalar("select version from imports where what = 'branches'")
            .fetch_optional(&self.readers)
            .await?;
        Ok(version)
    }

    /// The imported branches, in the order of their codes.
    pub async fn branches(&self) -> Result<Vec<Branch>> {
        let rows: Vec<(String, String, String, String, String, String)> = sqlx::query_as(
            "select code, bank, name, district, address, telephone from branches order by code",
        )
        .fetch_all(&self.readers)
        .await?;
        Ok(rows
            .into_iter()
            .map(|(code, bank, name, district, address, telephone)| Branch {
                code,
                bank,
                name,
                district,
                address,
                telephone,
            })
            .collect())
    }
}

pub(super) async fn record_import(
    tx: &mut Transaction<'static, Sqlite>,
    what: &str,
    version: &str,
    rows: usize,
    now: i64,
) -> Result<()> {
    sqlx::query(
        "insert into imports (what, version, row_count, imported_at) values ($1, $2, $3, $4) \
         on conflict (what) do update set version = excluded.version, row_count = excluded.row_count, \
         imported_at = excluded.imported_at",
    )
    .bind(what)
    .bind(version)
    .bind(i64::try_from(rows).unwrap_or(i64::MAX))
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
