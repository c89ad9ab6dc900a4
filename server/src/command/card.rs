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

use super::{Failure, Outcome, date, day, not_there, print, read, report};
use crate::{app::StartError, finder, reading::ReadingPasses, verdict};

/// Files of these kinds are looked for in folders; a file that is named itself may be called anything.
const EXTENSIONS: [&str; 4] = ["jpg", "jpeg", "png", "webp"];
/// Pictures begun before the first of them is printed, for each thread: enough that a slow one does not hold up the others.
const AHEAD: usize = 8;

#[derive(Debug, Args)]
pub(super) struct Read {
    /// The pictures, or folders with JPEG, PNG and WebP files in them.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Judge as on this day; today in Beijing otherwise.
    #[arg(long, value_name = "DATE", value_parser = date)]
    today: Option<Date>,
    /// Work on so many threads; one for every core otherwise.
    #[arg(long, value_name = "N")]
    threads: Option<NonZero<usize>>,
}

#[derive(Serialize)]
struct Line {
    file: String,
    side: Option<Side>,
    /// In the form of a draft; null where a field was not read.
    fields: BTreeMap<Field, Option<String>>,
    /// As it stands on the card.
    text: BTreeMap<Field, Option<String>>,
    confidence: BTreeMap<Field, f64>,
    faults: Faults,
    seconds: f64,
}

/// What became of a file.
struct Done {
    line: Line,
    outcome: Outcome,
    failure: Option<Failure>,
}

/// A file to be read, and where its line is waited for.
struct Job {
    file: PathBuf,
    answer: mpsc::SyncSender<Done>,
}

/// Reads on several threads and prints in order; of thousands of files only some are held at one time.
pub(super) fn read_all(options: &Read) -> Result<Outcome, Failure> {
    let today = day(options.today);
    let threads = options.threads.or_else(|| std::thread::available_parallelism().ok());
    let threads = threads.map_or(1, NonZero::get);
    // One picture has all threads; of many, each has one, which wastes less.
    let is_one = matches!(options.files.as_slice(), [file] if !file.is_dir());
    let (threads, of_each) = if is_one { (1, threads) } else { (threads, 1) };
    let reader = &finder::text_with(of_each).map_err(StartError::from)?;
    let (jobs, offered) = mpsc::channel::<Job>();
    let offered = Mutex::new(offered);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| work(&offered, reader, today));
        }
        // When this ends, also by an output that nobody reads any more, the threads find no more jobs and end too.
        hand_out(&options.files, jobs, threads.saturating_mul(AHEAD))
    })
}

fn work(offered: &Mutex<mpsc::Receiver<Job>>, reader: &TextReader, today: Date) {
    loop {
        let job = offered.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Job { file, answer }) = job else { return };
        // Whoever no longer waits for the line does not want it.
        let done = catch_unwind(AssertUnwindSafe(|| read_one(&file, reader, today)));
        let stopped = |_| {
            let words = format!("{}: the reader stopped over it", file.display());
            unreadable(&file, Failure::Usage(words))
        };
        let _ = answer.send(done.unwrap_or_else(stopped));
    }
}

fn hand_out(named: &[PathBuf], jobs: mpsc::Sender<Job>, ahead: usize) -> Result<Outcome, Failure> {
    let mut outcome = Outcome::Well;
    let mut under_way = VecDeque::new();
    for root in named {
        let mut empty = true;
        for found in pictures_in(root) {
            empty = false;
            if under_way.len() >= ahead {
                outcome = outcome.and(print_next(&mut under_way)?);
            }
            let (answer, answered) = mpsc::sync_channel(1);
            let refused = || Failure::Usage(String::from("the readers have stopped"));
            match found {
                Ok(file) => jobs.send(Job { file, answer }).map_err(|_| refused())?,
                Err((file, failure)) => {
                    answer.send(unreadable(&file, failure)).map_err(|_| refused())?;
                }
            }
            under_way.push_back(answered);
        }
        if empty {
            report(&Failure::Usage(format!("there are no pictures in {}", root.display())));
            outcome = Outcome::Unreadable;
        }
    }
    while !under_way.is_empty() {
        outcome = outcome.and(print_next(&mut under_way)?);
    }
    Ok(outcome)
}

