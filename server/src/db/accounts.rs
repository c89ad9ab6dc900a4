//! Accounts of the operator, and the devices that their owners are known on.

use std::collections::HashMap;

use sscard_shared::account::AccountName;

use super::{Db, Result, tables::note_import};
use crate::secret;

/// An account.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// Its opaque mark.
    pub id: String,
    /// 用户名, in normal form.
    pub username: String,
    /// 手机号: eleven digits.
    pub mobile: String,
    /// 姓名, in normal form.
    pub name: String,
    /// 证件号码, in normal form.
    pub id_number: String,
    /// The password's hash; none until one is set.
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
    /// The hash of a new password; without one the account keeps the one that it has.
    pub password_hash: Option<String>,
}

/// Names, numbers and hashes must not reach a log.
macro_rules! tells_no_more {
    ($($name:ident)*) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )*};
}

tells_no_more! { Account NewAccount }

type Row = (String, String, String, String, String, Option<String>);

const COLUMNS: &str =
    "select id, username, mobile, name, id_number, password_hash from accounts where ";

fn account((id, username, mobile, name, id_number, password_hash): Row) -> Account {
    Account { id, username, mobile, name, id_number, password_hash }
}

impl Db {
    /// The account of a name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn account_named(&self, name: &AccountName) -> Result<Option<Account>> {
        let column = match name {
            AccountName::User(_) => "username = $1",
            AccountName::Mobile(_) => "mobile = $1",
            AccountName::IdNumber(_) => "id_number = $1",
        };
        self.one_account(column, name.as_str()).await
    }

    /// The account of a mark.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn account(&self, id: &str) -> Result<Option<Account>> {
        self.one_account("id = $1", id).await
    }

    async fn one_account(&self, condition: &'static str, value: &str) -> Result<Option<Account>> {
        let sql = sqlx::AssertSqlSafe([COLUMNS, condition].concat());
        let row: Option<Row> =
            sqlx::query_as(sql).bind(value).fetch_optional(&self.readers).await?;
        Ok(row.map(account))
    }

    /// Sets a password, and tells whether it was set: where a ticket is named by its hash, only if it was not used before; without one, only
    /// if the password is still the account's, so that an old one that was checked before replaces no newer one. Where `but` names no session
    /// of the person's by its token's hash, all of them end; and no device is known any longer.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_password(
        &self,
        account: &Account,
        hash: &str,
        (but, ticket): (Option<&str>, Option<&str>),
        now: i64,
    ) -> Result<bool> {
        let mut tx = self.begin().await?;
        if let Some(ticket) = ticket {
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
        .bind(hash)
        .bind(now)
        .bind(ticket.is_some())
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
        // Who knew the old password may have had devices of their own known, on which nothing is counted against strangers.
        sqlx::query("delete from known_devices where account = $1")
            .bind(&account.id)
            .execute(&mut *tx)
            .await?;
        // Whoever had got in by the old password is out; so is whoever came by another way, for nobody can tell them apart.
        sqlx::query(
            "delete from sessions where token_hash is not $3 and (subject = $1 or applicant in \
             (select a.id from applicants a join people p on p.id = a.person where p.id_number = $2))",
        )
        .bind(subject(&account.id))
        .bind(&account.id_number)
        .bind(but)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Keeps the hash of the same password by other settings.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn renew_hash(&self, account: &Account, hash: &str) -> Result<()> {
        sqlx::query("update accounts set password_hash = $2 where id = $1 and password_hash = $3")
            .bind(&account.id)
            .bind(hash)
            .bind(&account.password_hash)
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    /// Replaces all accounts, wholly or not at all. An account of the same ID number stays the same account, and keeps its password where
    /// no other is given; who is not named any more has none, and is signed out.
    ///
    /// # Errors
    /// When the database fails; then everything is as it was.
    pub async fn replace_accounts(
        &self,
        accounts: &[NewAccount],
        version: &str,
        now: i64,
    ) -> Result<()> {
        let mut tx = self.begin().await?;
        // What names an account is held against them when all are back.
        sqlx::query("pragma defer_foreign_keys = on").execute(&mut *tx).await?;
        let before: Vec<(String, String, Option<String>, i64, i64)> = sqlx::query_as(
            "select id_number, id, password_hash, created_at, changed_at from accounts",
        )
        .fetch_all(&mut *tx)
        .await?;
        let before: HashMap<_, _> = before
            .into_iter()
            .map(|(number, id, hash, created, changed)| (number, (id, hash, created, changed)))
            .collect();
        sqlx::query("delete from accounts").execute(&mut *tx).await?;
        for new in accounts {
            let old = before.get(&new.id_number);
            let is_set_anew = new.password_hash.is_some() || old.is_none();
            sqlx::query(
                "insert into accounts (id, username, mobile, id_number, name, password_hash, created_at, changed_at) \
                 values ($1, $2, $3, $4, $5, $6, $7, $8)",
            )
            .bind(old.map_or_else(secret::id, |(id, ..)| id.clone()))
            .bind(&new.username)
            .bind(&new.mobile)
            .bind(&new.id_number)
            .bind(&new.name)
            .bind(new.password_hash.as_ref().or_else(|| old.and_then(|(_, hash, ..)| hash.as_ref())))
            .bind(old.map_or(now, |(_, _, created, _)| *created))
            .bind(old.filter(|_| !is_set_anew).map_or(now, |(_, _, _, changed)| *changed))
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
        note_import(&mut tx, "accounts", version, accounts.len(), now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Whether there is any account.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn has_accounts(&self) -> Result<bool> {
        let found: Option<i64> = sqlx::query_scalar("select 1 from accounts limit 1")
            .fetch_optional(&self.readers)
            .await?;
        Ok(found.is_some())
    }

    /// Whether the owner of an account has signed in on a device before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn knows_device(&self, account: &str, token_hash: &str) -> Result<bool> {
        let found: Option<i64> = sqlx::query_scalar(
            "select 1 from known_devices where account = $1 and token_hash = $2",
        )
        .bind(account)
        .bind(token_hash)
        .fetch_optional(&self.readers)
        .await?;
        Ok(found.is_some())
    }

    /// Notes that the owner of an account has signed in on a device.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn note_device(&self, account: &str, token_hash: &str, now: i64) -> Result<()> {
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

/// Who signed in, where an account did.
#[must_use]
pub fn subject(account: &str) -> String {
    ["account:", account].concat()
}
