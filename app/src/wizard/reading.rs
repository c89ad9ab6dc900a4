//! What stands on the pictures of the ID card: read by the server as soon as it has them, put into the fields that the person has
//! left empty, and never in the way of who would rather type.

mod fields;

use std::sync::Arc;

use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use sscard_shared::{
    api::{PictureKind, PictureReading, PictureView},
    fault::{Fault, FaultCode, Faults, Severity},
    field::Field,
    normalise,
    reading::{Area, CardReading, FieldReading, Side},
};

use super::Wizard;
use crate::{
    api::{self, ApiProblem},
    words,
};

/// Where the reading of a picture stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// There is nothing to read, or nobody has asked for it yet.
    Idle,
    /// The server is at it.
    UnderWay,
    /// The server has looked.
    Read {
        /// What it saw.
        card: Arc<CardReading>,
        /// How many more pictures of this side it will look at for now.
        tries_left: u32,
    },
    /// It was not read, and the person types.
    Failed {
        /// Why.
        problem: ApiProblem,
        /// Whether the person may ask for it again by now.
        again: bool,
    },
}

/// What was done to put a picture right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placed {
    /// It was turned upright.
    Turned,
    /// It was of the other side and has gone there.
    MovedTo(PictureKind),
    /// Both sides were in each other's place.
    Exchanged,
    /// It was of the other side, of which there is a picture already; this side is still wanted.
    NotThisSide(PictureKind),
}

/// What a picture tells of a field.
#[derive(Clone, Debug, PartialEq)]
pub struct Sight {
    /// The picture.
    pub kind: PictureKind,
    /// Where on it the field stands.
    pub area: Option<Area>,
    /// How that goes together with what is in the field.
    pub standing: Standing,
    /// What the pictures say against it.
    pub doubt: Option<String>,
}

/// How a reading and what is in its field go together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The person has typed the same, or something where nothing was read.
    Settled,
    /// What was read is in the field.
    TakenOver,
    /// Nothing was read, and nothing is in the field.
    Unread,
    /// Something else is in the field than was read: the latter, as it is printed.
    Differs(String),
}

/// Whether a fault is one of the picture itself and not of something that stands on it.
fn is_of_picture(fault: &Fault) -> bool {
    PictureKind::ALL.into_iter().any(|kind| kind.field() == fault.field)
}

/// The first fault of the picture itself that blocks.
fn hard_fault(faults: &Faults) -> Option<&Fault> {
    faults.iter().find(|fault| fault.severity == Severity::Hard && is_of_picture(fault))
}

/// Whether two texts say the same: spaces and the width of letters come from keyboards, not from the card.
fn is_same(one: &str, other: &str) -> bool {
    let folded = |text: &str| normalise::fold_case(&normalise::compact(text));
    folded(one) == folded(other)
}

/// How what was read of a field stands to what is in it.
fn standing(read: &FieldReading, text: &str, taken_over: bool) -> Standing {
    match &read.value {
        _ if taken_over => Standing::TakenOver,
        None if text.is_empty() => Standing::Unread,
        Some(value) if !is_same(value, text) => {
            Standing::Differs(read.text.as_ref().unwrap_or(value).clone())
        }
        Some(_) | None => Standing::Settled,
    }
}

impl Reading {
    /// What stands on the card, where it is the side that a picture of this kind shows, of a card that counts.
    fn card_of(&self, kind: PictureKind) -> Option<&Arc<CardReading>> {
        match self {
            Self::Read { card, .. } if hard_fault(&card.faults).is_none() => {
                Some(card).filter(|card| card.side == Side::of(kind))
            }
            _ => None,
        }
    }

    /// What the card says elsewhere against a field.
    fn doubt(&self, field: Field) -> Option<String> {
        let Self::Read { card, .. } = self else { return None };
        let mut against = card.faults.of(field).filter(|fault| fault.code == FaultCode::Mismatch);
        against.next().map(words::fault)
    }

    /// Whether everything that this side of the card says was read; `None` where that side was not seen at all.
    #[must_use]
    pub fn is_complete(&self, kind: PictureKind) -> Option<bool> {
        let card = self.card_of(kind)?;
        Some(card.fields.values().all(|field| field.value.is_some()))
    }

    /// What is advised about the picture itself.
    #[must_use]
    pub fn advice(&self) -> Vec<String> {
        let Self::Read { card, .. } = self else { return Vec::new() };
        let soft = card.faults.iter().filter(|fault| fault.severity == Severity::Soft);
        soft.filter(|fault| is_of_picture(fault)).map(words::fault).collect()
    }

    /// Why it was not read, and what to do.
    #[must_use]
    pub fn failure(&self) -> Option<String> {
        let Self::Failed { problem, .. } = self else { return None };
        Some(match problem {
            ApiProblem::Slow => words().read_too_slow.to_owned(),
            ApiProblem::Offline => words().read_offline.to_owned(),
            ApiProblem::Server { retry_after: None, .. } | ApiProblem::Faults(_) => {
                words().read_failed.to_owned()
            }
            ApiProblem::Server { code, message, retry_after, .. } => {
                words::server_said(*code, message, *retry_after)
            }
            ApiProblem::SignedOut | ApiProblem::Busy { .. } | ApiProblem::Refused { .. } => {
                problem.words()
            }
        })
    }

    /// What blocks about the picture.
    #[must_use]
    pub fn refused(&self) -> Option<&Fault> {
        match self {
            Self::Read { card, .. } => hard_fault(&card.faults),
            _ => None,
        }
    }
}

