//! `applications`: the operator's work on applications. The output is unmasked, because only the owner of the data directory can run it.

use clap::{Args, Subcommand};
use serde::Serialize;
use sscard_shared::{
    api::{Answer, Status},
    draft::Draft,
    fault::Faults,
    normalise,
};

use super::{CommandError, CommandOutcome, StorageOptions, print};
use crate::{
    clock::Clock,
    db::{ConsentRecord, Db, StoredApplication},
    tables::Tables,
    texts::Texts,
    words,
};

#[derive(Debug, Subcommand)]
pub(super) enum Applications {
    /// One line an application, oldest first: receipt, status and times.
    List(ListOptions),
    /// One application with all its data.
    Show(ShowOptions),
    /// Move an application to the next status on its way, or to the one named.
    Advance(AdvanceOptions),
    /// Return an application to its applicant with a reason; the applicant corrects it and submits again.
    Return(ReturnOptions),
    /// Every application with all its data, one line each.
    Export(ListOptions),
}

#[derive(Debug, Args)]
pub(super) struct ListOptions {
    /// Only those of this status: submitted, accepted, making, `at_branch`, mailed, collected, returned.
    #[arg(long, value_parser = parse_status)]
    status: Option<Status>,
    #[command(flatten)]
    storage: StorageOptions,
}

#[derive(Debug, Args)]
pub(super) struct ShowOptions {
    /// The receipt number.
    receipt: String,
    #[command(flatten)]
    storage: StorageOptions,
}

#[derive(Debug, Args)]
pub(super) struct AdvanceOptions {
    /// The receipt number.
    receipt: String,
    /// The status to reach, step by step; the next one otherwise.
    #[arg(long, value_parser = parse_status)]
    to: Option<Status>,
    /// Words to the applicant.
    #[arg(long, value_parser = parse_note)]
    note: Option<String>,
    #[command(flatten)]
    storage: StorageOptions,
}

#[derive(Debug, Args)]
pub(super) struct ReturnOptions {
    /// The receipt number.
    receipt: String,
    /// Words to the applicant: the cause and the remedy.
    #[arg(value_parser = parse_note)]
    reason: String,
    #[command(flatten)]
    storage: StorageOptions,
}

/// The most characters of a note, which an applicant reads on a phone.
const MAX_NOTE_CHARACTERS: usize = 500;

/// The first characters by which spreadsheets recognise a formula: an export may be opened in one.
const FORMULA_SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// A note to the applicant: not empty, not too long, no formula, and no invisible characters.
fn parse_note(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err(String::from("some words are needed: the applicant reads them"));
    }
    if text.chars().count() > MAX_NOTE_CHARACTERS {
        return Err(format!("more than {MAX_NOTE_CHARACTERS} characters: say it shorter"));
    }
    if text.chars().any(is_hidden) {
        return Err(String::from("line breaks and other control characters cannot be shown"));
    }
    if text.starts_with(FORMULA_SIGNS) {
        return Err(String::from("a spreadsheet would take it for a formula: begin with a word"));
    }
    Ok(text.to_owned())
}

/// Whether a character is a line break, a control, or an invisible mark, such as one that turns the direction of the text.
fn is_hidden(c: char) -> bool {
    let is_invisible = !c.is_whitespace() && normalise::text(c.encode_utf8(&mut [0; 4])).is_empty();
    c.is_control() || is_invisible || matches!(c, '\u{2028}' | '\u{2029}')
}

#[derive(Serialize)]
struct ApplicationLine {
    receipt: String,
    status: Status,
    submitted_at: i64,
    changed_at: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    draft: Option<Draft>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    answers: Vec<Answer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    faults: Option<Faults>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    events: Vec<sscard_shared::api::StatusEvent>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    consents: Vec<ConsentRecord>,
}

#[derive(Serialize)]
struct Refusal<'a> {
    receipt: &'a str,
    ok: bool,
    message: &'a str,
}

pub(super) async fn run(command: Applications) -> Result<CommandOutcome, CommandError> {
    match command {
        Applications::List(options) => list(options).await,
        Applications::Export(options) => export(options).await,
        Applications::Show(options) => {
            let (config, db, _) = options.storage.open().await?;
            let Some(stored) = db.find_application(&options.receipt, None).await? else {
                return print_refusal(&options.receipt, "没有这个回执编号");
            };
            let directory = load_directory(&config, &db).await?;
            let consents = db.list_consents(&options.receipt).await?;
            print(&full_line(stored, consents, &directory))?;
            Ok(CommandOutcome::Success)
        }
        Applications::Advance(options) => advance(options).await,
        Applications::Return(options) => return_application(options).await,
    }
}

async fn list(options: ListOptions) -> Result<CommandOutcome, CommandError> {
    let (_, db, _) = options.storage.open().await?;
    for summary in db.list_applications(options.status).await? {
        print(&summary)?;
    }
    Ok(CommandOutcome::Success)
}

