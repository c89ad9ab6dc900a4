//! Reading cards: the interface to the program's own models and to a service over HTTP.
//!
//! An engine returns the text that it recognises. [`sscard_shared::reading`] decides what the text means. [`Readers`] lets a bounded number
//! of pictures be read and wait, and refuses the others at once.

mod applicant_locks;
mod built_in;
mod http;
mod passes;
mod queue;

use std::{fmt::Debug, future::Future, pin::Pin};

use bytes::Bytes;
use sscard_shared::{
    Date,
    reading::{CardReading, Sheet, read},
};

use crate::{app::StartError, config, error::Error};

pub use applicant_locks::{ApplicantLock, ApplicantLocks};
pub use built_in::BuiltIn;
pub use http::HttpReader;
pub use passes::ReadingPasses;
pub use queue::{Readers, ReadingSlot};

/// A recognition that is running.
pub type PendingText<'a> = Pin<Box<dyn Future<Output = Result<RecognisedText, Error>> + Send + 'a>>;

/// An engine that finds and recognises the text of a picture.
pub trait ReadingEngine: Send + Sync + Debug {
    /// Recognises the text of a JPEG file of a card in any orientation. The day decides which dates are possible, so that an engine knows
    /// which fields it has not read yet.
    fn recognise(&self, picture: Bytes, today: Date) -> PendingText<'_>;
}

/// The text that an engine recognised on a picture.
pub enum RecognisedText {
    /// The text of a card found by its edges, or of the whole picture where it has none; at least one pass.
    Card(ReadingPasses),
    /// Lines of the whole picture.
    Lines {
        /// The lines, on the upright picture.
        sheet: Sheet,
        /// The number of clockwise quarter turns that set the picture upright, 0–3.
        quarters: u8,
    },
}

impl std::fmt::Debug for RecognisedText {
    /// Shows the turn only: a card's text must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RecognisedText").field("quarters", &self.quarters()).finish_non_exhaustive()
    }
}

impl RecognisedText {
    /// The number of clockwise quarter turns that set the picture upright, 0–3.
    #[must_use]
    pub const fn quarters(&self) -> u8 {
        match self {
            Self::Card(passes) => passes.quarters(),
            Self::Lines { quarters, .. } => *quarters,
        }
    }

    /// The reading of the text by the rules, with areas as shares of the upright picture.
    #[must_use]
    pub fn reading(&self, today: Date) -> CardReading {
        match self {
            Self::Card(passes) => passes.reading(today),
            Self::Lines { sheet, .. } => read(sheet, today),
        }
    }
}

/// The engine of the settings: a service over HTTP, or the program's own models.
///
/// # Errors
/// When the models are not built in, or the HTTP client cannot be built.
pub fn from_config(
    settings: &config::ReadingSettings,
) -> Result<Box<dyn ReadingEngine>, StartError> {
    if settings.url.is_empty() {
        Ok(Box::new(BuiltIn::prepare()?))
    } else {
        Ok(Box::new(HttpReader::new(settings)?))
    }
}
