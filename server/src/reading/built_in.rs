//! The program's own networks.

use bytes::Bytes;
use sscard_shared::Date;
use sscard_vision::{Limits, Picture, TextError};

use super::{Engine, Looking, Looks, Seen};
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
    fn look(&self, picture: Bytes, today: Date) -> Looking<'_> {
        Box::pin(async move {
            let looking = tokio::task::spawn_blocking(move || look(&picture, today));
            match looking.await {
                Ok(seen) => seen,
                Err(_) => Err(Error::Internal(String::from("the reader stopped over a picture"))),
            }
        })
    }
}

fn look(picture: &[u8], today: Date) -> Result<Seen, Error> {
    let reader = finder::text().map_err(|error| Error::Internal(error.to_string()))?;
    let seen = Picture::decode(picture, &Limits::default())
        .map_err(TextError::from)
        .and_then(|picture| Looks::at(reader, &picture, today));
    seen.map(Seen::Card).map_err(|error| Error::Internal(error.to_string()))
}
