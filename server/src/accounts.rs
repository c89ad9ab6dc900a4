//! The operator's accounts in a file, and those of the sandbox's sample people.

use std::collections::HashSet;

use sscard_shared::{
    Date,
    account::AccountName,
    application::check_value,
    directory::Directory,
    fault::{Fault, Severity},
    field::Field,
    password::Password,
};

use crate::{db::NewAccount, error::Error, passwords::PasswordHashing, register::RowFault};

const SAMPLE_ACCOUNTS: &str = include_str!("../samples/accounts.sample.tsv");

/// An account of a file. Its password is not hashed yet.
#[derive(Clone, PartialEq, Eq)]
pub struct ListedAccount {
    /// The account without its password.
    pub account: NewAccount,
    /// The password, where the file has one.
    pub password: Option<Password>,
}

impl std::fmt::Debug for ListedAccount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ListedAccount").finish_non_exhaustive()
    }
}

const COLUMNS: [&str; 5] = ["username", "mobile", "name", "id_number", "password"];

/// The accounts of the sample people, with their passwords in plain text.
#[must_use]
pub fn sample_accounts_with_passwords(today: Date) -> Vec<ListedAccount> {
    // A unit test holds that the file can be parsed.
    parse_accounts(SAMPLE_ACCOUNTS, today).unwrap_or_default()
}

/// The accounts of the sample people. The file has the hashes too, so that a sandbox starts at once.
#[must_use]
pub fn sample_accounts(today: Date) -> Vec<NewAccount> {
    let hashes =
        SAMPLE_ACCOUNTS.lines().skip(1).map(|line| line.split('\t').nth(5).unwrap_or_default());
    let with_hash = |(listed, hash): (ListedAccount, &str)| NewAccount {
        password_hash: listed.password.map(|_| hash.to_owned()),
        ..listed.account
    };
    sample_accounts_with_passwords(today).into_iter().zip(hashes).map(with_hash).collect()
}

/// Parses a table of accounts: tab-separated, with the columns in any order in the first line. The password may be empty: then it has to be
/// set by SMS.
///
/// # Errors
/// All faulty lines at once; then no line of the file may be used. No fault repeats the line's content.
pub fn parse_accounts(text: &str, today: Date) -> Result<Vec<ListedAccount>, Vec<RowFault>> {
    let mut lines = (1..)
        .zip(text.trim_start_matches('\u{feff}').lines())
        .filter(|(_, text)| !text.trim().is_empty() && !text.starts_with('#'));
    let column_names: Vec<&str> =
        lines.next().map(|(_, line)| line.split('\t').map(str::trim).collect()).unwrap_or_default();
    let columns = COLUMNS.map(|name| column_names.iter().position(|head| *head == name));
    let [Some(username), Some(mobile), Some(name), Some(id_number), Some(password)] = columns
    else {
        let message = format!("第一行必须是列名，且包含 {}，以制表符分隔", COLUMNS.join("、"));
        return Err(vec![RowFault { line: 1, message }]);
    };
    let mut parser = AccountParser { today, directory: Directory::built_in(), faults: Vec::new() };
    let (mut listed, mut seen_values) = (Vec::new(), HashSet::new());
    for (line, text) in lines {
        let cells: Vec<&str> = text.split('\t').collect();
        let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
        let account =
            parser.account(line, [cell(username), cell(mobile), cell(name), cell(id_number)]);
        let Some(account) = account else { continue };
        let known = [&*account.username, &*account.mobile, &*account.id_number];
        let password = match cell(password) {
            "" => None,
            text => match Password::parse(text, &known) {
                Ok(password) => Some(password),
                Err(error) => {
                    parser.fault(line, "password", error);
                    continue;
                }
            },
        };
        for (column, value) in [
            ("username", &account.username),
            ("mobile", &account.mobile),
            ("id_number", &account.id_number),
        ] {
            if !seen_values.insert((column, value.clone())) {
                parser.fault(line, column, "与前面的行重复");
            }
        }
        listed.push(ListedAccount { account, password });
    }
    if parser.faults.is_empty() { Ok(listed) } else { Err(parser.faults) }
}

struct AccountParser {
    today: Date,
    directory: Directory,
    faults: Vec<RowFault>,
}

impl AccountParser {
    fn account(&mut self, line: usize, cells: [&str; 4]) -> Option<NewAccount> {
        let [username, mobile, name, id_number] = cells;
        let username = match AccountName::user(username) {
            Ok(name) => Some(name),
            Err(error) => {
                self.fault(line, "username", error);
                None
            }
        };
        let mobile = self.value(line, Field::Mobile, mobile);
        let name = self.value(line, Field::Name, name);
        let id_number = self.value(line, Field::IdNumber, id_number);
        Some(NewAccount {
            username: username?,
            mobile: mobile?,
            name: name?,
            id_number: id_number?,
            password_hash: None,
        })
    }

