//! `check-photo` and `make-photo`.

use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;
use sscard_shared::{
    api::PictureKind,
    fault::Faults,
    field::Field,
    photo::{Measurements, source_refused},
};
use sscard_vision::{Limits, PictureError, probe};

use super::{Failure, Outcome, not_there, print, read, report};
use crate::{
    app::StartError,
    finder,
    verdict::{self, Unmeasured},
};

#[derive(Debug, Args)]
pub(super) struct Check {
    /// The photos.
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Make {
    /// The picture to begin with.
    input: PathBuf,
    /// The card photo to write; written only when it is not refused.
    output: PathBuf,
}

#[derive(Serialize)]
struct Line {
    file: String,
    ok: bool,
    faults: Faults,
    measured: Option<Measurements>,
}

pub(super) fn check(options: &Check) -> Result<Outcome, Failure> {
    let mut outcome = Outcome::Well;
    for file in &options.files {
        match read(file) {
            Ok(bytes) => {
                let line = judge(file, &bytes)?;
                print(&line)?;
                outcome = outcome.and(Outcome::refused_if(!line.ok));
            }
            Err(failure) => {
                report(&failure);
                print(&line(file, not_there(Field::Photo), None))?;
                outcome = outcome.and(Outcome::Unreadable);
            }
        }
    }
    Ok(outcome)
}

pub(super) fn make(options: &Make) -> Result<Outcome, Failure> {
    let bytes = read(&options.input)?;
    let finder = finder::people().map_err(StartError::from)?;
    if let Ok(header) = probe(&bytes)
        && let Some(fault) =
            source_refused(bytes.len(), header.upright_width(), header.upright_height())
    {
        print(&line(&options.output, vec![fault].into(), None))?;
        return Ok(Outcome::Refused);
    }
    let made = finder.make_card_photo(&bytes, &Limits::default());
    let line = match &made {
        Ok(photo) => judge(&options.output, photo)?,
        Err(error) => refused(&options.output, error)?,
    };
    if let (true, Ok(photo)) = (line.ok, &made) {
        write(&options.output, photo)?;
    }
    print(&line)?;
    Ok(Outcome::refused_if(!line.ok))
}

fn judge(file: &Path, bytes: &[u8]) -> Result<Line, Failure> {
    match verdict::measure_photo(bytes, &Limits::default()) {
        Ok(measured) => Ok(line(file, verdict::of(PictureKind::Photo, &measured), Some(measured))),
        Err(Unmeasured::Picture(error)) => refused(file, &error),
        Err(Unmeasured::Finder(error)) => Err(Failure::Start(error.into())),
    }
}

fn refused(file: &Path, error: &PictureError) -> Result<Line, Failure> {
    match verdict::refusal(Field::Photo, error) {
        Some(faults) => Ok(line(file, faults, None)),
        None => Err(Failure::Usage(format!("{}: {error}", file.display()))),
    }
}

fn line(file: &Path, faults: Faults, measured: Option<Measurements>) -> Line {
    Line { file: file.display().to_string(), ok: !faults.has_hard(), faults, measured }
}

/// Writes beside the file and moves it into place, so that OUT is whole or as it was.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let failed = |source| Failure::Unreadable { path: path.display().to_string(), source };
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}", crate::secret::request_id()));
    let beside = path.with_file_name(name);
    let written = std::fs::write(&beside, bytes).and_then(|()| std::fs::rename(&beside, path));
    if written.is_err() {
        // What could not be moved into place is of no use to anybody.
        let _ = std::fs::remove_file(&beside);
    }
    written.map_err(failed)
}
