//! `check` and `check-draft`.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;
use serde_json::error::Category;
use sscard_shared::{
    Date,
    application::{Application, check_value},
    directory::Directory,
    draft::Draft,
    fault::Faults,
    field::Field,
};

use super::{
    CommandError, CommandOutcome, StorageOptions, judging_day, parse_date, print, read_text,
};
use crate::{tables, texts::Texts};

#[derive(Debug, Args)]
pub(super) struct CheckOptions {
    /// Print the name and the label of every field.
    #[arg(long)]
    list: bool,
    /// The field's wire name.
    #[arg(required_unless_present = "list")]
    field: Option<String>,
    /// The value.
    #[arg(required_unless_present = "list", allow_hyphen_values = true)]
    value: Option<String>,
    /// Judge as on this day; today in Beijing otherwise.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    today: Option<Date>,
    #[command(flatten)]
    storage: StorageOptions,
}

#[derive(Debug, Args)]
pub(super) struct CheckDraftOptions {
    /// The draft.
    file: PathBuf,
    /// Judge as on this day; today in Beijing otherwise.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    today: Option<Date>,
    #[command(flatten)]
    storage: StorageOptions,
}

#[derive(Serialize)]
struct FieldLine {
    field: Field,
    label: &'static str,
}

#[derive(Serialize)]
struct ValueLine<'a> {
    field: Field,
    value: &'a str,
    ok: bool,
    normalised: Option<String>,
    faults: Faults,
}

#[derive(Serialize)]
struct DraftLine {
    file: String,
    ok: bool,
    faults: Faults,
    normalised: Option<Draft>,
}

pub(super) async fn check_field_value(
    options: CheckOptions,
) -> Result<CommandOutcome, CommandError> {
    if options.list {
        for field in Field::ALL {
            print(&FieldLine { field, label: field.label() })?;
        }
        return Ok(CommandOutcome::Success);
    }
    let (name, value) =
        (options.field.unwrap_or_default(), options.value.as_deref().unwrap_or_default());
    let field = Field::from_name(&name).ok_or_else(|| {
        CommandError::Usage(format!("there is no field {name:?}: see `sscard-server check --list`"))
    })?;
    let directory = load_directory(&options.storage).await?;
    let checked = check_value(field, value, judging_day(options.today), &directory);
    let ok = !checked.faults.has_hard();
    let (normalised, faults) = (checked.normalised, checked.faults);
    print(&ValueLine { field, value, ok, normalised, faults })?;
    Ok(CommandOutcome::refused_if(!ok))
}

pub(super) async fn check_draft(
    options: CheckDraftOptions,
) -> Result<CommandOutcome, CommandError> {
    let text = read_text(&options.file)?;
    let file = options.file.display().to_string();
    let draft: Draft = serde_json::from_str(&text).map_err(|error| {
        CommandError::Usage(format!("{file} is not a draft: {}", draft_error_message(&error)))
    })?;
    let directory = load_directory(&options.storage).await?;
    let parsed = Application::parse_with(&draft, judging_day(options.today), &directory);
    let line = match parsed {
        Ok(application) => DraftLine {
            file,
            ok: true,
            faults: application.warnings(),
            normalised: Some(application.to_draft()),
        },
        Err(faults) => DraftLine { file, ok: false, faults, normalised: None },
    };
    print(&line)?;
    Ok(CommandOutcome::refused_if(!line.ok))
}

/// Why a draft could not be parsed. serde's own message can quote a value, which may be personal data. Only messages about an unknown field
/// are passed on.
fn draft_error_message(error: &serde_json::Error) -> String {
    let words = error.to_string();
    let (line, column) = (error.line(), error.column());
    match error.classify() {
        Category::Data if words.starts_with("unknown field") => words,
        Category::Data => format!("a field is not a text at line {line} column {column}"),
        _ => format!("it is not JSON at line {line} column {column}"),
    }
}

/// The tables of the data directory that is named; otherwise the built-in ones with the sample branches.
async fn load_directory(storage: &StorageOptions) -> Result<Directory, CommandError> {
    if storage.data.is_none() && storage.config.is_none() && storage.database_url.is_none() {
        return Ok(tables::default_directory(true, &Texts::built_in()));
    }
    let (config, db, _) = storage.open().await?;
    let texts = Texts::load(&config.texts_dir()).map_err(crate::app::StartError::from)?;
    let directory = tables::Tables::new(db, true, &texts).directory().await?;
    Ok(Directory::clone(&directory))
}
