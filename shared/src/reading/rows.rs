//! Which letters stand where a value belongs.

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

/// How far the heights of letters differ that stand side by side, in card heights; lines of an address are 0.085 apart.
const SAME_ROW: f64 = 0.04;

impl Values {
    /// Takes the letters of some lines apart from the printed words.
    pub(super) fn of(lines: &[Line], layout: &Layout, frame: Frame) -> Self {
        let marks: Vec<&Mark> = layout.marks.iter().chain(&layout.stray).collect();
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

    /// The letters of a band, row after row.
    pub(super) fn glyphs(&self, band: Band) -> Vec<Glyph> {
        self.rows(band).into_iter().flatten().map(|placed| placed.glyph).collect()
    }
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
