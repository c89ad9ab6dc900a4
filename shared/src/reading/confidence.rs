//! How sure a reading is, and how sure it must be to be offered.
//!
//! A wrong value that looks right costs more than an empty field, for people skim what is filled in. So each field has a bar:
//! below it the person fills in. The bars are ours (`docs/rules.md`).

use super::{Area, FieldReading, glyph::Glyph};
use crate::field::Field;

/// Nothing else confirms a name. A rare character is read as a common one that looks like it, with lowered confidence: one beyond the
/// engine's alphabet was read as another at 0.69. Of 284 names of specimens five right ones lay below this, and one wrong one above.
const NAME_BAR: f64 = 0.75;
/// An address has many letters and is read over by the person, who knows it; one weak letter still leaves it out. Of as many
/// specimens, rare characters in names of villages were misread up to 0.67.
const ADDRESS_BAR: f64 = 0.70;
/// An ID number decides who somebody is: its letters and its check digit, or its birth date, must speak for it.
const NUMBER_BAR: f64 = 0.90;
/// Of two days that confirm each other, or that the number confirms, not much is asked.
const DATE_BAR: f64 = 0.80;
/// One of two, and of fifty-six: what it is not is known as well.
const CHOICE_BAR: f64 = 0.60;
/// Its last words are known, and the person may look it up on the card.
const AUTHORITY_BAR: f64 = 0.70;

/// Below this a letter is more likely another than the one that was read.
const GUESSED: f64 = 0.5;

/// From here on a reading is sure enough to speak against another.
pub(super) const CLEAR: f64 = 0.9;

/// The least confidence at which a field's value is offered; above what can be reached for fields that no card prints.
pub(super) const fn bar(field: Field) -> f64 {
    match field {
        Field::Name => NAME_BAR,
        Field::Address => ADDRESS_BAR,
        Field::IdNumber => NUMBER_BAR,
        Field::BirthDate | Field::ValidFrom | Field::ValidUntil => DATE_BAR,
        Field::Sex | Field::Ethnicity => CHOICE_BAR,
        Field::Authority => AUTHORITY_BAR,
        _ => 1.0,
    }
}

/// What was made out of some glyphs.
#[derive(Clone, Debug)]
pub(super) struct Found<T> {
    /// What they say, by the field's own rule.
    pub(super) value: T,
    /// How sure that is, 0–1.
    pub(super) confidence: f64,
}

impl<T> Found<T> {
    /// Whether it is sure enough to be offered.
    pub(super) fn is_sure(&self, field: Field) -> bool {
        self.confidence >= bar(field)
    }

    /// The same of another value that this one tells.
    pub(super) fn map<U>(self, value: impl FnOnce(T) -> U) -> Found<U> {
        Found { value: value(self.value), confidence: self.confidence }
    }

    /// The same, after something else said so too that would be right by chance this seldom. Letters that are worse than a guess are
    /// not confirmed: what agrees with them does so by chance.
    pub(super) fn confirmed(self, chance: f64) -> Self {
        if self.confidence < GUESSED {
            return self;
        }
        Self { confidence: 1.0 - (1.0 - self.confidence) * chance, ..self }
    }
}

/// How sure some glyphs are together: as the weakest of them, or less where many are middling.
pub(super) fn of_letters<'g>(glyphs: impl IntoIterator<Item = &'g Glyph>) -> f64 {
    let (mut least, mut product, mut any) = (1.0_f64, 1.0_f64, false);
    for glyph in glyphs {
        least = least.min(glyph.confidence);
        product *= glyph.confidence;
        any = true;
    }
    // The root, because letters of one line are good or bad together: their doubts do not add up to what the product says.
    if any { least.min(product.sqrt()) } else { 0.0 }
}

/// The strip of the sheet that some glyphs take; `None` for no glyph.
pub(super) fn area_of<'g>(glyphs: impl IntoIterator<Item = &'g Glyph>) -> Option<Area> {
    glyphs.into_iter().map(|glyph| glyph.area).reduce(Area::with)
}

/// A field's reading: with its value where that is sure enough.
pub(super) fn reading(
    field: Field,
    found: Option<Found<(String, String)>>,
    glyphs: &[Glyph],
) -> FieldReading {
    let area = area_of(glyphs);
    match found {
        Some(found) if found.is_sure(field) => {
            let confidence = found.confidence;
            let (value, text) = found.value;
            FieldReading { value: Some(value), text: Some(text), confidence, area }
        }
        Some(found) => FieldReading { value: None, text: None, confidence: found.confidence, area },
        // Letters that make no value at all are as good as none, however clear each of them is.
        None => FieldReading { value: None, text: None, confidence: 0.0, area },
    }
}
