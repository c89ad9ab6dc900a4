//! A card while it is printed: places are in millimetres, and text is set in font faces.

use swash::scale::{Render, ScaleContext, Source};
use swash::zeno::Vector;

use super::card_size::{CARD_HEIGHT, CARD_WIDTH};
use super::fonts::FontFace;
use crate::canvas::{Canvas, Colour, mix};

/// The distance from the top of a Han character's square down to the baseline of Latin letters, as a share of the square.
const BASELINE: f32 = 0.86;

/// The rectangle of a printed character, in millimetres on the card: left, top, right, bottom.
pub(crate) type CharacterBox = [f32; 4];

/// A line of text to print.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TextLine<'a> {
    pub(crate) text: &'a str,
    /// The left end of the line and the top of its Han characters, in millimetres.
    pub(crate) at: (f32, f32),
    /// The size of the font, in millimetres.
    pub(crate) size: f32,
    /// The distance from one character to the next, in millimetres; without it the font decides.
    pub(crate) pitch: Option<f32>,
    pub(crate) colour: Colour,
}

/// A canvas with its scale.
pub(crate) struct Paper {
    pub(crate) canvas: Canvas,
    /// Pixels in a millimetre.
    pub(crate) scale: f32,
    context: ScaleContext,
}

impl Paper {
    /// Paper of a card's size.
    pub(crate) fn card_sized(scale: f32, ground: impl FnMut((f32, f32)) -> Colour) -> Self {
        Self::new(CARD_WIDTH, CARD_HEIGHT, scale, ground)
    }

    /// Paper of a size in millimetres.
    pub(crate) fn new(
        width: f32,
        height: f32,
        scale: f32,
        mut ground: impl FnMut((f32, f32)) -> Colour,
    ) -> Self {
        let (width, height) = ((width * scale).round(), (height * scale).round());
        let canvas =
            Canvas::paint(width as usize, height as usize, |(x, y)| ground((x / scale, y / scale)));
        Self { canvas, scale, context: ScaleContext::new() }
    }

    /// Prints a line and returns the box of each character except spaces. A character that `face` lacks is set in `other`.
    pub(crate) fn print_line(
        &mut self,
        face: &FontFace,
        other: &FontFace,
        line: &TextLine<'_>,
    ) -> Vec<CharacterBox> {
        let (mut x, top) = line.at;
        let mut boxes = Vec::new();
        for letter in line.text.chars() {
            let face = if face.glyph(letter).is_some() { face } else { other };
            let advance = line.size * face.advance(letter);
            let step = line.pitch.unwrap_or(advance);
            if letter != ' ' {
                // A character stands in the middle of its step.
                let left = x + (step - advance) / 2.0;
                self.print_letter(face, letter, (left, top + BASELINE * line.size), line);
                boxes.push([x, top, x + step, top + line.size]);
            }
            x += step;
        }
        boxes
    }

    /// Prints one character, by its left end and its baseline.
    fn print_letter(
        &mut self,
        face: &FontFace,
        letter: char,
        (x, baseline): (f32, f32),
        line: &TextLine<'_>,
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
            if column < self.canvas.width && row < self.canvas.height {
                let pixel = &mut self.canvas.pixels[row * self.canvas.width + column];
                *pixel = mix(*pixel, line.colour, f32::from(*share) / 255.0);
            }
        }
    }

    /// The length of a line, in millimetres.
    pub(crate) fn text_length(face: &FontFace, text: &str, size: f32) -> f32 {
        text.chars().map(|letter| face.advance(letter) * size).sum()
    }
}

/// Breaks a text into lines as a card does: each line has as many characters as fit. Digits take about half of a Han character's width.
pub(crate) fn break_lines(face: &FontFace, text: &str, size: f32, width: f32) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut line_length = 0.0;
    for letter in text.chars() {
        let advance = face.advance(letter) * size;
        if line_length + advance > width {
            lines.push(String::new());
            line_length = 0.0;
        }
        if let Some(line) = lines.last_mut() {
            line.push(letter);
        }
        line_length += advance;
    }
    lines
}
