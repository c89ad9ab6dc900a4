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

use crate::{db::NewAccount, error::Error, passwords::Hashing, register::RowFault};

const SAMPLE: &str = include_str!("../samples/accounts.sample.tsv");

/// An account of a file. Its password is not hashed yet.
#[derive(Clone, PartialEq, Eq)]
pub struct Listed {
    /// The account without its password.
    pub account: NewAccount,
    /// The password, where the file has one.
    pub password: Option<Password>,
}

impl std::fmt::Debug for Listed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Listed").finish_non_exhaustive()
    }
}

const COLUMNS: [&str; 5] = ["username", "mobile", "name", "id_number", "password"];

/// The accounts of the sample people, with their passwords in plain text.
#[must_use]
pub fn listed_samples(today: Date) -> Vec<Listed> {
    // A unit test holds that the file can be parsed.
    parse_accounts(SAMPLE, today).unwrap_or_default()
}

/// The accounts of the sample people. The file has the hashes too, so that a sandbox starts at once.
#[must_use]
pub fn samples(today: Date) -> Vec<NewAccount> {
    let hashes = SAMPLE.lines().skip(1).map(|line| line.split('\t').nth(5).unwrap_or_default());
    let with = |(listed, hash): (Listed, &str)| NewAccount {
        password_hash: listed.password.map(|_| hash.to_owned()),
        ..listed.account
    };
    listed_samples(today).into_iter().zip(hashes).map(with).collect()
}

/// Parses a table of accounts: tab-separated, with the columns in any order in the first line. The password may be empty: then it has to be
/// set by SMS.
///
/// # Errors
/// All faulty lines at once; then no line of the file may be used. No fault repeats the line's content.
pub fn parse_accounts(text: &str, today: Date) -> Result<Vec<Listed>, Vec<RowFault>> {
    let mut lines = (1..)
        .zip(text.trim_start_matches('\u{feff}').lines())
        .filter(|(_, text)| !text.trim().is_empty() && !text.starts_with('#'));
    let heads: Vec<&str> =
        lines.next().map(|(_, line)| line.split('\t').map(str::trim).collect()).unwrap_or_default();
    let places = COLUMNS.map(|name| heads.iter().position(|head| *head == name));
    let [Some(username), Some(mobile), Some(name), Some(id_number), Some(password)] = places else {
        let message = format!("第一行必须是列名，且包含 {}，以制表符分隔", COLUMNS.join("、"));
        return Err(vec![RowFault { line: 1, message }]);
    };
    let mut reader = Reader { today, directory: Directory::built_in(), faults: Vec::new() };
    let (mut listed, mut seen) = (Vec::new(), HashSet::new());
    for (line, text) in lines {
        let cells: Vec<&str> = text.split('\t').collect();
        let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
        let account =
            reader.account(line, [cell(username), cell(mobile), cell(name), cell(id_number)]);
        let Some(account) = account else { continue };
        let known = [&*account.username, &*account.mobile, &*account.id_number];
        let password = match cell(password) {
            "" => None,
            text => match Password::parse(text, &known) {
                Ok(password) => Some(password),
                Err(error) => {
                    reader.fault(line, "password", error);
                    continue;
                }
            },
        };
        for (column, value) in [
            ("username", &account.username),
            ("mobile", &account.mobile),
            ("id_number", &account.id_number),
        ] {
            if !seen.insert((column, value.clone())) {
                reader.fault(line, column, "与前面的行重复");
            }
        }
        listed.push(Listed { account, password });
    }
    if reader.faults.is_empty() { Ok(listed) } else { Err(reader.faults) }
}

struct Reader {
    today: Date,
    directory: Directory,
    faults: Vec<RowFault>,
}

impl Reader {
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
pub fn hashed(listed: &[Listed], hashing: &Hashing) -> Result<Vec<NewAccount>, Error> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let share = listed.len().div_ceil(cores).max(1);
    std::thread::scope(|scope| {
        let work: Vec<_> = listed
            .chunks(share)
            .map(|part| scope.spawn(|| part.iter().map(|one| hashed_one(one, hashing)).collect()))
            .collect();
        let mut accounts = Vec::with_capacity(listed.len());
        for part in work {
            let part: Result<Vec<NewAccount>, Error> = part
                .join()
                .map_err(|_| Error::Internal(String::from("hashing stopped half-way")))?;
            accounts.extend(part?);
        }
        Ok(accounts)
    })
}

fn hashed_one(listed: &Listed, hashing: &Hashing) -> Result<NewAccount, Error> {
    let password_hash = match &listed.password {
        Some(password) => Some(hashing.hash(password.as_str())?),
        None => None,
    };
    Ok(NewAccount { password_hash, ..listed.account.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{clock::parse_iso, config::Config, register::sample_people};

    const HEAD: &str = "username\tmobile\tname\tid_number\tpassword\n";

    fn today() -> Date {
        parse_iso("2026-06-15").unwrap()
    }

    #[test]
    fn the_samples_are_accounts_of_the_made_up_people() {
        let samples = listed_samples(today());
        assert_eq!(samples.len(), 4);
        for sample in &samples {
            let people = sample_people();
            let is_one = people.iter().any(|(row, _)| {
                row.person.name == sample.account.name
                    && row.person.id_number == sample.account.id_number
            });
            assert!(is_one, "{}", sample.account.username);
        }
        assert!(samples.iter().any(|sample| sample.password.is_none()));
        let hashing = Hashing::new(&Config::from_toml("").unwrap().accounts).unwrap();
        for (listed, account) in samples.iter().zip(super::samples(today())) {
            let password = listed.password.as_ref().map_or("", Password::as_str);
            let hash = account.password_hash.as_deref();
            assert_eq!(hashing.is(password, hash).unwrap(), listed.password.is_some());
        }
    }

    #[test]
    fn columns_may_stand_in_any_order_and_what_is_typed_is_put_into_order() {
        let text = "\u{feff}# 来源\nid_number\tpassword\tname\tusername\tmobile\n\
                    11010119550101206x\t\t钱老样\tQian\t+86 139 0000 0006\n";
        let listed = parse_accounts(text, today()).unwrap();
        let account = &listed[0].account;
        assert_eq!(account.id_number, "11010119550101206X");
        assert_eq!((&*account.username, &*account.mobile), ("qian", "13900000006"));
        assert!(listed[0].password.is_none());
    }

    #[test]
    fn every_faulty_line_is_named_and_nothing_of_it_repeated() {
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
            let faults = parse_accounts(&[HEAD, good, line].concat(), today()).unwrap_err();
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
    fn a_file_without_its_columns_is_refused_at_its_first_line() {
        let faults = parse_accounts("username\tmobile\nzhang\t13900000001\n", today()).unwrap_err();
        assert_eq!((faults.len(), faults[0].line), (1, 1));
    }
}
