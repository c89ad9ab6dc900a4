//! The command line: every command prints its result, one JSON object a line, and ends with 0 when all is well, 1 when
//! something was refused, and 2 for bad usage or unreadable input.

mod applications;
mod card;
mod check;
mod import;
mod keep;
mod photo;
mod serve;

use std::{
    io::{Read as _, Write as _},
    path::PathBuf,
    process::ExitCode,
};

use clap::{Args, Parser, Subcommand};

use crate::{
    app::StartError,
    clock::{Clock, parse_iso},
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
    /// Serve the page and the API.
    Serve(serve::Options),
    /// Print every setting with its default.
    Config,
    /// Judge one value; prints {"field","value","ok","normalised","faults"}.
    Check(check::Value),
    /// Judge a whole draft, a JSON object from field to text; `-` reads standard input.
    CheckDraft(check::Whole),
    /// Judge card photos; prints one line a file.
    CheckPhoto(photo::Check),
    /// Crop and encode a card photo with the engine of the page; prints the line of `check-photo` for OUT.
    MakePhoto(photo::Make),
    /// Read pictures of identity cards; prints {"file","side","fields","text","confidence","faults","seconds"} for each.
    ReadCard(card::Read),
    /// Look at applications and move them along.
    #[command(subcommand)]
    Applications(applications::Applications),
    /// Replace a table by a file, wholly or not at all.
    #[command(subcommand)]
    Import(import::Import),
    /// Hold the database and the picture store against each other.
    Verify(Storage),
    /// Throw away abandoned drafts, pictures that nothing names, and what has expired.
    Purge(Storage),
}

/// Where a command finds what is kept.
#[derive(Debug, Args)]
struct Storage {
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

/// How a command ended, when it did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Well,
    Refused,
    /// A file among others could not be read; the others were judged.
    Unreadable,
}

impl Outcome {
    fn refused_if(refused: bool) -> Self {
        if refused { Self::Refused } else { Self::Well }
    }

    /// Of two outcomes the graver.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Unreadable, _) | (_, Self::Unreadable) => Self::Unreadable,
            (Self::Refused, _) | (_, Self::Refused) => Self::Refused,
            (Self::Well, Self::Well) => Self::Well,
        }
    }
}

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
enum Failure {
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

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        Self::Start(error.into())
    }
}

impl From<crate::db::DbError> for Failure {
    fn from(error: crate::db::DbError) -> Self {
        Self::Start(error.into())
    }
}

impl From<crate::photo_store::StoreError> for Failure {
    fn from(error: crate::photo_store::StoreError) -> Self {
        Self::Start(error.into())
    }
}

/// Does what the command line says.
#[must_use]
pub fn run() -> ExitCode {
    // Bad usage ends here, with 2.
    let cli = Cli::parse();
    crate::install_tls();
    make_private_files();
    let done = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime.block_on(cli.command.run()),
        Err(error) => Err(error.into()),
    };
    match done {
        Ok(Outcome::Well) => ExitCode::SUCCESS,
        Ok(Outcome::Refused) => ExitCode::from(1),
        Ok(Outcome::Unreadable) => ExitCode::from(2),
        // Whoever reads only the first lines has got what they wanted.
        Err(Failure::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(failure) => {
            report(&failure);
            ExitCode::from(2)
        }
    }
}

impl Command {
    async fn run(self) -> Result<Outcome, Failure> {
        match self {
            Self::Serve(options) => serve::run(options).await,
            Self::Config => {
                std::io::stdout().write_all(TEMPLATE.as_bytes())?;
                Ok(Outcome::Well)
            }
            Self::Check(options) => check::value(options).await,
            Self::CheckDraft(options) => check::whole(options).await,
            Self::CheckPhoto(options) => photo::check(&options),
            Self::MakePhoto(options) => photo::make(&options),
            Self::ReadCard(options) => card::read_all(&options),
            Self::Applications(command) => applications::run(command).await,
            Self::Import(command) => import::run(command).await,
            Self::Verify(storage) => keep::verify(&storage).await,
            Self::Purge(storage) => keep::purge(&storage).await,
        }
    }
}

impl Storage {
    fn config(&self) -> Result<Config, Failure> {
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

    /// Opens what is kept; a directory with nothing in it is a mistyped path, not an empty house.
    async fn open(&self) -> Result<(Config, Db, PhotoStore), Failure> {
        let config = self.config()?;
        let file = config.database_file()?;
        if !file.is_file() {
            let words = format!("there is no database {}: check --data", file.display());
            return Err(Failure::Usage(words));
        }
        self.open_or_make().await
    }

    async fn open_or_make(&self) -> Result<(Config, Db, PhotoStore), Failure> {
        let config = self.config()?;
        let (db, store) = open_storage(&config).await?;
        Ok((config, db, store))
    }
}

/// Writes one result: one JSON object, one line, on standard output.
fn print(result: &impl serde::Serialize) -> Result<(), Failure> {
    let mut line = serde_json::to_vec(result).map_err(std::io::Error::from)?;
    line.push(b'\n');
    std::io::stdout().lock().write_all(&line)?;
    Ok(())
}

fn read(path: &std::path::Path) -> Result<Vec<u8>, Failure> {
    read_file(path)
        .map_err(|source| Failure::Unreadable { path: path.display().to_string(), source })
}

/// Says on standard error what went wrong, also with one file among others.
fn report(failure: &Failure) {
    let _ = writeln!(std::io::stderr(), "sscard-server: {failure}");
}

/// The fault of a file that is not there or may not be read: a batch has a line for every file.
fn not_there(field: Field) -> Faults {
    let words = "文件不存在或无法读取，请检查文件名和权限";
    vec![Fault::hard(field, FaultCode::Missing, words)].into()
}

/// The text of a file, or of standard input for `-`.
fn read_text(path: &std::path::Path) -> Result<String, Failure> {
    let read = if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        let read = std::io::stdin().read_to_end(&mut bytes);
        read.and_then(|_| Ok(decode_utf8(bytes)?))
    } else {
        read_text_file(path)
    };
    read.map_err(|source| Failure::Unreadable { path: path.display().to_string(), source })
}

/// The day by which to judge: the one that was given, or today in Beijing.
fn day(given: Option<Date>) -> Date {
    given.unwrap_or_else(|| Clock::System.today())
}

/// A date on the command line.
fn date(text: &str) -> Result<Date, String> {
    parse_iso(text).ok_or_else(|| String::from("a date is written like 2026-01-31"))
}

fn switch(sandbox: bool, otherwise: Sandbox) -> Sandbox {
    if sandbox { Sandbox::On } else { otherwise }
}
