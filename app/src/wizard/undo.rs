//! Undo instead of are-you-sure: what a deed took away is kept for as long as it can be taken back.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};
use sscard_shared::{api::PictureKind, fault::Faults, field::Field};

use super::{
    Wizard,
    pictures::Transfer,
    reading::{Placed, Reading},
};
use crate::draft;

/// What a deed changed, as it was before.
#[derive(Clone, Debug)]
pub struct Undo {
    texts: Vec<(Field, String)>,
    origins: Vec<(Field, PictureKind)>,
    pictures: Vec<Picture>,
}

/// A picture and all that was known of it.
#[derive(Clone, Debug)]
struct Picture {
    kind: PictureKind,
    shown: Option<Arc<[u8]>>,
    transfer: Transfer,
    advice: Faults,
    reading: Reading,
    placed: Option<Placed>,
}

impl Wizard {
    /// Does something to the form, and tells how to take it back.
    pub fn undoable(&self, deed: impl FnOnce()) -> Undo {
        let (draft, origins) = (self.draft_now(), self.origins.get_untracked());
        let pictures = PictureKind::ALL.map(|kind| self.picture_now(kind));
        deed();
        let now = self.draft_now();
        let changed = |field: &Field| draft.get(*field) != now.get(*field);
        let texts = Field::ALL.into_iter().filter(changed);
        let gone = |before: &Picture| {
            before.shown.is_some() && self.slots.of(before.kind).shown.get_untracked().is_none()
        };
        Undo {
            texts: texts.map(|field| (field, draft.get(field).to_owned())).collect(),
            origins,
            pictures: pictures.into_iter().filter(gone).collect(),
        }
    }

    /// Takes a deed back: exactly what it changed is as it was, and what was done since stays.
    pub fn undo(&self, Undo { texts, origins, pictures }: Undo) {
        let is_changed = |field: Field| texts.iter().any(|(changed, _)| *changed == field);
        self.draft.update(|draft| {
            for (field, text) in &texts {
                draft.set(*field, text);
            }
        });
        for (field, _) in &texts {
            self.note_change(*field);
        }
        self.origins.update(|now| {
            now.retain(|(field, _)| !is_changed(*field));
            now.extend(origins.iter().filter(|(field, _)| is_changed(*field)));
        });
        if is_changed(Field::Bank) {
            // They are those of the other bank; the page asks for the right ones.
            self.directory.update(|directory| directory.branches.clear());
        }
        for picture in pictures {
            self.put_back(picture);
        }
        self.save();
    }

    fn picture_now(&self, kind: PictureKind) -> Picture {
        let slot = self.slots.of(kind);
        Picture {
            kind,
            shown: slot.shown.get_untracked(),
            transfer: slot.transfer.get_untracked(),
            advice: slot.advice.get_untracked(),
            reading: slot.reading.get_untracked(),
            placed: slot.placed.get_untracked(),
        }
    }

    fn put_back(&self, picture: Picture) {
        let Picture { kind, shown, transfer, advice, reading, placed } = picture;
        let slot = self.slots.of(kind);
        let Some(bytes) = shown.filter(|_| slot.shown.with_untracked(Option::is_none)) else {
            // Another was chosen since.
            return;
        };
        slot.shown.set(Some(bytes.clone()));
        slot.advice.set(advice);
        slot.placed.set(placed);
        slot.transfer.set(transfer.clone());
        if let Some(owner) = self.session.owner_now() {
            spawn_local(async move { draft::pictures::save(&owner, kind, &bytes).await });
        }
        match (transfer, reading) {
            // Nobody waits any more for what was under way.
            (Transfer::Sending(_), _) => self.upload(kind),
            (_, Reading::UnderWay) => self.read_picture(kind),
            (_, reading) => slot.reading.set(reading),
        }
    }
}