/// Waits for the oldest of those under way and prints its line.
fn print_next(under_way: &mut VecDeque<mpsc::Receiver<Done>>) -> Result<Outcome, Failure> {
    let Some(next) = under_way.pop_front() else { return Ok(Outcome::Well) };
    let stopped = |_| Failure::Usage(String::from("a reader stopped over a picture"));
    let done = next.recv().map_err(stopped)?;
    if let Some(failure) = &done.failure {
        report(failure);
    }
    print(&done.line)?;
    Ok(done.outcome)
}

/// A file as it was named, or the pictures of a folder and of the folders in it, in order of their names.
fn pictures_in(root: &Path) -> impl Iterator<Item = Result<PathBuf, (PathBuf, Failure)>> {
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
                // What is no file, such as a pipe that lies in a folder, would be waited for without end.
                let is_wanted = entry.file_type().is_file()
                    || entry.depth() == 0 && !entry.file_type().is_dir();
                (is_wanted && is_picture).then(|| Ok(entry.into_path()))
            }
            Err(error) => {
                let file = error.path().unwrap_or(&root).to_owned();
                let path = file.display().to_string();
                Some(Err((file, Failure::Unreadable { path, source: error.into() })))
            }
        },
    )
}

fn read_one(file: &Path, reader: &TextReader, today: Date) -> Done {
    let began = Instant::now();
    if let Some(error) = too_long(file)
        && let Some(reading) = refused(&TextError::Picture(error))
    {
        let line = line(file, reading, began.elapsed().as_secs_f64());
        return Done { line, outcome: Outcome::Refused, failure: None };
    }
    let bytes = match read(file) {
        Ok(bytes) => bytes,
        Err(failure) => return unreadable(file, failure),
    };
    let text = Picture::decode(&bytes, &Limits::default())
        .map_err(TextError::from)
        .and_then(|picture| ReadingPasses::read_picture(reader, &picture, today))
        .map(|passes| passes.reading(today));
    let reading = match text {
        Ok(reading) => reading,
        Err(error) => match refused(&error) {
            Some(reading) => reading,
            None => {
                let words = format!("{}: {error}", file.display());
                return unreadable(file, Failure::Usage(words));
            }
        },
    };
    let line = line(file, reading, began.elapsed().as_secs_f64());
    let unread = line.side.is_none() || line.fields.values().any(Option::is_none);
    let outcome = Outcome::refused_if(unread || line.faults.has_hard());
    Done { line, outcome, failure: None }
}

/// Whether a file is longer than any picture that is read: then it is not taken into memory first.
fn too_long(file: &Path) -> Option<PictureError> {
    let max = Limits::default().max_bytes();
    let bytes = usize::try_from(std::fs::metadata(file).ok()?.len()).unwrap_or(usize::MAX);
    (bytes > max).then_some(PictureError::TooManyBytes { bytes, max })
}

/// The reading of a file that is no picture which could be read; nothing where the fault is ours.
fn refused(error: &TextError) -> Option<CardReading> {
    let faults = match error {
        TextError::Picture(error) => verdict::refusal(Field::PortraitSide, error)?,
        TextError::Model(_) | TextError::UnexpectedShape => return None,
    };
    Some(CardReading { faults, ..CardReading::default() })
}

fn unreadable(file: &Path, failure: Failure) -> Done {
    let faults = not_there(Field::PortraitSide);
    let reading = CardReading { faults, ..CardReading::default() };
    Done { line: line(file, reading, 0.0), outcome: Outcome::Unreadable, failure: Some(failure) }
}

fn line(file: &Path, reading: CardReading, seconds: f64) -> Line {
    // The command does not know as which side a picture is meant: whichever it shows is right.
    let reading = match reading.side {
        Some(side) => for_picture(reading, side.kind()),
        None => reading,
    };
    let mut line = Line {
        file: file.display().to_string(),
        side: reading.side,
        fields: BTreeMap::new(),
        text: BTreeMap::new(),
        confidence: BTreeMap::new(),
        faults: reading.faults,
        seconds: rounded(seconds),
    };
    for (field, read) in reading.fields {
        line.fields.insert(field, read.value);
        line.text.insert(field, read.text);
        line.confidence.insert(field, rounded(read.confidence));
    }
    line
}

/// To three digits.
fn rounded(number: f64) -> f64 {
    (number * 1_000.0).round() / 1_000.0
}
