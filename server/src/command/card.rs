//! `read-card`.

use std::{
    collections::{BTreeMap, VecDeque},
    num::NonZero,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError, mpsc},
    time::Instant,
};

use clap::Args;
use serde::Serialize;
use sscard_shared::{
    Date,
    fault::Faults,
    field::Field,
    reading::{CardReading, Side, for_picture},
};
use sscard_vision::{Limits, Picture, PictureError, TextError, TextReader};
use walkdir::WalkDir;

use super::{
    CommandError, CommandOutcome, judging_day, missing_file_fault, parse_date, print, read_input,
    report_error,
};
use crate::{app::StartError, finder, reading::ReadingPasses, verdict};

/// Files with these extensions are read in folders. A file that is named itself may have any name.
const EXTENSIONS: [&str; 4] = ["jpg", "jpeg", "png", "webp"];
/// Pictures in work before the first of them is printed, for each thread: enough that a slow one does not delay the others.
const JOBS_PER_THREAD: usize = 8;

#[derive(Debug, Args)]
pub(super) struct ReadCardOptions {
    /// The pictures, or folders with JPEG, PNG and WebP files in them.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Judge as on this day; today in Beijing otherwise.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    today: Option<Date>,
    /// Work on so many threads; one for every core otherwise.
    #[arg(long, value_name = "N")]
    threads: Option<NonZero<usize>>,
}

#[derive(Serialize)]
struct CardLine {
    file: String,
    side: Option<Side>,
    /// In the form of a draft; null where a field was not read.
    fields: BTreeMap<Field, Option<String>>,
    /// As it is printed on the card.
    text: BTreeMap<Field, Option<String>>,
    confidence: BTreeMap<Field, f64>,
    faults: Faults,
    seconds: f64,
}

/// The result for one file.
struct FileResult {
    line: CardLine,
    outcome: CommandOutcome,
    failure: Option<CommandError>,
}

/// A file to read, and the channel for its result.
struct Job {
    file: PathBuf,
    sender: mpsc::SyncSender<FileResult>,
}

/// Reads on several threads and prints in order. Only some of thousands of files are in memory at one time.
pub(super) fn read_cards(options: &ReadCardOptions) -> Result<CommandOutcome, CommandError> {
    let today = judging_day(options.today);
    let threads = options.threads.or_else(|| std::thread::available_parallelism().ok());
    let threads = threads.map_or(1, NonZero::get);
    // A single picture gets all threads. Of many pictures each gets one, which wastes less.
    let is_one = matches!(options.files.as_slice(), [file] if !file.is_dir());
    let (threads, threads_per_reading) = if is_one { (1, threads) } else { (threads, 1) };
    let reader = &finder::new_text_reader(threads_per_reading).map_err(StartError::from)?;
    let (jobs, jobs_receiver) = mpsc::channel::<Job>();
    let jobs_receiver = Mutex::new(jobs_receiver);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| run_worker(&jobs_receiver, reader, today));
        }
        // When this ends, also because the output is closed, the threads find no more jobs and end too.
        distribute(&options.files, jobs, threads.saturating_mul(JOBS_PER_THREAD))
    })
}

fn run_worker(jobs_receiver: &Mutex<mpsc::Receiver<Job>>, reader: &TextReader, today: Date) {
    loop {
        let job = jobs_receiver.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Job { file, sender }) = job else { return };
        // A receiver that is gone does not want the result.
        let result = catch_unwind(AssertUnwindSafe(|| read_one(&file, reader, today)));
        let stopped = |_| {
            let words = format!("{}: the reader stopped over it", file.display());
            unreadable_file(&file, CommandError::Usage(words))
        };
        let _ = sender.send(result.unwrap_or_else(stopped));
    }
}

fn distribute(
    named: &[PathBuf],
    jobs: mpsc::Sender<Job>,
    most_jobs: usize,
) -> Result<CommandOutcome, CommandError> {
    let mut outcome = CommandOutcome::Success;
    let mut pending = VecDeque::new();
    for root in named {
        let mut is_empty = true;
        for found in find_pictures(root) {
            is_empty = false;
            if pending.len() >= most_jobs {
                outcome = outcome.worse_of(print_next(&mut pending)?);
            }
            let (sender, receiver) = mpsc::sync_channel(1);
            let refused_reading = || CommandError::Usage(String::from("the readers have stopped"));
            match found {
                Ok(file) => jobs.send(Job { file, sender }).map_err(|_| refused_reading())?,
                Err((file, failure)) => {
                    sender.send(unreadable_file(&file, failure)).map_err(|_| refused_reading())?;
                }
            }
            pending.push_back(receiver);
        }
        if is_empty {
            report_error(&CommandError::Usage(format!(
                "there are no pictures in {}",
                root.display()
            )));
            outcome = CommandOutcome::Unreadable;
        }
    }
    while !pending.is_empty() {
        outcome = outcome.worse_of(print_next(&mut pending)?);
    }
    Ok(outcome)
}

