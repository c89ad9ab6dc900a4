//! Operator accounts, and the devices that are known to them.

use std::collections::HashMap;

use sscard_shared::account::AccountName;

use super::{Db, Result, tables::record_import};
use crate::secret;

/// An account.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// Its opaque id.
    pub id: String,
    /// 用户名, in normal form.
    pub username: String,
    /// 手机号: eleven digits.
    pub mobile: String,
    /// 姓名, in normal form.
    pub name: String,
    /// 证件号码, in normal form.
    pub id_number: String,
    /// The password's hash; `None` until one is set.
    pub password_hash: Option<String>,
}

/// An account as an operator imports it.
#[derive(Clone, PartialEq, Eq)]
pub struct NewAccount {
    /// 用户名, in normal form.
    pub username: String,
    /// 手机号: eleven digits.
    pub mobile: String,
    /// 姓名, in normal form.
    pub name: String,
    /// 证件号码, in normal form.
    pub id_number: String,
    /// The hash of a new password; `None` keeps the present one.
    pub password_hash: Option<String>,
}

/// A password to set.
#[derive(Clone, Copy)]
pub struct NewPassword<'a> {
    /// The hash of the new password.
    pub hash: &'a str,
    /// The hash of the ticket of a reset by SMS. With one, the present password need not be known.
    pub reset_ticket_hash: Option<&'a str>,
    /// The hash of the token of the session that stays, if any.
    pub kept_session: Option<&'a str>,
}

impl std::fmt::Debug for NewPassword<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewPassword").finish_non_exhaustive()
    }
}

/// Names, numbers and hashes must not reach a log.
macro_rules! debug_without_fields {
    ($($name:ident)*) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )*};
}

debug_without_fields! { Account NewAccount }

type AccountRow = (String, String, String, String, String, Option<String>);

const COLUMNS: &str =
    "select id, username, mobile, name, id_number, password_hash from accounts where ";

fn account_from_row((id, username, mobile, name, id_number, password_hash): AccountRow) -> Account {
    Account { id, username, mobile, name, id_number, password_hash }
}

impl Db {
    /// The account of a typed name.
    pub async fn find_account_by_name(&self, name: &AccountName) -> Result<Option<Account>> {
        let column = match name {
            AccountName::User(_) => "username = $1",
            AccountName::Mobile(_) => "mobile = $1",
            AccountName::IdNumber(_) => "id_number = $1",
        };
        self.fetch_account(column, name.as_str()).await
    }

    /// The account of an id.
    pub async fn find_account(&self, id: &str) -> Result<Option<Account>> {
        self.fetch_account("id = $1", id).await
    }

    async fn fetch_account(&self, condition: &'static str, value: &str) -> Result<Option<Account>> {
        let sql = sqlx::AssertSqlSafe([COLUMNS, condition].concat());
        let row: Option<AccountRow> =
            sqlx::query_as(sql).bind(value).fetch_optional(&self.readers).await?;
        Ok(row.map(account_from_row))
    }

