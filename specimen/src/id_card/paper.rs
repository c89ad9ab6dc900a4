//! A card's sheet while it is printed: places in millimetres, text from faces.

use swash::scale::{Render, ScaleContext, Source};
use swash::zeno::Vector;

use super::fonts::Face;
use crate::sheet::{Colour, Sheet, mix};

/// ID-1 of ISO/IEC 7810, in millimetres.
pub(crate) const CARD_WIDTH: f32 = 85.6;
/// As [`CARD_WIDTH`].
pub(crate) const CARD_HEIGHT: f32 = 54.0;
/// The radius of its corners.
pub(crate) const CORNER: f32 = 3.18;
/// A typographic point in millimetres.
pub(crate) const POINT: f32 = 0.3528;
/// From the top of a Han character's square down to the line that Latin letters stand on, as a share of the square.
const BASELINE: f32 = 0.86;

/// A rectangle on a card, in millimetres: left, top, right, bottom.
pub(crate) type Mark = [f32; 4];

/// A line of text to be printed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line<'a> {
    pub(crate) text: &'a str,
    /// Its left end and the top of its Han characters.
    pub(crate) at: (f32, f32),
    /// The size of its font.
    pub(crate) size: f32,
    /// From one character to the next; by the font where it is not told.
    pub(crate) pitch: Option<f32>,
    pub(crate) colour: Colour,
}

/// A sheet with its scale.
pub(crate) struct Paper {
    pub(crate) sheet: Sheet,
    /// Pixels in a millimetre.
    pub(crate) scale: f32,
    context: ScaleContext,
}

impl Paper {
    /// A sheet of a card's size.
    pub(crate) fn card(scale: f32, ground: impl FnMut((f32, f32)) -> Colour) -> Self {
        Self::new(CARD_WIDTH, CARD_HEIGHT, scale, ground)
    }

    /// A sheet of a size in millimetres.
    pub(crate) fn new(
        width: f32,
        height: f32,
        scale: f32,
        mut ground: impl FnMut((f32, f32)) -> Colour,
    ) -> Self {
        let (width, height) = ((width * scale).round(), (height * scale).round());
        let sheet = Sheet::painted(width as usize, height as usize, |(x, y)| {
            ground((x / scale, y / scale))
        });
        Self { sheet, scale, context: ScaleContext::new() }
    }

    /// Prints a line; gives the place of each character that is no space. What a face does not have, the other one prints.
    pub(crate) fn print(&mut self, face: &Face, other: &Face, line: &Line<'_>) -> Vec<Mark> {
        let (mut x, top) = line.at;
        let mut marks = Vec::new();
        for letter in line.text.chars() {
            let face = if face.glyph(letter).is_some() { face } else { other };
            let advance = line.size * face.advance(letter);
            let step = line.pitch.unwrap_or(advance);
            if letter != ' ' {
                // A character stands in the middle of its step.
                let left = x + (step - advance) / 2.0;
                self.print_letter(face, letter, (left, top + BASELINE * line.size), line);
                marks.push([x, top, x + step, top + line.size]);
            }
            x += step;
        }
        marks
    }

    /// Prints one character from its left end and its baseline.
    fn print_letter(
        &mut self,
        face: &Face,
        letter: char,
        (x, baseline): (f32, f32),
        line: &Line<'_>,
    ) {
        let Some(glyph) = face.glyph(letter) else { return };
        let (x, baseline) = (x * self.scale, (baseline * self.scale).round());
        let mut scaler = self.context.builder(face.font()).size(line.size * self.scale).build();
        let image = Render::new(&[Source::Outline])
            .offset(Vector::new(x.fract(), 0.0))
            .render(&mut scaler, glyph);
        let Some(image) = image else { return };
        let (left, top) = (x as i32 + image.placement.left, baseline as i32 - image.placement.top);
        let wide = image.placement.width as usize;
        for (index, share) in image.data.iter().enumerate().filter(|(_, share)| **share > 0) {
            let column = usize::try_from(left + (index % wide.max(1)) as i32);
            let row = usize::try_from(top + (index / wide.max(1)) as i32);
            let (Ok(column), Ok(row)) = (column, row) else { continue };
            if column < self.sheet.width && row < self.sheet.height {
                let pixel = &mut self.sheet.pixels[row * self.sheet.width + column];
                *pixel = mix(*pixel, line.colour, f32::from(*share) / 255.0);
            }
        }
    }

    /// How long a line becomes, in millimetres.
    pub(crate) fn length(face: &Face, text: &str, size: f32) -> f32 {
        text.chars().map(|letter| face.advance(letter) * size).sum()
    }
}

/// Lines as a card breaks them: as many characters as fit, digits taking about half.
pub(crate) fn broken(face: &Face, text: &str, size: f32, room: f32) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut length = 0.0;
    for letter in text.chars() {
        let advance = face.advance(letter) * size;
        if length + advance > room {
            lines.push(String::new());
            length = 0.0;
        }
        if let Some(line) = lines.last_mut() {
            line.push(letter);
        }
        length += advance;
    }
    lines
}
