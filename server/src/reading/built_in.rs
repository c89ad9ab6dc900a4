//! The program's own networks.

use bytes::Bytes;
use sscard_vision::{Limits, Picture, PictureError};

use super::{Engine, Looking, Seen};
use crate::{
    error::Error,
    finder::{self, NotBuiltIn},
};

/// Reads with the networks that were put into the program when it was built.
#[derive(Clone, Copy, Debug)]
pub struct BuiltIn(());

impl BuiltIn {
    /// Begins to make the reader ready, so that the first picture need not wait for it.
    ///
    /// # Errors
    /// [`NotBuiltIn`].
    pub fn prepare() -> Result<Self, NotBuiltIn> {
        finder::has_text()?;
        tokio::task::spawn_blocking(|| {
            if let Err(error) = finder::text() {
                tracing::error!(cause = %error, "cards cannot be read");
            }
        });
        Ok(Self(()))
    }
}

impl Engine for BuiltIn {
    fn look(&self, picture: Bytes) -> Looking<'_> {
        Box::pin(async move {
            let looking = tokio::task::spawn_blocking(move || look(&picture));
            match looking.await {
                Ok(seen) => seen,
                Err(_) => Err(Error::Internal(String::from("the reader stopped over a picture"))),
            }
        })
    }
}

fn look(picture: &[u8]) -> Result<Seen, Error> {
    let failed = |error: PictureError| Error::Internal(error.to_string());
    let reader = finder::text().map_err(|error| Error::Internal(error.to_string()))?;
    let picture = Picture::decode(picture, &Limits::default()).map_err(failed)?;
    Ok(Seen::Card(reader.read_card(&picture).map_err(failed)?))
}
