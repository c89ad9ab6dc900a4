//! `import branches`, `import insured` and `import accounts`: a file is imported with all rows or not at all.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde::Serialize;
use sscard_shared::directory::{Branch, Directory, parse_branches};

use super::{CommandError, CommandOutcome, StorageOptions, print, read_text};
use crate::{
    accounts::{hash_accounts, parse_accounts},
    app::StartError,
    clock::Clock,
    passwords::PasswordHashing,
    register::{RowFault, parse_insured},
    secret,
};

#[derive(Debug, Subcommand)]
pub(super) enum Import {
    /// Branches: tab-separated code, bank, name, district, address, telephone.
    Branches(Source),
    /// Insured people: tab-separated, the first line names the columns `name` and `id_number`.
    Insured(Source),
    /// Accounts: tab-separated, the first line names the columns `username`, `mobile`, `name`, `id_number` and `password`; without a
    /// password an account keeps the one that it has, or waits for one to be set by SMS.
    Accounts(Source),
}

#[derive(Debug, Args)]
pub(super) struct Source {
    /// The file; `-` reads standard input.
    file: PathBuf,
    #[command(flatten)]
    storage: StorageOptions,
}

#[derive(Serialize)]
struct ImportLine {
    file: String,
    ok: bool,
    rows: usize,
    faults: Vec<RowFault>,
}

pub(super) async fn run(command: Import) -> Result<CommandOutcome, CommandError> {
    match command {
        Import::Branches(source) => import_branches(source).await,
        Import::Insured(source) => import_insured(source).await,
        Import::Accounts(source) => import_accounts(source).await,
    }
}

async fn import_branches(source: Source) -> Result<CommandOutcome, CommandError> {
    let text = read_text(&source.file)?;
    match parse_branches_of_known_banks(&text) {
        Ok(branches) => {
            let (_, db, _) = source.storage.open_or_create().await?;
            db.replace_branches(&branches, &file_version(&text), Clock::System.now()).await?;
            db.close().await;
            print_report(&source, branches.len(), Vec::new())
        }
        Err(fault) => print_report(&source, 0, vec![fault]),
    }
}

/// Parses the table and checks its bank codes against the built-in banks, without which a branch could not be chosen.
fn parse_branches_of_known_banks(text: &str) -> Result<Vec<Branch>, RowFault> {
    let branches = parse_branches(text)
        .map_err(|error| RowFault { line: error.line, message: error.problem.to_string() })?;
    let banks = Directory::built_in().banks;
    let unknown = branches.iter().find(|branch| !banks.iter().any(|bank| bank.code == branch.bank));
    match unknown {
        Some(branch) => Err(RowFault {
            line: 1 + text
                .lines()
                .position(|row| first_cell(row) == branch.code)
                .unwrap_or_default(),
            // The message does not repeat the cell: in a table with a missing column it holds another value.
            message: String::from("银行代码不在银行表中，请核对列的顺序和代码"),
        }),
        None if branches.is_empty() => Err(no_rows_fault()),
        None => Ok(branches),
    }
}

fn first_cell(row: &str) -> &str {
    row.trim_start_matches('\u{feff}').split('\t').next().unwrap_or_default().trim()
}

/// An empty or truncated file would silently delete the whole table.
fn no_rows_fault() -> RowFault {
    RowFault {
        line: 1, message: String::from("文件中没有任何数据行，原有数据保持不变")
    }
}

async fn import_insured(source: Source) -> Result<CommandOutcome, CommandError> {
    let text = read_text(&source.file)?;
    match parse_insured(&text, Clock::System.today()) {
        Ok(people) if people.is_empty() => print_report(&source, 0, vec![no_rows_fault()]),
        Ok(people) => {
            let (_, db, _) = source.storage.open_or_create().await?;
            db.replace_insured(&people, &file_version(&text), Clock::System.now()).await?;
            db.close().await;
            print_report(&source, people.len(), Vec::new())
        }
        Err(faults) => print_report(&source, 0, faults),
    }
}

async fn import_accounts(source: Source) -> Result<CommandOutcome, CommandError> {
    let text = read_text(&source.file)?;
    match parse_accounts(&text, Clock::System.today()) {
        Ok(listed) if listed.is_empty() => print_report(&source, 0, vec![no_rows_fault()]),
        Ok(listed) => {
            let (config, db, _) = source.storage.open_or_create().await?;
            let hashing = PasswordHashing::new(&config.accounts).map_err(StartError::from)?;
            let accounts = hash_accounts(&listed, &hashing)?;
            db.replace_accounts(&accounts, &file_version(&text), Clock::System.now()).await?;
            db.close().await;
            print_report(&source, accounts.len(), Vec::new())
        }
        Err(faults) => print_report(&source, 0, faults),
    }
}

/// The version that the file names (`# file_version: …`), and always the start of its digest, so that two files are two versions.
fn file_version(text: &str) -> String {
    let digest = &secret::sha256(text.as_bytes())[..8];
    let named = text
        .lines()
        .take_while(|line| line.starts_with('#'))
        .find_map(|line| line.trim_start_matches('#').trim().strip_prefix("version:"));
    named.map_or_else(|| digest.to_owned(), |named| format!("{}-{digest}", named.trim()))
}

fn print_report(
    source: &Source,
    rows: usize,
    faults: Vec<RowFault>,
) -> Result<CommandOutcome, CommandError> {
    let ok = faults.is_empty();
    print(&ImportLine { file: source.file.display().to_string(), ok, rows, faults })?;
    Ok(CommandOutcome::refused_if(!ok))
}
