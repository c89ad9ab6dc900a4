//! The command line. Each command prints its result, one JSON object a line. It ends with 0 on success, 1 when something was refused, and 2
//! for bad usage or unreadable input.

mod applications;
mod card;
mod check;
mod import;
mod photo;
mod serve;
mod storage;

use std::{
    io::{Read as _, Write as _},
    path::PathBuf,
    process::ExitCode,
};

use clap::{Args, Parser, Subcommand};

use crate::{
    app::StartError,
    clock::{Clock, parse_iso_date},
    config::{Config, ConfigError, Sandbox, TEMPLATE},
    db::Db,
    error::Error,
    photo_store::PhotoStore,
    storage::{make_private_files, open_storage},
    text_file::{decode_utf8, read_file, read_text_file},
};
use sscard_shared::{
    Date,
    fault::{Fault, FaultCode, Faults},
    field::Field,
};

/// 北京市第三代社会保障卡线上申领 · the server and its tools.
#[derive(Debug, Parser)]
#[command(name = "sscard-server", version, about, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the app and the API.
    Serve(serve::ServeOptions),
    /// Print every setting with its default.
    Config,
    /// Judge one value; prints {"field","value","ok","normalised","faults"}.
    Check(check::CheckOptions),
    /// Judge a whole draft, a JSON object from field to text; `-` reads standard input.
    CheckDraft(check::CheckDraftOptions),
    /// Judge card photos; prints one line a file.
    CheckPhoto(photo::CheckPhotoOptions),
    /// Crop and encode a card photo with the engine of the page; prints the line of `check-photo` for OUT.
    MakePhoto(photo::MakePhotoOptions),
    /// Read pictures of identity cards; prints {"file","side","fields","text","confidence","faults","seconds"} for each.
    ReadCard(card::ReadCardOptions),
    /// List applications and change their status.
    #[command(subcommand)]
    Applications(applications::Applications),
    /// Replace a table by a file, all rows or none.
    #[command(subcommand)]
    Import(import::Import),
    /// Check the database and the picture store against each other.
    Verify(StorageOptions),
    /// Delete abandoned drafts, pictures that nothing names, and expired data.
    Purge(StorageOptions),
}

/// Where a command finds the data.
#[derive(Debug, Args)]
struct StorageOptions {
    /// The data directory.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The settings file.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The database, instead of the one in the data directory: `sqlite:PATH`.
    #[arg(long, env = "DATABASE_URL", hide = true)]
    database_url: Option<String>,
    /// The picture store, instead of the one in the data directory: `file:PATH`.
    #[arg(long, env = "OBJECT_STORE_URL", hide = true)]
    object_store_url: Option<String>,
}

/// How a command ended that did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CommandOutcome {
    Success,
    Refused,
    /// One of several files could not be read; the others were judged.
    Unreadable,
}

impl CommandOutcome {
    fn refused_if(is_refused: bool) -> Self {
        if is_refused { Self::Refused } else { Self::Success }
    }

