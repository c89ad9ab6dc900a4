//! Between the card and the form: what was read goes into fields that are left to us, and goes again with its picture.

use std::sync::Arc;

use leptos::prelude::*;
use sscard_shared::{
    address::Address,
    api::PictureKind,
    date,
    fault::FaultCode,
    field::Field,
    id_number::IdNumber,
    reading::{CardReading, Side},
};

use super::{Reading, Sight, Wizard, standing};

impl Wizard {
    /// A reading that belongs to the picture of this kind: what it gives goes into the form.
    pub(super) fn settle(&self, kind: PictureKind, mut card: CardReading, tries_left: u32) {
        if card.side == Side::of(kind) {
            // Told before the picture was put where it belongs.
            let rest = card.faults.into_iter().filter(|fault| fault.code != FaultCode::WrongSide);
            card.faults = rest.collect::<Vec<_>>().into();
        }
        let reading = Reading::Read { card: Arc::new(card), tries_left };
        let card = reading.card_of(kind).cloned();
        self.slots.of(kind).reading.set(reading);
        let Some(card) = card else { return };
        for (field, read) in &card.fields {
            // The card tells where the person is registered, the form asks where they live: that one the person decides.
            if let (Some(value), false) = (&read.value, *field == Field::Address) {
                self.put_read(kind, *field, value);
            }
        }
        if self.is_read(Field::IdNumber) {
            self.put_told_by_number(kind);
        }
    }

    /// Puts what was read into a field that the person has left to us.
    fn put_read(&self, kind: PictureKind, field: Field, value: &str) {
        if self.text_now(field).is_empty() || self.is_read(field) {
            self.set(field, value);
            if !self.is_read(field) {
                self.origins.update(|origins| origins.push((field, kind)));
            }
            self.leave(field);
        }
    }

    /// What the number tells besides counts as read with it.
    fn put_told_by_number(&self, kind: PictureKind) {
        let read = self.text_now(Field::IdNumber);
        if let Ok(number) = IdNumber::parse(&read, untrack(|| self.session.today())) {
            self.put_if_empty(kind, Field::BirthDate, &date::iso(number.birth_date()));
            if let Some(sex) = number.sex() {
                self.put_if_empty(kind, Field::Sex, sex.as_str());
            }
        }
        self.propose_from_number();
    }

    fn put_if_empty(&self, kind: PictureKind, field: Field, value: &str) {
        if self.text_now(field).is_empty() {
            self.put_read(kind, field, value);
        }
    }

    /// Whether a field holds what was read on a picture.
    pub(in crate::wizard) fn is_read(&self, field: Field) -> bool {
        untrack(|| self.is_taken_over(field))
    }

    fn is_taken_over(&self, field: Field) -> bool {
        self.origins.with(|origins| origins.iter().any(|(read, _)| *read == field))
    }

    /// The picture goes: what was read on it goes with it, but for what the person has touched.
    pub(in crate::wizard) fn take_back(&self, kind: PictureKind) {
        let fields: Vec<Field> = self.origins.with_untracked(|origins| {
            let of_kind = origins.iter().filter(|(_, on)| *on == kind);
            of_kind.map(|(field, _)| *field).collect()
        });
        for field in fields {
            self.set(field, "");
        }
    }

    /// What the pictures tell of a field.
    #[must_use]
    pub fn sight(&self, field: Field) -> Option<Sight> {
        let sides = [PictureKind::EmblemSide, PictureKind::PortraitSide];
        let of = |kind| self.slots.of(kind).reading;
        // The one read last knows the other.
        let doubt = sides.into_iter().find_map(|kind| of(kind).with(|card| card.doubt(field)));
        sides.into_iter().find_map(|kind| {
            of(kind).with(|reading| {
                let read = reading.card_of(kind)?.fields.get(&field)?;
                let standing = standing(read, &self.text(field), self.is_taken_over(field));
                Some(Sight { kind, area: read.area, standing, doubt: doubt.clone() })
            })
        })
    }

    /// The person takes what was read in place of what is in the field; from now on it is theirs.
    pub fn take_sight(&self, field: Field) {
        let value = untrack(|| {
            let kind = self.sight(field)?.kind;
            let reading = self.slots.of(kind).reading.get();
            reading.card_of(kind)?.fields.get(&field)?.value.clone()
        });
        let Some(value) = value else { return };
        self.set(field, &value);
        self.leave(field);
        match field {
            Field::IdNumber => self.propose_from_number(),
            Field::Address => {
                let district = Address::parse(&value).ok().and_then(|address| address.district());
                if let Some(district) = district {
                    self.propose(Field::District, district.as_str());
                }
            }
            _ => {}
        }
    }
}