/// Waits for the oldest job in work and prints its line.
fn print_next(
    pending: &mut VecDeque<mpsc::Receiver<FileResult>>,
) -> Result<CommandOutcome, CommandError> {
    let Some(next) = pending.pop_front() else { return Ok(CommandOutcome::Success) };
    let stopped = |_| CommandError::Usage(String::from("a reader stopped over a picture"));
    let result = next.recv().map_err(stopped)?;
    if let Some(failure) = &result.failure {
        report_error(failure);
    }
    print(&result.line)?;
    Ok(result.outcome)
}

/// A file as it was named, or the pictures of a folder and its subfolders, in order of their names.
fn find_pictures(root: &Path) -> impl Iterator<Item = Result<PathBuf, (PathBuf, CommandError)>> {
    let wanted = |path: &Path| {
        let extension = path.extension().and_then(|extension| extension.to_str());
        let is = |known: &str| extension.is_some_and(|given| given.eq_ignore_ascii_case(known));
        EXTENSIONS.into_iter().any(is)
    };
    let root = root.to_owned();
    WalkDir::new(&root).follow_links(true).sort_by_file_name().into_iter().filter_map(
        move |found| match found {
            Ok(entry) => {
                let is_picture = entry.depth() == 0 || wanted(entry.path());
                // A pipe in a folder, for example, would block for ever.
                let is_wanted = entry.file_type().is_file()
                    || entry.depth() == 0 && !entry.file_type().is_dir();
                (is_wanted && is_picture).then(|| Ok(entry.into_path()))
            }
            Err(error) => {
                let file = error.path().unwrap_or(&root).to_owned();
                let path = file.display().to_string();
                Some(Err((file, CommandError::Unreadable { path, source: error.into() })))
            }
        },
    )
}

fn read_one(file: &Path, reader: &TextReader, today: Date) -> FileResult {
    let started = Instant::now();
    if let Some(error) = exceeds_limit(file)
        && let Some(reading) = refused_reading(&TextError::Picture(error))
    {
        let line = card_line(file, reading, started.elapsed().as_secs_f64());
        return FileResult { line, outcome: CommandOutcome::Refused, failure: None };
    }
    let bytes = match read_input(file) {
        Ok(bytes) => bytes,
        Err(failure) => return unreadable_file(file, failure),
    };
    let text = Picture::decode(&bytes, &Limits::default())
        .map_err(TextError::from)
        .and_then(|picture| ReadingPasses::read_picture(reader, &picture, today))
        .map(|passes| passes.reading(today));
    let reading = match text {
        Ok(reading) => reading,
        Err(error) => match refused_reading(&error) {
            Some(reading) => reading,
            None => {
                let words = format!("{}: {error}", file.display());
                return unreadable_file(file, CommandError::Usage(words));
            }
        },
    };
    let line = card_line(file, reading, started.elapsed().as_secs_f64());
    let unread = line.side.is_none() || line.fields.values().any(Option::is_none);
    let outcome = CommandOutcome::refused_if(unread || line.faults.has_hard());
    FileResult { line, outcome, failure: None }
}

/// Whether a file is longer than any picture that is read: then it is not read into memory.
fn exceeds_limit(file: &Path) -> Option<PictureError> {
    let max = Limits::default().max_bytes();
    let bytes = usize::try_from(std::fs::metadata(file).ok()?.len()).unwrap_or(usize::MAX);
    (bytes > max).then_some(PictureError::TooManyBytes { bytes, max })
}

/// The reading of a file that is no readable picture; `None` where the program is at fault.
fn refused_reading(error: &TextError) -> Option<CardReading> {
    let faults = match error {
        TextError::Picture(error) => verdict::refusal_faults(Field::PortraitSide, error)?,
        TextError::Model(_) | TextError::UnexpectedShape => return None,
    };
    Some(CardReading { faults, ..CardReading::default() })
}

fn unreadable_file(file: &Path, failure: CommandError) -> FileResult {
    let faults = missing_file_fault(Field::PortraitSide);
    let reading = CardReading { faults, ..CardReading::default() };
    FileResult {
        line: card_line(file, reading, 0.0),
        outcome: CommandOutcome::Unreadable,
        failure: Some(failure),
    }
}

fn card_line(file: &Path, reading: CardReading, seconds: f64) -> CardLine {
    // The command does not know which side a picture is meant to be: the side that it shows is right.
    let reading = match reading.side {
        Some(side) => for_picture(reading, side.kind()),
        None => reading,
    };
    let mut line = CardLine {
        file: file.display().to_string(),
        side: reading.side,
        fields: BTreeMap::new(),
        text: BTreeMap::new(),
        confidence: BTreeMap::new(),
        faults: reading.faults,
        seconds: round_to_thousandths(seconds),
    };
    for (field, read) in reading.fields {
        line.fields.insert(field, read.value);
        line.text.insert(field, read.text);
        line.confidence.insert(field, round_to_thousandths(read.confidence));
    }
    line
}

/// Rounded to three decimal places.
fn round_to_thousandths(number: f64) -> f64 {
    (number * 1_000.0).round() / 1_000.0
}
