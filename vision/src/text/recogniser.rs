//! Reading the characters of a line. A model gives for every few columns the character there, or none (connectionist
//! temporal classification, Graves and others, 2006).

use std::sync::Arc;

use rten::ThreadPool;
use sscard_shared::reading::Letter;

use super::TextError;
use super::detector::model_planes;
use super::onnx::OnnxModel;
use crate::{ModelError, Picture};

/// The height of a line in pixels that the model takes.
pub(super) const LINE_HEIGHT_PIXELS: u32 = 48;
/// The least width of the model's input in pixels. Shorter lines are padded with grey, as in its training.
const MIN_LINE_WIDTH_PIXELS: usize = 320;
/// The greatest width in pixels. Longer lines are compressed.
pub(super) const MAX_LINE_WIDTH_PIXELS: u32 = 1600;
/// Widths are multiples of this, in pixels.
const WIDTH_STEP_PIXELS: usize = 8;
/// The number of alternatives that are kept of each character.
const MAX_ALTERNATIVES: usize = 4;
/// The least probability of an alternative.
const MIN_PROBABILITY: f32 = 0.002;

/// The model that reads lines.
#[derive(Debug)]
pub(super) struct Recogniser {
    model: OnnxModel,
    /// The character of every class. `None` for the first class, which is no character.
    alphabet: Vec<Option<char>>,
}

impl Recogniser {
    pub(super) fn read(bytes: &'static [u8]) -> Result<Self, ModelError> {
        let model = OnnxModel::read(bytes)?;
        let listed = model.metadata_text("character").ok_or(ModelError::WrongModel)?;
        // A few classes are more than one character, such as a letter with a mark. No card has them.
        let single_character = |line: &str| {
            let mut characters = line.chars();
            characters.next().filter(|_| characters.next().is_none())
        };
        let alphabet = std::iter::once(None)
            .chain(listed.split('\n').map(single_character))
            .chain([Some(' ')])
            .collect();
        Ok(Self { model, alphabet })
    }

    /// The characters of a line of [`LINE_HEIGHT_PIXELS`] pixels, from left to right, without spaces.
    pub(super) fn read_line(
        &self,
        line: &Picture,
        threads: &Arc<ThreadPool>,
    ) -> Result<Vec<Letter>, TextError> {
        let own_width = line.width() as usize;
        let width = own_width.max(MIN_LINE_WIDTH_PIXELS).next_multiple_of(WIDTH_STEP_PIXELS);
        let size = (width, line.height() as usize);
        let ([_, positions, classes], probabilities) =
            self.model.run::<3>(model_planes(line, width), size, threads)?;
        if classes != self.alphabet.len() {
            return Err(TextError::UnexpectedShape);
        }
        let position_width = width as f64 / positions.max(1) as f64;
        let relative_position =
            |position: f64| ((position + 0.5) * position_width / own_width as f64).min(1.0);
        Ok(self.decode_letters(&probabilities, classes, relative_position))
    }

    /// A run of one class is one character. The same character twice has an empty class between.
    fn decode_letters(
        &self,
        probabilities: &[f32],
        classes: usize,
        relative_position: impl Fn(f64) -> f64,
    ) -> Vec<Letter> {
        let mut letters = Vec::new();
        let mut run: Option<ClassRun<'_>> = None;
        for (position, row) in probabilities.chunks_exact(classes.max(1)).enumerate() {
            let (class, max_probability) = likeliest_class(row);
            match &mut run {
                Some(run) if run.class == class => run.extend_to(position, row, max_probability),
                _ => {
                    letters.extend(
                        run.take().and_then(|run| self.decode_letter(&run, &relative_position)),
                    );
                    run = (class != 0).then_some(ClassRun {
                        class,
                        first: position,
                        last: position,
                        row,
                        max_probability,
                    });
                }
            }
        }
        letters.extend(run.and_then(|run| self.decode_letter(&run, &relative_position)));
        letters
    }

    fn decode_letter(
        &self,
        run: &ClassRun<'_>,
        relative_position: &impl Fn(f64) -> f64,
    ) -> Option<Letter> {
        let character = self.alphabet.get(run.class).copied().flatten()?;
        if character.is_whitespace() {
            return None;
        }
        let mut alternatives: Vec<(usize, f32)> = run
            .row
            .iter()
            .copied()
            .enumerate()
            .filter(|(class, probability)| {
                *class != run.class && *class != 0 && *probability >= MIN_PROBABILITY
            })
            .collect();
        alternatives.sort_by(|one, other| other.1.total_cmp(&one.1));
        let alternatives = alternatives
            .into_iter()
            .filter_map(|(class, probability)| {
                Some((self.alphabet.get(class).copied().flatten()?, f64::from(probability)))
            })
            .take(MAX_ALTERNATIVES)
            .collect();
        Some(Letter {
            character,
            confidence: f64::from(run.max_probability),
            others: alternatives,
            at: relative_position((run.first + run.last) as f64 / 2.0),
        })
    }
}

/// Adjacent positions of one class.
struct ClassRun<'a> {
    class: usize,
    first: usize,
    last: usize,
    /// The classes' probabilities at the position where this class is likeliest.
    row: &'a [f32],
    max_probability: f32,
}

impl<'a> ClassRun<'a> {
    fn extend_to(&mut self, position: usize, row: &'a [f32], probability: f32) {
        self.last = position;
        if probability > self.max_probability {
            (self.row, self.max_probability) = (row, probability);
        }
    }
}

/// The likeliest class of a position.
fn likeliest_class(row: &[f32]) -> (usize, f32) {
    let mut best = (0, f32::MIN);
    for (class, probability) in row.iter().copied().enumerate() {
        if probability > best.1 {
            best = (class, probability);
        }
    }
    best
}
