//! Which letters stand where a value belongs.

use std::collections::HashSet;

use super::{
    frame::{Frame, Layout},
    glyph::{Glyph, Line},
    labels::Mark,
};
use crate::normalise::is_han;

/// A part of a card, in shares of it. A line that begins in it belongs to it to its end: a value is not cut.
#[derive(Clone, Copy, Debug)]
pub(super) struct Band {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

/// A letter of a value, and where it stands on the card.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub(super) glyph: Glyph,
    /// The index of its line.
    line: usize,
    pub(super) x: f64,
    pub(super) y: f64,
}

/// Letters side by side on one height of the card.
pub(super) type Row = Vec<Placed>;

/// Every letter that is no label's and no watermark's.
#[derive(Debug)]
pub(super) struct Values(Vec<Placed>);

/// How far before a band a letter may be one of a value, in card widths: about a letter's width.
const NEAR: f64 = 0.04;

/// How near two readings of one letter lie to each other, in card widths.
const SAME_PLACE: f64 = 0.02;

/// How far the heights of letters differ that stand side by side, in card heights; lines of an address are 0.085 apart.
const SAME_ROW: f64 = 0.04;

/// A row of fewer steps from letter to letter has no usual one.
const FEWEST_STEPS: usize = 3;
/// How many usual steps make a hole, in which another letter has room.
const MANY_STEPS: f64 = 1.75;
/// The least hole in card widths: a letter of an address is 0.037 wide, so that one that is lost leaves a step of 0.074.
const LEAST_HOLE: f64 = 0.06;
/// The widest step of short rows, in card widths: names of two characters may be set apart.
const WIDEST_STEP: f64 = 0.105;

impl Values {
    /// Takes the letters of some lines apart from the printed words.
    pub(super) fn of(lines: &[Line], layout: &Layout, frame: Frame) -> Self {
        let marks: Vec<&Mark> = layout.marks.iter().chain(&layout.stray).collect();
        let marks_of_lines: HashSet<usize> = marks.iter().map(|mark| mark.line).collect();
        let marks = &marks;
        let lines = lines.iter().enumerate().filter(|(_, line)| !is_watermark(line));
        Self(
            lines
                .flat_map(|(index, line)| {
                    let glyphs = line.glyphs.iter().enumerate();
                    let of_value = glyphs.filter(move |(at, _)| {
                        let mut of_line = marks.iter().filter(|mark| mark.line == index);
                        !of_line.any(|mark| mark.glyphs.contains(at))
                    });
                    of_value.map(move |(_, glyph)| {
                        let (x, y) = frame.place(line, glyph);
                        Placed { glyph: glyph.clone(), line: index, x, y }
                    })
                })
                .collect(),
        )
        .without_echoes(&marks_of_lines)
    }

    /// Without what a label's line has of the value behind it, where the value is a line of its own that has it too.
    fn without_echoes(mut self, labels: &HashSet<usize>) -> Self {
        let all = self.0.clone();
        self.0.retain(|placed| {
            let echoes = |other: &Placed| {
                other.line != placed.line
                    && !labels.contains(&other.line)
                    && (other.x - placed.x).abs() < SAME_PLACE
                    && (other.y - placed.y).abs() < SAME_ROW
            };
            !labels.contains(&placed.line) || !all.iter().any(echoes)
        });
        self
    }

    /// The rows of letters of a band, from top to bottom and each from left to right.
    pub(super) fn rows(&self, band: Band) -> Vec<Row> {
        let mut inside: Row = Vec::new();
        for placed in &self.0 {
            let begins = (band.left..band.right).contains(&placed.x)
                && (band.top..band.bottom).contains(&placed.y);
            // Lines follow each other as a whole.
            let goes_on = inside.last().is_some_and(|before| before.line == placed.line);
            if begins || goes_on {
                inside.push(placed.clone());
            }
        }
        inside.sort_by(|one, other| one.y.total_cmp(&other.y));
        let mut rows: Vec<Row> = Vec::new();
        for placed in inside.iter().cloned() {
            match rows.last_mut() {
                Some(row) if row.iter().all(|of_row| placed.y - of_row.y < SAME_ROW) => {
                    row.push(placed);
                }
                _ => rows.push(vec![placed]),
            }
        }
        for row in &mut rows {
            // Pieces one after the other, even where their edges overlap.
            let begins = |line: usize| {
                let of_line = inside.iter().filter(|placed| placed.line == line);
                of_line.map(|placed| placed.x).fold(f64::INFINITY, f64::min)
            };
            row.sort_by(|one, other| {
                let lines = begins(one.line).total_cmp(&begins(other.line));
                lines.then(one.line.cmp(&other.line)).then(one.x.total_cmp(&other.x))
            });
        }
        rows
    }

    /// Whether letters stand so near before a band that they may be of its values, or of a label.
    pub(super) fn is_cut(&self, band: Band) -> bool {
        self.0.iter().any(|placed| {
            (band.left - NEAR..band.left).contains(&placed.x)
                && (band.top..band.bottom).contains(&placed.y)
        })
    }

    /// Whether something was lost between two letters of a band: glare leaves a hole in a line, and nothing is read there.
    pub(super) fn has_holes(&self, band: Band) -> bool {
        self.rows(band).iter().any(has_hole)
    }

    /// The letters of a band, row after row.
    pub(super) fn glyphs(&self, band: Band) -> Vec<Glyph> {
        self.rows(band).into_iter().flatten().map(|placed| placed.glyph).collect()
    }
}

/// Whether letters of a row lie farther apart than its others, so that one between them was lost.
pub(super) fn has_hole(row: &Row) -> bool {
    let mut places: Vec<f64> = row.iter().map(|placed| placed.x).collect();
    places.sort_by(f64::total_cmp);
    let mut steps: Vec<f64> = places.windows(2).map(|pair| pair[1] - pair[0]).collect();
    steps.sort_by(f64::total_cmp);
    // The usual step of a row is that of its wider letters: digits stand closer than Han characters.
    let usual = steps.get(steps.len() * 3 / 4).copied().filter(|_| steps.len() >= FEWEST_STEPS);
    let widest = usual.map_or(WIDEST_STEP, |usual| (MANY_STEPS * usual).max(LEAST_HOLE));
    steps.last().is_some_and(|step| *step > widest)
}

/// Whether a line was put over a picture, or beside a card: 样本, SPECIMEN, 仅供办理社保卡使用.
///
/// 样本 is a watermark only where nothing else stands in its line, for a street may be called so.
fn is_watermark(line: &Line) -> bool {
    const PURPOSE: [&str; 5] = ["仅供", "仅限", "仅用于", "复印无效", "他用无效"];
    let text = line.text();
    let rest = text.replace("样本", "").replace("样张", "");
    let is_mark = !rest.chars().any(|c| is_han(c) || c.is_ascii_digit());
    let has_word = rest.len() < text.len() || rest.len() >= 4;
    PURPOSE.iter().any(|word| text.contains(word)) || is_mark && has_word
}