    fn value(&mut self, line: usize, field: Field, cell: &str) -> Option<String> {
        let checked = check_value(field, cell, self.today, &self.directory);
        let hard = |fault: &&Fault| fault.severity == Severity::Hard;
        for fault in checked.faults.iter().filter(hard) {
            self.fault(line, field.name(), &fault.message);
        }
        checked.normalised.filter(|_| !checked.faults.has_hard())
    }

    fn fault(&mut self, line: usize, column: &str, message: impl std::fmt::Display) {
        self.faults.push(RowFault { line, message: format!("{column}：{message}") });
    }
}

/// Hashes the passwords of a file on all cores, because each takes a while.
///
/// # Errors
/// When one cannot be hashed.
pub fn hash_accounts(
    listed: &[ListedAccount],
    hashing: &PasswordHashing,
) -> Result<Vec<NewAccount>, Error> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let part_size = listed.len().div_ceil(cores).max(1);
    std::thread::scope(|scope| {
        let work: Vec<_> = listed
            .chunks(part_size)
            .map(|accounts_part| {
                scope.spawn(|| accounts_part.iter().map(|one| hash_account(one, hashing)).collect())
            })
            .collect();
        let mut accounts = Vec::with_capacity(listed.len());
        for accounts_part in work {
            let accounts_part: Result<Vec<NewAccount>, Error> = accounts_part
                .join()
                .map_err(|_| Error::Internal(String::from("hashing stopped half-way")))?;
            accounts.extend(accounts_part?);
        }
        Ok(accounts)
    })
}

fn hash_account(listed: &ListedAccount, hashing: &PasswordHashing) -> Result<NewAccount, Error> {
    let password_hash = match &listed.password {
        Some(password) => Some(hashing.hash(password.as_str())?),
        None => None,
    };
    Ok(NewAccount { password_hash, ..listed.account.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{clock::parse_iso_date, config::Config, register::sample_people};

    const HEADER: &str = "username\tmobile\tname\tid_number\tpassword\n";

    fn today() -> Date {
        parse_iso_date("2026-06-15").unwrap()
    }

    #[test]
    fn sample_accounts_belong_to_sample_people() {
        let sample_accounts = sample_accounts_with_passwords(today());
        assert_eq!(sample_accounts.len(), 4);
        for sample in &sample_accounts {
            let people = sample_people();
            let is_sample_person = people.iter().any(|(row, _)| {
                row.person.name == sample.account.name
                    && row.person.id_number == sample.account.id_number
            });
            assert!(is_sample_person, "{}", sample.account.username);
        }
        assert!(sample_accounts.iter().any(|sample| sample.password.is_none()));
        let hashing = PasswordHashing::new(&Config::from_toml("").unwrap().accounts).unwrap();
        for (listed, account) in sample_accounts.iter().zip(super::sample_accounts(today())) {
            let password = listed.password.as_ref().map_or("", Password::as_str);
            let hash = account.password_hash.as_deref();
            assert_eq!(hashing.verify(password, hash).unwrap(), listed.password.is_some());
        }
    }

    #[test]
    fn columns_come_in_any_order_and_values_are_normalised() {
        let text = "\u{feff}# 来源\nid_number\tpassword\tname\tusername\tmobile\n\
                    11010119550101206x\t\t钱老样\tQian\t+86 139 0000 0006\n";
        let listed = parse_accounts(text, today()).unwrap();
        let account = &listed[0].account;
        assert_eq!(account.id_number, "11010119550101206X");
        assert_eq!((&*account.username, &*account.mobile), ("qian", "13900000006"));
        assert!(listed[0].password.is_none());
    }

    #[test]
    fn every_faulty_line_is_reported_without_its_content() {
        let good = "zhang\t13900000001\t张样本\t110108199003072011\tyueliang7\n";
        for (line, columns) in [
            (
                "1zhang\t139\t张1\t11010819900307201\tx\n",
                vec!["username", "mobile", "name", "id_number"],
            ),
            ("li\t13900000002\t李样本\t110105199208152024\tli123456\n", vec!["password"]),
            ("li\t13900000001\t李样本\t110105199208152024\t\n", vec!["mobile"]),
            ("Zhang\t13900000002\t李样本\t110105199208152024\t\n", vec!["username"]),
            ("li\t13900000002\t张样本\t110108199003072011\t\n", vec!["id_number"]),
        ] {
            let faults = parse_accounts(&[HEADER, good, line].concat(), today()).unwrap_err();
            let named: Vec<_> = faults
                .iter()
                .map(|fault| fault.message.split('：').next().unwrap_or_default())
                .collect();
            assert_eq!(named, columns, "{line}");
            for fault in &faults {
                assert_eq!(fault.line, 3);
                for cell in line.trim().split('\t').filter(|cell| cell.len() > 3) {
                    assert!(!fault.message.contains(cell), "{}", fault.message);
                }
            }
        }
    }

    #[test]
    fn a_file_without_its_columns_is_refused_at_line_one() {
        let faults = parse_accounts("username\tmobile\nzhang\t13900000001\n", today()).unwrap_err();
        assert_eq!((faults.len(), faults[0].line), (1, 1));
    }
}
