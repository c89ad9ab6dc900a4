//! The letters of a sheet in the form that the rules look at: folded, placed, and without what cannot be a place.

use super::{Area, Letter, Sheet, simplified::simplified};
use crate::normalise;

/// A letter with its own place on the sheet.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    /// The character in half width and simplified form.
    pub(super) character: char,
    /// How likely it is, 0–1.
    pub(super) confidence: f64,
    /// What else it may be, folded likewise.
    pub(super) others: Vec<(char, f64)>,
    /// Its place, in shares of the sheet.
    pub(super) area: Area,
}

impl Glyph {
    /// How likely it is a character: by the first choice or any other of the engine's.
    pub(super) fn likelihood(&self, c: char) -> f64 {
        if self.character == c {
            return self.confidence;
        }
        self.others.iter().find(|(other, _)| *other == c).map_or(0.0, |(_, likelihood)| *likelihood)
    }

    /// Its middle from the left edge of the sheet.
    pub(super) fn x(&self) -> f64 {
        f64::midpoint(self.area.left, self.area.right)
    }
}

/// A line of letters.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// From left to right; never none.
    pub(super) glyphs: Vec<Glyph>,
    /// Its place, in shares of the sheet.
    pub(super) area: Area,
}

impl Line {
    /// Its characters.
    pub(super) fn text(&self) -> String {
        self.glyphs.iter().map(|glyph| glyph.character).collect()
    }

    /// Its middle, in shares of the sheet.
    pub(super) fn middle(&self) -> (f64, f64) {
        (
            f64::midpoint(self.area.left, self.area.right),
            f64::midpoint(self.area.top, self.area.bottom),
        )
    }
}

/// The lines of a sheet that say something and have a place.
pub(super) fn lines(sheet: &Sheet) -> Vec<Line> {
    let lines = sheet.lines.iter().filter(|line| is_a_place(line.area));
    let lines = lines.map(|line| {
        let width = line.area.right - line.area.left;
        let letters = line.letters.iter().filter(|letter| is_read(letter));
        // A letter is taken to be as wide as its share of the line: the strip that is shown of it need not be finer.
        let half = width / (2 * letters.clone().count().max(1)) as f64;
        let glyphs = letters.map(|letter| glyph(letter, line.area, half)).collect();
        Line { glyphs, area: line.area }
    });
    lines.filter(|line| !line.glyphs.is_empty()).collect()
}

fn glyph(letter: &Letter, line: Area, half: f64) -> Glyph {
    let x = line.left + letter.at.clamp(0.0, 1.0) * (line.right - line.left);
    // An engine that wavers between two forms of one character has read it.
    let character = folded(letter.character);
    let mut confidence = likelihood(letter.confidence);
    let mut others: Vec<(char, f64)> = Vec::new();
    for (other, likely) in &letter.others {
        let (other, likely) = (folded(*other), likelihood(*likely));
        match others.iter_mut().find(|(known, _)| *known == other) {
            _ if other == character => confidence += likely,
            Some((_, known)) => *known += likely,
            None => others.push((other, likely)),
        }
    }
    Glyph {
        character,
        confidence: confidence.min(1.0),
        others,
        area: Area { left: x - half, right: x + half, ..line },
    }
}

/// One half-width, simplified character for another.
fn folded(c: char) -> char {
    simplified(normalise::compact(c.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(c))
}

/// An engine's number as a likelihood: what is no number is none.
fn likelihood(confidence: f64) -> f64 {
    if confidence.is_nan() { 0.0 } else { confidence.clamp(0.0, 1.0) }
}

fn is_read(letter: &Letter) -> bool {
    !letter.character.is_whitespace() && letter.at.is_finite()
}

/// Whether a line lies anywhere: finite, and of some width and height.
fn is_a_place(area: Area) -> bool {
    let Area { left, top, right, bottom } = area;
    [left, top, right, bottom].iter().all(|edge| edge.abs() < 1e3) && left < right && top < bottom
}