async fn export(options: ListOptions) -> Result<CommandOutcome, CommandError> {
    let (config, db, _) = options.storage.open().await?;
    let directory = load_directory(&config, &db).await?;
    for summary in db.list_applications(options.status).await? {
        if let Some(stored) = db.find_application(&summary.receipt, None).await? {
            let consents = db.list_consents(&summary.receipt).await?;
            print(&full_line(stored, consents, &directory))?;
        }
    }
    Ok(CommandOutcome::Success)
}

async fn advance(options: AdvanceOptions) -> Result<CommandOutcome, CommandError> {
    let (_, db, _) = options.storage.open().await?;
    let receipt = &options.receipt;
    let Some(stored) = db.find_application(receipt, None).await? else {
        return print_refusal(receipt, "没有这个回执编号");
    };
    let is_mailed = stored.draft.get(sscard_shared::field::Field::Delivery) == "mail";
    let status_path = status_path(stored.summary.status, options.to, is_mailed);
    if status_path.is_empty() {
        return print_refusal(receipt, "不能从目前的状态办理到所要的状态");
    }
    let mut from = stored.summary.status;
    let last = status_path.last().copied();
    for to in status_path {
        let note = options.note.as_deref().filter(|_| Some(to) == last);
        if !db.change_application_status(receipt, from, to, note, Clock::System.now()).await? {
            return print_refusal(receipt, "状态刚刚已被他人更改，请重新查看");
        }
        from = to;
    }
    print_changed(&db, receipt).await
}

/// The statuses to pass, the last included; none where the status cannot be reached.
fn status_path(from: Status, to: Option<Status>, is_mailed: bool) -> Vec<Status> {
    let mut status_path = Vec::new();
    let mut at = from;
    while let Some(next) = at.next(is_mailed) {
        status_path.push(next);
        if to.is_none_or(|to| to == next) {
            return status_path;
        }
        at = next;
    }
    Vec::new()
}

async fn return_application(options: ReturnOptions) -> Result<CommandOutcome, CommandError> {
    let (_, db, _) = options.storage.open().await?;
    let receipt = &options.receipt;
    let reason = options.reason.as_str();
    let Some(stored) = db.find_application(receipt, None).await? else {
        return print_refusal(receipt, "没有这个回执编号");
    };
    let from = stored.summary.status;
    if matches!(from, Status::Collected | Status::Returned) {
        return print_refusal(receipt, "已领卡或已退回的申领不能退回");
    }
    let now = Clock::System.now();
    if !db.change_application_status(receipt, from, Status::Returned, Some(reason), now).await? {
        return print_refusal(receipt, "状态刚刚已被他人更改，请重新查看");
    }
    print_changed(&db, receipt).await
}

async fn print_changed(db: &Db, receipt: &str) -> Result<CommandOutcome, CommandError> {
    if let Some(stored) = db.find_application(receipt, None).await? {
        let summary = stored.summary;
        print(&ApplicationLine {
            receipt: summary.receipt,
            status: summary.status,
            submitted_at: summary.submitted_at,
            changed_at: summary.changed_at,
            draft: None,
            answers: Vec::new(),
            faults: None,
            events: stored.events,
            consents: Vec::new(),
        })?;
    }
    db.close().await;
    Ok(CommandOutcome::Success)
}

fn print_refusal(receipt: &str, message: &str) -> Result<CommandOutcome, CommandError> {
    print(&Refusal { receipt, ok: false, message })?;
    Ok(CommandOutcome::Refused)
}

async fn load_directory(
    config: &crate::config::Config,
    db: &Db,
) -> Result<std::sync::Arc<sscard_shared::directory::Directory>, CommandError> {
    let texts = Texts::load(&config.texts_dir()).map_err(crate::app::StartError::from)?;
    Ok(Tables::new(db.clone(), true, &texts).directory().await?)
}

fn full_line(
    stored: StoredApplication,
    consents: Vec<ConsentRecord>,
    directory: &sscard_shared::directory::Directory,
) -> ApplicationLine {
    ApplicationLine {
        receipt: stored.summary.receipt,
        status: stored.summary.status,
        submitted_at: stored.summary.submitted_at,
        changed_at: stored.summary.changed_at,
        answers: words::answers(&stored.draft, directory, words::Masking::Off),
        draft: Some(stored.draft),
        faults: Some(stored.faults),
        events: stored.events,
        consents,
    }
}

fn parse_status(text: &str) -> Result<Status, String> {
    Status::from_name(text).ok_or_else(|| String::from("there is no such status"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn status_path_is_one_step_or_all_steps_to_a_status() {
        use Status::*;
        assert_eq!(status_path(Submitted, None, false), [Accepted]);
        assert_eq!(status_path(Submitted, Some(AtBranch), false), [Accepted, Making, AtBranch]);
        assert_eq!(status_path(Making, None, true), [Mailed]);
        assert_eq!(status_path(Submitted, Some(Mailed), false), []);
        assert_eq!(status_path(Collected, None, false), []);
        assert_eq!(status_path(Returned, Some(Accepted), false), []);
    }
}
