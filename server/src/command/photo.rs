//! `check_photos-photo` and `make_photo-photo`.

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

use super::{CommandError, CommandOutcome, missing_file_fault, print, read_input, report_error};
use crate::{
    app::StartError,
    finder,
    verdict::{self, MeasureError},
};

#[derive(Debug, Args)]
pub(super) struct CheckPhotoOptions {
    /// The photos.
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct MakePhotoOptions {
    /// The picture to crop.
    input: PathBuf,
    /// The card photo to write; written only when it is not refused.
    output: PathBuf,
}

#[derive(Serialize)]
struct PhotoLine {
    file: String,
    ok: bool,
    faults: Faults,
    measured: Option<Measurements>,
}

pub(super) fn check_photos(options: &CheckPhotoOptions) -> Result<CommandOutcome, CommandError> {
    let mut outcome = CommandOutcome::Success;
    for file in &options.files {
        match read_input(file) {
            Ok(bytes) => {
                let line = judge_photo(file, &bytes)?;
                print(&line)?;
                outcome = outcome.worse_of(CommandOutcome::refused_if(!line.ok));
            }
            Err(failure) => {
                report_error(&failure);
                print(&line(file, missing_file_fault(Field::Photo), None))?;
                outcome = outcome.worse_of(CommandOutcome::Unreadable);
            }
        }
    }
    Ok(outcome)
}

pub(super) fn make_photo(options: &MakePhotoOptions) -> Result<CommandOutcome, CommandError> {
    let bytes = read_input(&options.input)?;
    let finder = finder::portrait_finder().map_err(StartError::from)?;
    if let Ok(header) = probe(&bytes)
        && let Some(fault) =
            source_refused(bytes.len(), header.upright_width(), header.upright_height())
    {
        print(&line(&options.output, vec![fault].into(), None))?;
        return Ok(CommandOutcome::Refused);
    }
    let encoded = finder.make_card_photo(&bytes, &Limits::default());
    let line = match &encoded {
        Ok(photo) => judge_photo(&options.output, photo)?,
        Err(error) => refused_photo(&options.output, error)?,
    };
    if let (true, Ok(photo)) = (line.ok, &encoded) {
        write(&options.output, photo)?;
    }
    print(&line)?;
    Ok(CommandOutcome::refused_if(!line.ok))
}

fn judge_photo(file: &Path, bytes: &[u8]) -> Result<PhotoLine, CommandError> {
    match verdict::measure_photo(bytes, &Limits::default()) {
        Ok(measured) => Ok(line(
            file,
            verdict::judge_measurements(PictureKind::Photo, &measured),
            Some(measured),
        )),
        Err(MeasureError::Picture(error)) => refused_photo(file, &error),
        Err(MeasureError::Finder(error)) => Err(CommandError::Start(error.into())),
    }
}

fn refused_photo(file: &Path, error: &PictureError) -> Result<PhotoLine, CommandError> {
    match verdict::refusal_faults(Field::Photo, error) {
        Some(faults) => Ok(line(file, faults, None)),
        None => Err(CommandError::Usage(format!("{}: {error}", file.display()))),
    }
}

fn line(file: &Path, faults: Faults, measured: Option<Measurements>) -> PhotoLine {
    PhotoLine { file: file.display().to_string(), ok: !faults.has_hard(), faults, measured }
}

/// Writes a temporary file and renames it, so that OUT is complete or unchanged.
fn write(path: &Path, bytes: &[u8]) -> Result<(), CommandError> {
    let failed = |source| CommandError::Unreadable { path: path.display().to_string(), source };
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}", crate::secret::request_id()));
    let temporary = path.with_file_name(name);
    let written =
        std::fs::write(&temporary, bytes).and_then(|()| std::fs::rename(&temporary, path));
    if written.is_err() {
        // A temporary file that was not renamed is useless.
        let _ = std::fs::remove_file(&temporary);
    }
    written.map_err(failed)
}
