//! The words that are printed on every card: labels of fields, and the titles of the emblem side.

use std::ops::Range;

use super::{
    Side,
    glyph::{Glyph, Line},
};

/// A printed word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Name,
    Sex,
    Ethnicity,
    Birth,
    Address,
    Number,
    Republic,
    Title,
    Authority,
    Validity,
}

impl Label {
    pub(super) const ALL: [Self; 10] = [
        Self::Name,
        Self::Sex,
        Self::Ethnicity,
        Self::Birth,
        Self::Address,
        Self::Number,
        Self::Republic,
        Self::Title,
        Self::Authority,
        Self::Validity,
    ];

    /// The side that it is printed on.
    pub(super) const fn side(self) -> Side {
        match self {
            Self::Name
            | Self::Sex
            | Self::Ethnicity
            | Self::Birth
            | Self::Address
            | Self::Number => Side::Portrait,
            Self::Republic | Self::Title | Self::Authority | Self::Validity => Side::Emblem,
        }
    }

    /// The word, each character with what it is misread as; the right one stands first.
    const fn word(self) -> &'static [&'static str] {
        match self {
            Self::Name => &["姓牲妊娃性", "名各召多石客"],
            Self::Sex => &["性姓牲惟", "别刖列则剐"],
            Self::Ethnicity => &["民氏良尼艮", "族旅旋簇施"],
            Self::Birth => &["出岀击屮", "生牛主尘至"],
            Self::Address => &["住佳往任伫仕注", "址扯止趾祉地圵"],
            Self::Number => &["公", "民", "身", "份", "号", "码"],
            Self::Republic => &["中", "华", "人", "民", "共", "和", "国"],
            Self::Title => &["居", "民", "身", "份", "证"],
            Self::Authority => &["签", "发", "机", "关"],
            Self::Validity => &["有", "效", "期", "限"],
        }
    }

    /// How many of a word's characters must be right for it to be known. A word of two is known by one right character and one
    /// that is a usual misreading, but only where it fits its place.
    const fn needed(self) -> usize {
        match self {
            Self::Name | Self::Sex | Self::Ethnicity | Self::Birth | Self::Address => 2,
            Self::Number | Self::Authority | Self::Validity => 3,
            Self::Title => 4,
            Self::Republic => 5,
        }
    }

    /// Where the middle of its character stands on a card, in shares of the card by general knowledge: no standard
    /// publishes it, so a place counts only together with others.
    pub(super) fn place(self, character: f64) -> (f64, f64) {
        const SMALL: f64 = 0.031;
        let (first, pitch, y) = match self {
            Self::Name => (0.074, SMALL, 0.156),
            Self::Sex => (0.074, SMALL, 0.278),
            Self::Ethnicity => (0.313, SMALL, 0.278),
            Self::Birth => (0.074, SMALL, 0.397),
            Self::Address => (0.074, SMALL, 0.517),
            Self::Number => (0.074, SMALL, 0.834),
            Self::Republic => (0.356, 0.077, 0.175),
            Self::Title => (0.367, 0.112, 0.368),
            Self::Authority => (0.274, SMALL, 0.756),
            Self::Validity => (0.274, SMALL, 0.885),
        };
        (first + pitch * character, y)
    }
}

/// A printed word found in a line.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub(super) label: Label,
    /// The line's index.
    pub(super) line: usize,
    /// The glyphs of the line that are the label's.
    pub(super) glyphs: Range<usize>,
    /// Which of the label's characters the first glyph is.
    pub(super) from: usize,
    /// Whether its characters alone make it sure; otherwise its place must, too.
    pub(super) is_plain: bool,
}

impl Mark {
    /// Where its middle should stand on a card.
    pub(super) fn place(&self) -> (f64, f64) {
        self.label.place(self.from as f64 + (self.glyphs.len() as f64 - 1.0) / 2.0)
    }
}

/// Every place where a printed word may stand, in no order; one word may be found at several.
pub(super) fn find(lines: &[Line]) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        for label in Label::ALL {
            let mark = match label.word().len() {
                2 => short_mark(label, &line.glyphs),
                _ => long_mark(label, &line.glyphs),
            };
            if let Some((glyphs, from, is_plain)) = mark {
                marks.push(Mark { label, line: index, glyphs, from, is_plain });
            }
        }
    }
    marks
}

/// A label of two characters begins its line, but 民族 stands also behind 性别 and its value.
fn short_mark(label: Label, glyphs: &[Glyph]) -> Option<(Range<usize>, usize, bool)> {
    let furthest = match label {
        Label::Ethnicity => 4,
        _ => 1,
    };
    let known = |at: usize| {
        let pair = glyphs.get(at..at + 2)?;
        let right = pair.iter().zip(label.word()).filter(|(glyph, forms)| {
            forms.chars().next().is_some_and(|right| glyph.character == right)
        });
        let likely = pair.iter().zip(label.word()).all(|(glyph, forms)| is_like(glyph, forms));
        match (right.count(), likely) {
            (2, _) => Some(true),
            (1, true) => Some(false),
            _ => None,
        }
    };
    let found = (0..=furthest).filter_map(|at| Some((at, known(at)?)));
    let (at, is_plain) = found.min_by_key(|(at, is_plain)| (!is_plain, *at))?;
    Some((at..at + 2, 0, is_plain))
}

/// Whether a glyph is a character of a label, a usual misreading of it, or was thought of as it.
fn is_like(glyph: &Glyph, forms: &str) -> bool {
    forms.contains(glyph.character)
        || forms.chars().next().is_some_and(|right| glyph.likelihood(right) >= MIN_OTHER)
}

/// The least likelihood at which another choice of the engine counts.
const MIN_OTHER: f64 = 0.02;

/// A long label is known by most of its characters, wherever the line begins or ends in it.
fn long_mark(label: Label, glyphs: &[Glyph]) -> Option<(Range<usize>, usize, bool)> {
    let word = label.word();
    let (length, count) = (word.len() as isize, glyphs.len() as isize);
    let aligned = (1 - length..count).map(|shift| {
        let hits = (0..length).filter(|character| {
            let glyph = usize::try_from(character + shift).ok().and_then(|at| glyphs.get(at));
            glyph.is_some_and(|glyph| is_like(glyph, word[*character as usize]))
        });
        (shift, hits.collect::<Vec<isize>>())
    });
    let (shift, hits) = aligned.max_by_key(|(_, hits)| hits.len())?;
    if hits.len() < label.needed() {
        return None;
    }
    let (first, last) = (*hits.first()?, *hits.last()?);
    let glyphs = usize::try_from(first + shift).ok()?..usize::try_from(last + shift).ok()? + 1;
    Some((glyphs, usize::try_from(first).ok()?, true))
}