    /// Sets a password and returns whether it was set. With a reset ticket it is set only if the ticket was not used before. Without one it
    /// is set only if the present password is still the account's, so that an old password that was checked before replaces no newer one.
    /// All sessions of the applicant end but the kept one, and no device is known any longer.
    pub async fn set_password(
        &self,
        account: &Account,
        new: NewPassword<'_>,
        now: i64,
    ) -> Result<bool> {
        let mut tx = self.begin_write().await?;
        if let Some(ticket) = new.reset_ticket_hash {
            let spent = sqlx::query("delete from account_resets where ticket_hash = $1")
                .bind(ticket)
                .execute(&mut *tx)
                .await?;
            if spent.rows_affected() == 0 {
                return Ok(false);
            }
        }
        let set = sqlx::query(
            "update accounts set password_hash = $2, changed_at = $3 where id = $1 and ($4 or password_hash is $5)",
        )
        .bind(&account.id)
        .bind(new.hash)
        .bind(now)
        .bind(new.reset_ticket_hash.is_some())
        .bind(&account.password_hash)
        .execute(&mut *tx)
        .await?;
        if set.rows_affected() == 0 {
            return Ok(false);
        }
        sqlx::query("delete from account_resets where account = $1")
            .bind(&account.id)
            .execute(&mut *tx)
            .await?;
        // A person who knew the old password may have made devices known, on which strangers' tries do not count.
        sqlx::query("delete from known_devices where account = $1")
            .bind(&account.id)
            .execute(&mut *tx)
            .await?;
        // Sessions by the old password end. So do those by other methods, because the two cannot be distinguished.
        sqlx::query(
            "delete from sessions where token_hash is not $3 and (subject = $1 or applicant in \
             (select a.id from applicants a join people p on p.id = a.person where p.id_number = $2))",
        )
        .bind(account_subject(&account.id))
        .bind(&account.id_number)
        .bind(new.kept_session)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Replaces the hash by one of the same password with other settings.
    pub async fn replace_password_hash(&self, account: &Account, hash: &str) -> Result<()> {
        sqlx::query("update accounts set password_hash = $2 where id = $1 and password_hash = $3")
            .bind(&account.id)
            .bind(hash)
            .bind(&account.password_hash)
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    /// Replaces all accounts, all or none. An account of the same ID number stays the same account, and keeps its password where no other
    /// is given. An account that is no longer listed is removed and signed out.
    pub async fn replace_accounts(
        &self,
        accounts: &[NewAccount],
        version: &str,
        now: i64,
    ) -> Result<()> {
        let mut tx = self.begin_write().await?;
        // Foreign keys to accounts are checked when all accounts are back.
        sqlx::query("pragma defer_foreign_keys = on").execute(&mut *tx).await?;
        let previous: Vec<(String, String, Option<String>, i64, i64)> = sqlx::query_as(
            "select id_number, id, password_hash, created_at, changed_at from accounts",
        )
        .fetch_all(&mut *tx)
        .await?;
        let previous: HashMap<_, _> = previous
            .into_iter()
            .map(|(number, id, hash, created, changed)| (number, (id, hash, created, changed)))
            .collect();
        sqlx::query("delete from accounts").execute(&mut *tx).await?;
        for new in accounts {
            let previous_account = previous.get(&new.id_number);
            let is_changed = new.password_hash.is_some() || previous_account.is_none();
            sqlx::query(
                "insert into accounts (id, username, mobile, id_number, name, password_hash, created_at, changed_at) \
                 values ($1, $2, $3, $4, $5, $6, $7, $8)",
            )
            .bind(previous_account.map_or_else(secret::id, |(id, ..)| id.clone()))
            .bind(&new.username)
            .bind(&new.mobile)
            .bind(&new.id_number)
            .bind(&new.name)
            .bind(new.password_hash.as_ref().or_else(|| previous_account.and_then(|(_, hash, ..)| hash.as_ref())))
            .bind(previous_account.map_or(now, |(_, _, created, _)| *created))
            .bind(previous_account.filter(|_| !is_changed).map_or(now, |(_, _, _, changed)| *changed))
            .execute(&mut *tx)
            .await?;
        }
        for sql in [
            "delete from known_devices where account not in (select id from accounts)",
            "delete from account_resets where account not in (select id from accounts)",
            "delete from sessions where subject like 'account:%' \
             and substr(subject, 9) not in (select id from accounts)",
        ] {
            sqlx::query(sql).execute(&mut *tx).await?;
        }
        record_import(&mut tx, "accounts", version, accounts.len(), now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Whether there is any account.
    pub async fn has_accounts(&self) -> Result<bool> {
        let found: Option<i64> = sqlx::query_scalar("select 1 from accounts limit 1")
            .fetch_optional(&self.readers)
            .await?;
        Ok(found.is_some())
    }

    /// Whether the owner of an account has signed in on a device before.
    pub async fn is_known_device(&self, account: &str, token_hash: &str) -> Result<bool> {
        let found: Option<i64> = sqlx::query_scalar(
            "select 1 from known_devices where account = $1 and token_hash = $2",
        )
        .bind(account)
        .bind(token_hash)
        .fetch_optional(&self.readers)
        .await?;
        Ok(found.is_some())
    }

    /// Records that the owner of an account has signed in on a device.
    pub async fn insert_known_device(
        &self,
        account: &str,
        token_hash: &str,
        now: i64,
    ) -> Result<()> {
        sqlx::query(
            "insert into known_devices (account, token_hash, seen_at) values ($1, $2, $3) \
             on conflict (account, token_hash) do update set seen_at = excluded.seen_at",
        )
        .bind(account)
        .bind(token_hash)
        .bind(now)
        .execute(&self.writer)
        .await?;
        Ok(())
    }
}

/// The subject of a session that an account signed in.
#[must_use]
pub fn account_subject(account: &str) -> String {
    ["account:", account].concat()
}
