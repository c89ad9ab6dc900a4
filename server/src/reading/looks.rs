//! The looks of the program's own networks at one picture: one as a rule, and others while a field that every card has is missing.

use sscard_shared::{
    Date,
    reading::{CardReading, combined, read},
};
use sscard_vision::{CardText, Picture, ReadingPass, TextError, TextReader};

/// What the looks at one picture saw, the first one first.
#[derive(Clone, Debug)]
pub struct Looks {
    first: CardText,
    others: Vec<CardText>,
}

impl Looks {
    /// Looks at a picture, and again in other ways as long as a field of the card is missing by the rules of a day.
    ///
    /// # Errors
    /// [`TextError`].
    pub fn at(reader: &TextReader, picture: &Picture, today: Date) -> Result<Self, TextError> {
        let mut looks = Self { first: reader.read_card(picture)?, others: Vec::new() };
        for look in ReadingPass::ALL {
            let reading = looks.reading(today);
            // The whole picture is worth its time where the edges that were taken for the card's told nothing. What it adds to a card
            // that was found is as often wrong as right.
            let is_worth_it = look == ReadingPass::Wider || reading.side.is_none();
            if reading.is_complete() || looks.first.has_no_text() || !is_worth_it {
                break;
            }
            looks.others.extend(reader.read_card_again(picture, &looks.first, look)?);
        }
        Ok(looks)
    }

    /// By how many quarter turns clockwise the picture comes to stand upright, 0–3.
    #[must_use]
    pub const fn quarters(&self) -> u8 {
        self.first.quarter_turns()
    }

    /// What the card says, by the rules, with areas in shares of the picture as it stands upright.
    #[must_use]
    pub fn reading(&self, today: Date) -> CardReading {
        let upright = |text: &&CardText| text.quarter_turns() == self.quarters();
        let texts = std::iter::once(&self.first).chain(self.others.iter().filter(upright));
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