impl Wizard {
    /// Has the server read a picture of the card that it has. What is asked for a picture is dropped once there is another.
    pub fn read_picture(&self, kind: PictureKind) {
        let slot = self.slots.of(kind);
        let id = self.text_now(kind.field());
        if Side::of(kind).is_none()
            || id.is_empty()
            || slot.reading.get_untracked() == Reading::UnderWay
        {
            return;
        }
        slot.reading.set(Reading::UnderWay);
        let this = *self;
        spawn_local(async move {
            let answer = api::read_picture(&id).await;
            if this.text_now(kind.field()) != id {
                return;
            }
            match answer {
                Ok(answer) => this.take_reading(kind, id, answer).await,
                Err(problem) => this.not_read(kind, &id, problem).await,
            }
        });
    }

    /// The network or the session is back: what could not be read is read.
    pub(super) fn read_if_failed(&self, kind: PictureKind) {
        let failed = |reading: &Reading| matches!(reading, Reading::Failed { again: true, .. });
        if self.slots.of(kind).reading.with_untracked(failed) {
            self.read_picture(kind);
        }
    }

    async fn take_reading(&self, kind: PictureKind, id: String, answer: PictureReading) {
        let PictureReading { reading, put_right, tries_left } = answer;
        let Some(right) = put_right.filter(|right| right.id != id) else {
            return self.settle(kind, reading, tries_left);
        };
        match api::picture(&right.id).await {
            Ok(bytes) if self.text_now(kind.field()) == id => {
                if let Some(kind) = self.put_right(kind, bytes.into(), &right) {
                    self.settle(kind, reading, tries_left);
                }
            }
            Ok(_) => {}
            Err(problem) => self.not_read(kind, &id, problem).await,
        }
    }

    /// Shows the picture as it should have been, where it should have been, and gives its place; none where it has none.
    fn put_right(
        &self,
        kind: PictureKind,
        bytes: Arc<[u8]>,
        right: &PictureView,
    ) -> Option<PictureKind> {
        let (here, there) = (self.slots.of(kind), self.slots.of(right.kind));
        if right.kind == kind {
            self.take_given_picture(kind, bytes, right);
            // Of two that were exchanged it is said that they were, which tells more.
            here.placed.update(|placed| *placed = placed.or(Some(Placed::Turned)));
            return Some(kind);
        }
        let is_read_there = |reading: &Reading| reading.card_of(right.kind).is_some();
        if there.reading.with_untracked(is_read_there) {
            self.remove_picture(kind);
            here.placed.set(Some(Placed::NotThisSide(right.kind)));
            return None;
        }
        let displaced = there.shown.get_untracked();
        self.take_given_picture(right.kind, bytes, right);
        there.placed.set(None);
        match displaced {
            // Sent once more, for the server keeps it as a picture of the other side.
            Some(displaced) => {
                self.take_picture(kind, displaced, Faults::default());
                here.placed.set(Some(Placed::Exchanged));
                there.placed.set(Some(Placed::Exchanged));
            }
            None => {
                match here.before.get_untracked() {
                    Some(before) => self.take_picture(kind, before, Faults::default()),
                    None => self.remove_picture(kind),
                }
                here.placed.set(Some(Placed::MovedTo(right.kind)));
            }
        }
        Some(right.kind)
    }

    async fn not_read(&self, kind: PictureKind, id: &str, problem: ApiProblem) {
        self.session.notice(&problem);
        let wait = match problem {
            ApiProblem::Server { retry_after: Some(wait), .. } => Some(wait),
            ApiProblem::Slow
            | ApiProblem::Offline
            | ApiProblem::Server { .. }
            | ApiProblem::Faults(_)
            | ApiProblem::SignedOut => Some(0),
            ApiProblem::Busy { retry_after, .. } => Some(retry_after),
            ApiProblem::Refused { .. } => None,
        };
        let failed = |again| Reading::Failed { problem: problem.clone(), again };
        let reading = self.slots.of(kind).reading;
        reading.set(failed(wait == Some(0)));
        if let Some(seconds) = wait.filter(|seconds| *seconds > 0) {
            TimeoutFuture::new(seconds.saturating_mul(1_000)).await;
            if self.text_now(kind.field()) == id && reading.get_untracked() == failed(false) {
                reading.set(failed(true));
            }
        }
    }

    /// What a look at a picture found that blocks, where this is a picture's field.
    pub(super) fn misread(&self, field: Field) -> Option<String> {
        let kind = PictureKind::ALL.into_iter().find(|kind| kind.field() == field)?;
        self.slots.of(kind).reading.with(|reading| reading.refused().map(words::fault))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(value: Option<&str>, text: Option<&str>) -> FieldReading {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        FieldReading { value: owned(value), text: owned(text), confidence: 0.9, area: None }
    }

    #[test]
    fn a_reading_stands_to_its_field_as_the_person_left_it() {
        let differs = |text: &str| Standing::Differs(text.to_owned());
        for (value, printed, text, taken_over, expected) in [
            (Some("张三"), Some("张三"), "张三", true, Standing::TakenOver),
            (Some("张三"), Some("张三"), "张三", false, Standing::Settled),
            (Some("张三"), Some("张三"), "张 三", false, Standing::Settled),
            (Some("11010519491231002X"), None, "11010519491231002x", false, Standing::Settled),
            (Some("张三"), Some("张三"), "张四", false, differs("张三")),
            (
                Some("1990-01-05"),
                Some("1990年1月5日"),
                "1990-01-06",
                false,
                differs("1990年1月5日"),
            ),
            (None, None, "", false, Standing::Unread),
            (None, None, "张三", false, Standing::Settled),
        ] {
            let read = read(value, printed);
            assert_eq!(standing(&read, text, taken_over), expected, "{value:?} {text}");
        }
    }
}
