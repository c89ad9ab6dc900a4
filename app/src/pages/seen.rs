//! Joins the reading of the pictures and what is said of it: beneath a picture, and beneath an answer.

use leptos::prelude::*;
use sscard_shared::{api::PictureKind, field::Field};

use super::Road;
use crate::{
    components::reading::{Cut, Line, Seen, Strip, Tone, beneath as lines_beneath},
    wizard::reading::{Placed, Reading, Sight, Standing},
    words,
};

/// From so many tries on it is said how many are left.
const FEW_TRIES: u32 = 2;
/// How high a strip with one line is shown, in units of the page's letters: its letters are then a little larger than those typed.
const ONE_LINE: f64 = 2.25;
/// The same for an address, which takes up to four.
const SOME_LINES: f64 = 5.5;

/// What is said of a field.
#[must_use]
pub fn of(road: Road, field: Field) -> Signal<Seen> {
    let wizard = road.wizard;
    let seen = move || {
        let Some(sight) = wizard.sight(field) else { return Seen::default() };
        let label = words::strip_of(field.label());
        // The address of the card is offered and no more: the form asks for another.
        if field == Field::Address && !matches!(sight.standing, Standing::Differs(_)) {
            return Seen::default();
        }
        let strip = strip(road, field, &sight, label);
        match sight.standing {
            Standing::Differs(printed) if field == Field::Address => Seen {
                strip,
                line: Some(Line::new(Tone::Plain, words::registered_address(&printed))),
                offer: Some(words::TAKE_REGISTERED_ADDRESS),
            },
            Standing::Differs(printed) => Seen {
                strip,
                line: Some(Line::new(Tone::Plain, words::read_otherwise(&printed))),
                offer: Some(words::TAKE_READ),
            },
            Standing::TakenOver => {
                let line = Some(Line::new(Tone::Plain, words::FROM_PICTURE));
                Seen { strip, line, offer: None }
            }
            Standing::Unread => {
                let line = Some(Line::new(Tone::Advice, words::NOT_READ));
                Seen { strip, line, offer: None }
            }
            Standing::Settled => Seen { strip, line: None, offer: None },
        }
    };
    Memo::new(move |_| seen()).into()
}

fn strip(road: Road, field: Field, sight: &Sight, label: String) -> Option<Strip> {
    let picture = road.wizard.slots.of(sight.kind).view.get()?;
    let cut = Cut::around(sight.area?, picture.size())?;
    let height = if field == Field::Address { SOME_LINES } else { ONE_LINE };
    Some(Strip { picture, cut, height, label })
}

/// What is said beneath a picture: nothing beneath one that is not read.
#[must_use]
pub fn beneath(road: Road, kind: PictureKind) -> AnyView {
    if kind == PictureKind::Photo {
        return ().into_any();
    }
    let wizard = road.wizard;
    let slot = wizard.slots.of(kind);
    let lines = Memo::new(move |_| {
        let placed = slot.placed.get().map(|placed| said_of(kind, placed));
        placed.into_iter().chain(slot.reading.with(|reading| how_it_went(kind, reading))).collect()
    });
    let again = Signal::derive(move || {
        let again = |reading: &Reading| matches!(reading, Reading::Failed { again: true, .. });
        slot.reading.with(again).then_some(words::READ_AGAIN)
    });
    lines_beneath(lines.into(), again, Callback::new(move |()| wizard.read_picture(kind)))
}

/// What was done to put a picture right.
fn said_of(kind: PictureKind, placed: Placed) -> Line {
    match placed {
        Placed::Turned => Line::new(Tone::Plain, words::TURNED),
        Placed::Exchanged => Line::new(Tone::Plain, words::EXCHANGED),
        Placed::MovedTo(other) => Line::new(Tone::Plain, words::moved_to(side(other))),
        Placed::NotThisSide(other) => {
            Line::new(Tone::Advice, words::not_this_side(side(other), side(kind)))
        }
    }
}

/// How the reading of a picture goes or went. What blocks about it is said as the picture's fault.
fn how_it_went(kind: PictureKind, reading: &Reading) -> Vec<Line> {
    let tries_left = match reading {
        Reading::Idle => return Vec::new(),
        Reading::UnderWay => return vec![Line::new(Tone::Busy, words::READ_UNDER_WAY)],
        Reading::Failed { words, .. } => return vec![Line::new(Tone::Advice, words.clone())],
        Reading::Read { tries_left, .. } => *tries_left,
    };
    let result = match reading.is_complete(kind) {
        Some(true) => Some(Line::new(Tone::Good, words::READ_ALL)),
        Some(false) => Some(Line::new(Tone::Advice, words::READ_PARTLY)),
        None => None,
    };
    let advice = reading.advice().into_iter().map(|words| Line::new(Tone::Advice, words));
    let tries =
        (tries_left <= FEW_TRIES).then(|| Line::new(Tone::Plain, words::tries_left(tries_left)));
    result.into_iter().chain(advice).chain(tries).collect()
}

/// What a side of the card is called.
const fn side(kind: PictureKind) -> &'static str {
    match kind {
        PictureKind::PortraitSide => words::PORTRAIT_SIDE,
        PictureKind::EmblemSide | PictureKind::Photo => words::EMBLEM_SIDE,
    }
}
