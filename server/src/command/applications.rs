//! `applications`: what the operator does with them. What is printed here is unmasked: the data directory's owner may.

use clap::{Args, Subcommand};
use serde::Serialize;
use sscard_shared::{
    api::{Answer, Status},
    draft::Draft,
    fault::Faults,
    normalise,
};

use super::{Failure, Outcome, Storage, print};
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
    List(List),
    /// One application with everything that is known about it.
    Show(One),
    /// Move an application to the next status on its way, or to the one named.
    Advance(Advance),
    /// Give an application back to its applicant with words why; they mend it and submit anew.
    Return(Return),
    /// Every application with everything that is known about it, one line each.
    Export(List),
}

#[derive(Debug, Args)]
pub(super) struct List {
    /// Only those of this status: submitted, accepted, making, `at_branch`, mailed, collected, returned.
    #[arg(long, value_parser = status)]
    status: Option<Status>,
    #[command(flatten)]
    storage: Storage,
}

#[derive(Debug, Args)]
pub(super) struct One {
    /// The receipt number.
    receipt: String,
    #[command(flatten)]
    storage: Storage,
}

#[derive(Debug, Args)]
pub(super) struct Advance {
    /// The receipt number.
    receipt: String,
    /// The status to reach, step by step; the next one otherwise.
    #[arg(long, value_parser = status)]
    to: Option<Status>,
    /// Words to the applicant.
    #[arg(long, value_parser = words_to_applicant)]
    note: Option<String>,
    #[command(flatten)]
    storage: Storage,
}

#[derive(Debug, Args)]
pub(super) struct Return {
    /// The receipt number.
    receipt: String,
    /// Words to the applicant: the cause and the remedy.
    #[arg(value_parser = words_to_applicant)]
    reason: String,
    #[command(flatten)]
    storage: Storage,
}

/// As long as anybody reads on a phone.
const MOST_LETTERS: usize = 500;

/// Signs at the beginning of a text by which spreadsheets tell a formula: what is exported may be opened in one.
const FORMULA_SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Words that an applicant is shown: some, not too many, no formula, and nothing that is not seen.
fn words_to_applicant(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err(String::from("some words are needed: the applicant reads them"));
    }
    if text.chars().count() > MOST_LETTERS {
        return Err(format!("more than {MOST_LETTERS} characters: say it shorter"));
    }
    if text.chars().any(is_not_shown) {
        return Err(String::from("line breaks and other control characters cannot be shown"));
    }
    if text.starts_with(FORMULA_SIGNS) {
        return Err(String::from("a spreadsheet would take it for a formula: begin with a word"));
    }
    Ok(text.to_owned())
}

/// Whether a character is a line break, a control, or a mark that nobody sees, such as one that turns the direction of the text.
fn is_not_shown(c: char) -> bool {
    let is_invisible = !c.is_whitespace() && normalise::text(c.encode_utf8(&mut [0; 4])).is_empty();
    c.is_control() || is_invisible || matches!(c, '\u{2028}' | '\u{2029}')
}

