//! The passes of the program's own models over one picture: usually one, and more while a field that every card has is missing.

use sscard_shared::{
    Date,
    reading::{CardReading, combined, read},
};
use sscard_vision::{CardText, Picture, ReadingPass, TextError, TextReader};

/// The text of all passes over one picture, the first one first.
#[derive(Clone, Debug)]
pub struct ReadingPasses {
    first_pass: CardText,
    later_passes: Vec<CardText>,
}

impl ReadingPasses {
    /// Reads a picture, and again in other ways while a field of the card is missing by the rules of the day.
    ///
    /// # Errors
    /// [`TextError`].
    pub fn read_picture(
        reader: &TextReader,
        picture: &Picture,
        today: Date,
    ) -> Result<Self, TextError> {
        let mut passes = Self { first_pass: reader.read_card(picture)?, later_passes: Vec::new() };
        for pass in ReadingPass::ALL {
            let reading = passes.reading(today);
            // The whole picture is worth its time where the supposed edges of the card gave nothing. What it adds to a card that was found
            // is as often wrong as right.
            let is_worthwhile = pass == ReadingPass::Wider || reading.side.is_none();
            if reading.is_complete() || passes.first_pass.has_no_text() || !is_worthwhile {
                break;
            }
            passes.later_passes.extend(reader.read_card_again(
                picture,
                &passes.first_pass,
                pass,
            )?);
        }
        Ok(passes)
    }

    /// The number of clockwise quarter turns that set the picture upright, 0–3.
    #[must_use]
    pub const fn quarters(&self) -> u8 {
        self.first_pass.quarter_turns()
    }

    /// The reading of the text by the rules, with areas as shares of the upright picture.
    #[must_use]
    pub fn reading(&self, today: Date) -> CardReading {
        let is_upright = |text: &&CardText| text.quarter_turns() == self.quarters();
        let texts =
            std::iter::once(&self.first_pass).chain(self.later_passes.iter().filter(is_upright));
        combined(texts.map(|text| on_picture(text, today)).collect())
    }
}

fn on_picture(text: &CardText, today: Date) -> CardReading {
    let mut reading = read(text.sheet(), today);
    for field in reading.fields.values_mut() {
        field.area = field.area.map(|area| text.area_on_picture(area));
    }
    reading
}