    /// The more severe of two outcomes.
    fn worse_of(self, other: Self) -> Self {
        match (self, other) {
            (Self::Unreadable, _) | (_, Self::Unreadable) => Self::Unreadable,
            (Self::Refused, _) | (_, Self::Refused) => Self::Refused,
            (Self::Success, Self::Success) => Self::Success,
        }
    }
}

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
enum CommandError {
    #[error(transparent)]
    Start(#[from] StartError),
    #[error(transparent)]
    Request(#[from] Error),
    #[error("{path}: {source}")]
    Unreadable { path: String, source: std::io::Error },
    #[error("{0}")]
    Usage(String),
    #[error("cannot write the result: {0}")]
    Output(#[from] std::io::Error),
}

impl From<ConfigError> for CommandError {
    fn from(error: ConfigError) -> Self {
        Self::Start(error.into())
    }
}

impl From<crate::db::DbError> for CommandError {
    fn from(error: crate::db::DbError) -> Self {
        Self::Start(error.into())
    }
}

impl From<crate::photo_store::StoreError> for CommandError {
    fn from(error: crate::photo_store::StoreError) -> Self {
        Self::Start(error.into())
    }
}

/// Runs the command of the command line.
#[must_use]
pub fn run() -> ExitCode {
    // Bad usage ends here, with 2.
    let cli = Cli::parse();
    crate::install_tls();
    make_private_files();
    let result = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime.block_on(cli.command.run()),
        Err(error) => Err(error.into()),
    };
    match result {
        Ok(CommandOutcome::Success) => ExitCode::SUCCESS,
        Ok(CommandOutcome::Refused) => ExitCode::from(1),
        Ok(CommandOutcome::Unreadable) => ExitCode::from(2),
        // A reader of only the first lines closes the pipe; that is no failure.
        Err(CommandError::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(failure) => {
            report_error(&failure);
            ExitCode::from(2)
        }
    }
}

impl Command {
    async fn run(self) -> Result<CommandOutcome, CommandError> {
        match self {
            Self::Serve(options) => serve::run(options).await,
            Self::Config => {
                std::io::stdout().write_all(TEMPLATE.as_bytes())?;
                Ok(CommandOutcome::Success)
            }
            Self::Check(options) => check::check_field_value(options).await,
            Self::CheckDraft(options) => check::check_draft(options).await,
            Self::CheckPhoto(options) => photo::check_photos(&options),
            Self::MakePhoto(options) => photo::make_photo(&options),
            Self::ReadCard(options) => card::read_cards(&options),
            Self::Applications(command) => applications::run(command).await,
            Self::Import(command) => import::run(command).await,
            Self::Verify(storage) => storage::verify(&storage).await,
            Self::Purge(storage) => storage::purge(&storage).await,
        }
    }
}

impl StorageOptions {
    fn config(&self) -> Result<Config, CommandError> {
        let mut config = Config::load(self.config.as_deref())?;
        if let Some(data) = &self.data {
            config.data.clone_from(data);
        }
        if let Some(url) = &self.database_url {
            config.database_url.clone_from(url);
        }
        if let Some(url) = &self.object_store_url {
            config.object_store_url.clone_from(url);
        }
        Ok(config)
    }

    /// Opens the existing data. A directory without a database is a mistyped path.
    async fn open(&self) -> Result<(Config, Db, PhotoStore), CommandError> {
        let config = self.config()?;
        let file = config.database_file()?;
        if !file.is_file() {
            let words = format!("there is no database {}: check --data", file.display());
            return Err(CommandError::Usage(words));
        }
        self.open_or_create().await
    }

    async fn open_or_create(&self) -> Result<(Config, Db, PhotoStore), CommandError> {
        let config = self.config()?;
        let (db, store) = open_storage(&config).await?;
        Ok((config, db, store))
    }
}

/// Writes one result: one JSON object, one line, on standard output.
fn print(result: &impl serde::Serialize) -> Result<(), CommandError> {
    let mut line = serde_json::to_vec(result).map_err(std::io::Error::from)?;
    line.push(b'\n');
    std::io::stdout().lock().write_all(&line)?;
    Ok(())
}

fn read_input(path: &std::path::Path) -> Result<Vec<u8>, CommandError> {
    read_file(path)
        .map_err(|source| CommandError::Unreadable { path: path.display().to_string(), source })
}

/// Reports a failure on standard error, also for one file of several.
fn report_error(failure: &CommandError) {
    let _ = writeln!(std::io::stderr(), "sscard-server: {failure}");
}

/// The fault of a file that is missing or not readable: a batch has a line for every file.
fn missing_file_fault(field: Field) -> Faults {
    let words = "文件不存在或无法读取，请检查文件名和权限";
    vec![Fault::hard(field, FaultCode::Missing, words)].into()
}

/// The text of a file, or of standard input for `-`.
fn read_text(path: &std::path::Path) -> Result<String, CommandError> {
    let text = if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        let read = std::io::stdin().read_to_end(&mut bytes);
        read.and_then(|_| Ok(decode_utf8(bytes)?))
    } else {
        read_text_file(path)
    };
    text.map_err(|source| CommandError::Unreadable { path: path.display().to_string(), source })
}

/// The given day, or today in Beijing.
fn judging_day(given: Option<Date>) -> Date {
    given.unwrap_or_else(|| Clock::System.today())
}

/// A date on the command line.
fn parse_date(text: &str) -> Result<Date, String> {
    parse_iso_date(text).ok_or_else(|| String::from("a date is written like 2026-01-31"))
}

fn sandbox_switch(sandbox: bool, otherwise: Sandbox) -> Sandbox {
    if sandbox { Sandbox::On } else { otherwise }
}