#[derive(Serialize)]
struct Line {
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

pub(super) async fn run(command: Applications) -> Result<Outcome, Failure> {
    match command {
        Applications::List(options) => list(options).await,
        Applications::Export(options) => export(options).await,
        Applications::Show(options) => {
            let (config, db, _) = options.storage.open().await?;
            let Some(stored) = db.find_application(&options.receipt, None).await? else {
                return refuse(&options.receipt, "没有这个回执编号");
            };
            let directory = words_of(&config, &db).await?;
            let consents = db.list_consents(&options.receipt).await?;
            print(&whole(stored, consents, &directory))?;
            Ok(Outcome::Well)
        }
        Applications::Advance(options) => advance(options).await,
        Applications::Return(options) => give_back(options).await,
    }
}

async fn list(options: List) -> Result<Outcome, Failure> {
    let (_, db, _) = options.storage.open().await?;
    for summary in db.list_applications(options.status).await? {
        print(&summary)?;
    }
    Ok(Outcome::Well)
}

async fn export(options: List) -> Result<Outcome, Failure> {
    let (config, db, _) = options.storage.open().await?;
    let directory = words_of(&config, &db).await?;
    for summary in db.list_applications(options.status).await? {
        if let Some(stored) = db.find_application(&summary.receipt, None).await? {
            let consents = db.list_consents(&summary.receipt).await?;
            print(&whole(stored, consents, &directory))?;
        }
    }
    Ok(Outcome::Well)
}

async fn advance(options: Advance) -> Result<Outcome, Failure> {
    let (_, db, _) = options.storage.open().await?;
    let receipt = &options.receipt;
    let Some(stored) = db.find_application(receipt, None).await? else {
        return refuse(receipt, "没有这个回执编号");
    };
    let is_mailed = stored.draft.get(sscard_shared::field::Field::Delivery) == "mail";
    let way = way(stored.summary.status, options.to, is_mailed);
    if way.is_empty() {
        return refuse(receipt, "不能从目前的状态办理到所要的状态");
    }
    let mut from = stored.summary.status;
    let last = way.last().copied();
    for to in way {
        let note = options.note.as_deref().filter(|_| Some(to) == last);
        if !db.change_application_status(receipt, from, to, note, Clock::System.now()).await? {
            return refuse(receipt, "状态刚刚已被他人更改，请重新查看");
        }
        from = to;
    }
    done(&db, receipt).await
}

/// The statuses to pass, the last included; none where there is no way.
fn way(from: Status, to: Option<Status>, is_mailed: bool) -> Vec<Status> {
    let mut way = Vec::new();
    let mut at = from;
    while let Some(next) = at.next(is_mailed) {
        way.push(next);
        if to.is_none_or(|to| to == next) {
            return way;
        }
        at = next;
    }
    Vec::new()
}

async fn give_back(options: Return) -> Result<Outcome, Failure> {
    let (_, db, _) = options.storage.open().await?;
    let receipt = &options.receipt;
    let reason = options.reason.as_str();
    let Some(stored) = db.find_application(receipt, None).await? else {
        return refuse(receipt, "没有这个回执编号");
    };
    let from = stored.summary.status;
    if matches!(from, Status::Collected | Status::Returned) {
        return refuse(receipt, "已领卡或已退回的申领不能退回");
    }
    let now = Clock::System.now();
    if !db.change_application_status(receipt, from, Status::Returned, Some(reason), now).await? {
        return refuse(receipt, "状态刚刚已被他人更改，请重新查看");
    }
    done(&db, receipt).await
}

async fn done(db: &Db, receipt: &str) -> Result<Outcome, Failure> {
    if let Some(stored) = db.find_application(receipt, None).await? {
        let summary = stored.summary;
        print(&Line {
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
    Ok(Outcome::Well)
}

fn refuse(receipt: &str, message: &str) -> Result<Outcome, Failure> {
    print(&Refusal { receipt, ok: false, message })?;
    Ok(Outcome::Refused)
}

async fn words_of(
    config: &crate::config::Config,
    db: &Db,
) -> Result<std::sync::Arc<sscard_shared::directory::Directory>, Failure> {
    let texts = Texts::load(&config.texts_dir()).map_err(crate::app::StartError::from)?;
    Ok(Tables::new(db.clone(), true, &texts).directory().await?)
}

fn whole(
    stored: StoredApplication,
    consents: Vec<ConsentRecord>,
    directory: &sscard_shared::directory::Directory,
) -> Line {
    Line {
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

fn status(text: &str) -> Result<Status, String> {
    Status::from_name(text).ok_or_else(|| String::from("there is no such status"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_application_goes_one_step_or_all_the_steps_to_a_status() {
        use Status::*;
        assert_eq!(way(Submitted, None, false), [Accepted]);
        assert_eq!(way(Submitted, Some(AtBranch), false), [Accepted, Making, AtBranch]);
        assert_eq!(way(Making, None, true), [Mailed]);
        assert_eq!(way(Submitted, Some(Mailed), false), []);
        assert_eq!(way(Collected, None, false), []);
        assert_eq!(way(Returned, Some(Accepted), false), []);
    }
}
