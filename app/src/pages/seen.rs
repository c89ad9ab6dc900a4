//! Joins the reading of the pictures and what is said of it: beneath a picture, and beneath an answer.

use leptos::prelude::*;
use sscard_shared::{api::PictureKind, field::Field};

use super::Road;
use crate::{
    components::reading::{self, Cut, Line, Seen, Strip, Tone},
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
        let label = words::strip_of(words::label(field));
        // The address of the card is offered and no more: the form asks for another.
        if field == Field::Address && !matches!(sight.standing, Standing::Differs(_)) {
            return Seen::default();
        }
        let strip = strip(road, field, &sight, label);
        let doubt = sight.doubt.clone().map(|words| Line::new(Tone::Advice, words));
        let (line, offer) = match sight.standing {
            Standing::Differs(printed) if field == Field::Address => (
                Line::quoting(words().registered_address, printed),
                Some(words().take_registered_address),
            ),
            Standing::Differs(printed) => {
                (Line::quoting(words().read_otherwise, printed), Some(words().take_read))
            }
            Standing::TakenOver => (Line::new(Tone::Plain, words().from_picture), None),
            Standing::Unread => (Line::new(Tone::Advice, words().not_read), None),
            Standing::Settled => {
                return Seen { strip, lines: doubt.into_iter().collect(), offer: None };
            }
        };
        Seen { strip, lines: std::iter::once(line).chain(doubt).collect(), offer }
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
    let seen = Memo::new(move |_| {
        let mut lines: Vec<Line> =
            slot.placed.get().map(|placed| said_of(kind, placed)).into_iter().collect();
        slot.reading.with(|reading| {
            lines.extend(how_it_went(road, kind, reading));
            let again = matches!(reading, Reading::Failed { again: true, .. });
            Seen { strip: None, lines, offer: again.then_some(words().read_again) }
        })
    });
    let on_again = Callback::new(move |()| wizard.read_picture(kind));
    reading::told(["read-", kind.name()].concat(), seen.into(), true, on_again)
}

/// What was done to put a picture right.
fn said_of(kind: PictureKind, placed: Placed) -> Line {
    match placed {
        Placed::Turned => Line::new(Tone::Plain, words().turned),
        Placed::Exchanged => Line::new(Tone::Plain, words().exchanged),
        Placed::MovedTo(other) => Line::new(Tone::Plain, words::moved_to(side(other))),
        Placed::NotThisSide(other) => {
            Line::new(Tone::Advice, words::not_this_side(side(other), side(kind)))
        }
    }
}

/// How the reading of a picture goes or went. What blocks about it is said as the picture's fault.
fn how_it_went(road: Road, kind: PictureKind, reading: &Reading) -> Vec<Line> {
    let tries_left = match reading {
        Reading::Idle => return Vec::new(),
        Reading::UnderWay => return vec![Line::new(Tone::Busy, words().read_under_way)],
        Reading::Failed { .. } => {
            return reading
                .failure()
                .map(|words| Line::new(Tone::Advice, words))
                .into_iter()
                .collect();
        }
        Reading::Read { tries_left, .. } => *tries_left,
    };
    let advice = reading.advice();
    let result = match reading.is_complete(kind) {
        Some(true) if road.settings.elder.get() => {
            Some(Line::new(Tone::Good, words().plain.read_all))
        }
        Some(true) => Some(Line::new(Tone::Good, words().read_all)),
        Some(false) => Some(Line::new(Tone::Advice, words().read_partly)),
        // A document of another kind, say, about which nothing is wrong and on which nothing was read.
        None if reading.refused().is_none() && advice.is_empty() => {
            Some(Line::new(Tone::Advice, words().not_read))
        }
        None => None,
    };
    let advice = advice.into_iter().map(|words| Line::new(Tone::Advice, words));
    let tries =
        (tries_left <= FEW_TRIES).then(|| Line::new(Tone::Plain, words::tries_left(tries_left)));
    result.into_iter().chain(advice).chain(tries).collect()
}

/// What a side of the card is called.
fn side(kind: PictureKind) -> &'static str {
    match kind {
        PictureKind::PortraitSide => words().portrait_side,
        PictureKind::EmblemSide | PictureKind::Photo => words().emblem_side,
    }
}
