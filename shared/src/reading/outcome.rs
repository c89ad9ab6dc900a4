//! The fields of a side as they come together.

use std::collections::BTreeMap;

use super::{
    FieldReading,
    confidence::{Found, reading},
    glyph::Glyph,
};
use crate::{
    fault::{Fault, FaultCode, Faults},
    field::Field,
};

/// Readings and what is to be said of them.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) fields: BTreeMap<Field, FieldReading>,
    pub(super) faults: Faults,
}

impl Outcome {
    /// Takes a field's reading: the value in the draft's form and as it is printed, and the letters that it was read from. Where
    /// it is not sure enough to be offered, the person is told so.
    pub(super) fn put(
        &mut self,
        field: Field,
        found: Option<Found<(String, String)>>,
        glyphs: &[Glyph],
    ) {
        let reading = reading(field, found, glyphs);
        if reading.value.is_none() && self.faults.of(field).next().is_none() {
            self.faults.push(not_read(field));
        }
        self.fields.insert(field, reading);
    }

    /// Whether a value of the field is offered.
    pub(super) fn offers(&self, field: Field) -> bool {
        self.fields.get(&field).is_some_and(|reading| reading.value.is_some())
    }

    /// Says that a field disagrees with another one of the card.
    pub(super) fn mismatch(&mut self, field: Field, words: &'static str) {
        self.faults.push(Fault::soft(field, FaultCode::Mismatch, words));
    }
}

/// The advice at a field that was not read surely enough.
pub(super) fn not_read(field: Field) -> Fault {
    let words = format!("{}没有读清，请对照照片填写", field.label());
    Fault::soft(field, FaultCode::NotRead, words)
}
