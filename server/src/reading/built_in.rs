//! The program's own models.

use bytes::Bytes;
use sscard_shared::Date;
use sscard_vision::{Limits, Picture, TextError};

use super::{PendingText, ReadingEngine, ReadingPasses, RecognisedText};
use crate::{
    error::Error,
    finder::{self, ModelsNotBuiltIn},
};

/// Reads with the models that were built into the program.
#[derive(Clone, Copy, Debug)]
pub struct BuiltIn(());

impl BuiltIn {
    /// Starts to load the reader, so that the first picture need not wait for it.
    ///
    /// # Errors
    /// [`ModelsNotBuiltIn`].
    pub fn prepare() -> Result<Self, ModelsNotBuiltIn> {
        finder::check_text_models()?;
        tokio::task::spawn_blocking(|| {
            if let Err(error) = finder::text_reader() {
                tracing::error!(cause = %error, "cards cannot be read");
            }
        });
        Ok(Self(()))
    }
}

impl ReadingEngine for BuiltIn {
    fn recognise(&self, picture: Bytes, today: Date) -> PendingText<'_> {
        Box::pin(async move {
            let reading = tokio::task::spawn_blocking(move || recognise(&picture, today));
            match reading.await {
                Ok(text) => text,
                Err(_) => Err(Error::Internal(String::from("the reader stopped over a picture"))),
            }
        })
    }
}

fn recognise(picture: &[u8], today: Date) -> Result<RecognisedText, Error> {
    let reader = finder::text_reader().map_err(|error| Error::Internal(error.to_string()))?;
    let text = Picture::decode(picture, &Limits::default())
        .map_err(TextError::from)
        .and_then(|picture| ReadingPasses::read_picture(reader, &picture, today));
    text.map(RecognisedText::Card).map_err(|error| Error::Internal(error.to_string()))
}
