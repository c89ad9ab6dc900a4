//! Reading cards: one small seam with the program's own networks and a service over HTTP behind it.
//!
//! An engine tells what it saw; what that means is decided by [`sscard_shared::reading`]. [`Readers`] lets some engines work and some
//! pictures wait, and turns the others away at once.

mod applicant_locks;
mod built_in;
mod http;
mod looks;
mod queue;

use std::{fmt::Debug, future::Future, pin::Pin};

use bytes::Bytes;
use sscard_shared::{
    Date,
    reading::{CardReading, Sheet, read},
};

use crate::{app::StartError, config, error::Error};

pub use applicant_locks::{ApplicantLocks, Turn};
pub use built_in::BuiltIn;
pub use http::HttpReader;
pub use looks::Looks;
pub use queue::{Place, Readers};

/// A look under way.
pub type Looking<'a> = Pin<Box<dyn Future<Output = Result<Seen, Error>> + Send + 'a>>;

/// Whatever finds and reads the text on a picture.
pub trait Engine: Send + Sync + Debug {
    /// What is seen on a JPEG file of a card, whichever way up the card lies. The day tells which dates can be, so that an engine knows
    /// what it has not read yet.
    fn look(&self, picture: Bytes, today: Date) -> Looking<'_>;
}

/// What an engine saw on a picture.
pub enum Seen {
    /// A card that was looked for by its edges, or the whole picture where it has none; at least one look.
    Card(Looks),
    /// Lines on the whole picture.
    Lines {
        /// The lines, on the picture as it stands upright.
        sheet: Sheet,
        /// By how many quarter turns clockwise the picture comes to stand upright, 0–3.
        quarters: u8,
    },
}

impl std::fmt::Debug for Seen {
    /// Tells the turn only: what stands on a card must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Seen").field("quarters", &self.quarters()).finish_non_exhaustive()
    }
}

impl Seen {
    /// By how many quarter turns clockwise the picture comes to stand upright, 0–3.
    #[must_use]
    pub const fn quarters(&self) -> u8 {
        match self {
            Self::Card(looks) => looks.quarters(),
            Self::Lines { quarters, .. } => *quarters,
        }
    }

    /// What the card says, by the rules, with areas in shares of the picture as it stands upright.
    #[must_use]
    pub fn reading(&self, today: Date) -> CardReading {
        match self {
            Self::Card(looks) => looks.reading(today),
            Self::Lines { sheet, .. } => read(sheet, today),
        }
    }
}

/// The engine that the settings ask for: a service over HTTP, or the program's own networks.
///
/// # Errors
/// When the networks are not built in, or the HTTP client cannot be made.
pub fn from_config(settings: &config::Reading) -> Result<Box<dyn Engine>, StartError> {
    if settings.url.is_empty() {
        Ok(Box::new(BuiltIn::prepare()?))
    } else {
        Ok(Box::new(HttpReader::new(settings)?))
    }
}
