//! 读卡: what an identity card says.
//!
//! An engine finds lines of text on a picture and tells them as a [`Sheet`]; what they mean is decided here, by rules alone: labels,
//! places, check digits, and what one field says of another. What is not sure is left to the person: a [`FieldReading`] without a value.

mod confidence;
mod dates;
mod emblem;
mod ethnicity;
mod frame;
mod glyph;
mod labels;
mod looks;
mod number;
mod outcome;
mod person;
mod picture;
mod portrait;
mod prose;
mod rows;
mod side;
mod simplified;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Date, api::PictureKind, fault::Faults, field::Field};

pub use looks::combined;
pub use person::{against_person, between_sides, without_other_person};
pub use picture::for_picture;

/// A rectangle on a picture, in shares of its width and height: 0 is left or top, 1 right or bottom. Parts may lie beyond.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Area {
    /// Left edge.
    pub left: f64,
    /// Top edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Bottom edge.
    pub bottom: f64,
}

impl Area {
    /// The rectangle about some places; about none, one that no place lies in.
    #[must_use]
    pub fn about(places: impl IntoIterator<Item = (f64, f64)>) -> Self {
        let none = Self { left: f64::MAX, top: f64::MAX, right: f64::MIN, bottom: f64::MIN };
        places.into_iter().fold(none, |area, (x, y)| Self {
            left: area.left.min(x),
            top: area.top.min(y),
            right: area.right.max(x),
            bottom: area.bottom.max(y),
        })
    }

    /// The rectangle about this one and another.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

/// Where a place of a picture, in shares of its sides, comes to lie when the picture is turned clockwise by quarters.
#[must_use]
pub fn turned((x, y): (f64, f64), quarters: u8) -> (f64, f64) {
    match quarters % 4 {
        0 => (x, y),
        1 => (1.0 - y, x),
        2 => (1.0 - x, 1.0 - y),
        _ => (y, 1.0 - x),
    }
}

/// One character that an engine read.
#[derive(Clone, Debug, PartialEq)]
pub struct Letter {
    /// What it most likely is.
    pub character: char,
    /// How likely that is, 0–1.
    pub confidence: f64,
    /// What else it may be, the likeliest first, each with how likely it is. Empty where an engine does not tell.
    pub others: Vec<(char, f64)>,
    /// Where its middle lies along the line, as a share of the line's width from the left.
    pub at: f64,
}

/// A line of text, read from left to right.
#[derive(Clone, Debug, PartialEq)]
pub struct TextLine {
    /// Its characters in order, without spaces.
    pub letters: Vec<Letter>,
    /// Where it lies on the sheet.
    pub area: Area,
}

/// What an engine saw: an upright card, or an upright picture in which no card's edges were found.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// The lines, in no order.
    pub lines: Vec<TextLine>,
    /// The sheet's width divided by its height, in pixels.
    pub aspect: f64,
    /// How much lines of text fall to the right, as a tangent in pixels (below zero where they rise); `None` where the engine does not tell.
    pub slope: Option<f64>,
    /// Whether the sheet is a card cut out at its edges, so that areas are shares of the card.
    pub is_card: bool,
    /// Whether another card's edges were found on the picture.
    pub another_card: bool,
    /// The share of the sheet that is coloured, beyond a cast that lies on all of it, 0–1; `None` where it was not measured.
    pub coloured: Option<f64>,
}

/// A side of an identity card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// 背面, 个人信息面.
    Portrait,
    /// 正面, 国徽面.
    Emblem,
}

impl Side {
    /// The side that a picture of this kind shows; the card photo shows none.
    #[must_use]
    pub const fn of(kind: PictureKind) -> Option<Self> {
        match kind {
            PictureKind::PortraitSide => Some(Self::Portrait),
            PictureKind::EmblemSide => Some(Self::Emblem),
            PictureKind::Photo => None,
        }
    }

    /// The kind of a picture of this side.
    #[must_use]
    pub const fn kind(self) -> PictureKind {
        match self {
            Self::Portrait => PictureKind::PortraitSide,
            Self::Emblem => PictureKind::EmblemSide,
        }
    }

    /// The field of a picture of this side.
    #[must_use]
    pub const fn field(self) -> Field {
        self.kind().field()
    }

    /// The other side.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Portrait => Self::Emblem,
            Self::Emblem => Self::Portrait,
        }
    }
}

/// What was read of one field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldReading {
    /// The value in the form that a draft keeps (codes, ISO dates, `长期`), which the field's own rule takes; `None` where it was not
    /// read, or not surely enough to be offered.
    pub value: Option<String>,
    /// The value as it is printed on the card; `None` where `value` is.
    pub text: Option<String>,
    /// How sure it is, 0–1: of the value, or of what would have been the value.
    pub confidence: f64,
    /// Where it stands on the sheet, or, in an answer of the server, on the picture; `None` where it was not found.
    pub area: Option<Area>,
}

/// What was read of a card.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CardReading {
    /// The side, where one could be told.
    pub side: Option<Side>,
    /// A reading for every field of that side: name, sex, ethnicity, birth date, address and ID number of the portrait side;
    /// authority and both ends of validity of the emblem side. None at all without a side.
    pub fields: BTreeMap<Field, FieldReading>,
    /// What is wrong with the picture or with what the card says, and which fields are left to the person.
    pub faults: Faults,
}

/// Reads a card: which side it is, what its fields say, and what is wrong with the picture or the card on a day.
///
/// It never fails and never guesses: what is not sure is left out, and said to be. Faults of the picture stand at the field of the
/// side that was read, or at [`Field::PortraitSide`] where none was; [`for_picture`] puts them where they belong.
#[must_use]
pub fn read(sheet: &Sheet, today: Date) -> CardReading {
    let lines = glyph::lines(sheet);
    let seen = side::see(sheet, &lines, today);
    let mut faults = picture::faults(sheet, &seen);
    let read = match (seen.side, seen.layout.frame) {
        (Some(Side::Portrait), Some(frame)) => {
            portrait::read(&lines, seen.layout, frame, seen.number.as_ref(), today)
        }
        (Some(Side::Emblem), Some(frame)) => emblem::read(&lines, &seen.layout, frame, today),
        (None, _) | (_, None) => outcome::Outcome::default(),
    };
    faults.extend(read.faults);
    faults.sort();
    CardReading { side: seen.side, fields: read.fields, faults }
}
