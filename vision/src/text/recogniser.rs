//! Reading the characters of a line. A model gives for every few columns the character there, or none (connectionist
//! temporal classification, Graves and others, 2006).

use std::sync::Arc;

use rten::ThreadPool;
use sscard_shared::reading::Letter;

use super::TextError;
use super::detector::planes;
use super::onnx::Network;
use crate::{ModelError, Picture};

/// The height of a line in pixels that the model takes.
pub(super) const LINE_HEIGHT: u32 = 48;
/// The least width of the model's input in pixels. Shorter lines are padded with grey, as in its training.
const LEAST_WIDTH: usize = 320;
/// The greatest width in pixels. Longer lines are compressed.
pub(super) const MOST_WIDTH: u32 = 1600;
/// Widths are multiples of this, in pixels.
const STEP: usize = 8;
/// The number of alternatives that are kept of each character.
const OTHERS: usize = 4;
/// The least probability of an alternative.
const LEAST_LIKELY: f32 = 0.002;

/// The model that reads lines.
#[derive(Debug)]
pub(super) struct Recogniser {
    network: Network,
    /// The character of every class. `None` for the first class, which is no character.
    alphabet: Vec<Option<char>>,
}

impl Recogniser {
    pub(super) fn read(bytes: &'static [u8]) -> Result<Self, ModelError> {
        let network = Network::read(bytes)?;
        let listed = network.note("character").ok_or(ModelError::AnotherNetwork)?;
        // A few classes are more than one character, such as a letter with a mark. No card has them.
        let one = |line: &str| {
            let mut characters = line.chars();
            characters.next().filter(|_| characters.next().is_none())
        };
        let alphabet =
            std::iter::once(None).chain(listed.split('\n').map(one)).chain([Some(' ')]).collect();
        Ok(Self { network, alphabet })
    }

    /// The characters of a line of [`LINE_HEIGHT`] pixels, from left to right, without spaces.
    pub(super) fn line(
        &self,
        line: &Picture,
        threads: &Arc<ThreadPool>,
    ) -> Result<Vec<Letter>, TextError> {
        let own_width = line.width() as usize;
        let width = own_width.max(LEAST_WIDTH).next_multiple_of(STEP);
        let size = (width, line.height() as usize);
        let ([_, places, classes], likely) =
            self.network.run::<3>(planes(line, width), size, threads)?;
        if classes != self.alphabet.len() {
            return Err(TextError::AnotherShape);
        }
        let place_width = width as f64 / places.max(1) as f64;
        let at = |place: f64| ((place + 0.5) * place_width / own_width as f64).min(1.0);
        Ok(self.letters(&likely, classes, at))
    }

    /// A run of one class is one character. The same character twice has an empty class between.
    fn letters(&self, likely: &[f32], classes: usize, at: impl Fn(f64) -> f64) -> Vec<Letter> {
        let mut letters = Vec::new();
        let mut run: Option<Run<'_>> = None;
        for (place, row) in likely.chunks_exact(classes.max(1)).enumerate() {
            let (class, most) = best(row);
            match &mut run {
                Some(run) if run.class == class => run.go_on(place, row, most),
                _ => {
                    letters.extend(run.take().and_then(|run| self.letter(&run, &at)));
                    run =
                        (class != 0).then_some(Run { class, first: place, last: place, row, most });
                }
            }
        }
        letters.extend(run.and_then(|run| self.letter(&run, &at)));
        letters
    }

    fn letter(&self, run: &Run<'_>, at: &impl Fn(f64) -> f64) -> Option<Letter> {
        let character = self.alphabet.get(run.class).copied().flatten()?;
        if character.is_whitespace() {
            return None;
        }
        let mut others: Vec<(usize, f32)> = run
            .row
            .iter()
            .copied()
            .enumerate()
            .filter(|(class, likely)| *class != run.class && *class != 0 && *likely >= LEAST_LIKELY)
            .collect();
        others.sort_by(|one, other| other.1.total_cmp(&one.1));
        let others = others
            .into_iter()
            .filter_map(|(class, likely)| {
                Some((self.alphabet.get(class).copied().flatten()?, f64::from(likely)))
            })
            .take(OTHERS)
            .collect();
        Some(Letter {
            character,
            confidence: f64::from(run.most),
            others,
            at: at((run.first + run.last) as f64 / 2.0),
        })
    }
}

/// Adjacent positions of one class.
struct Run<'a> {
    class: usize,
    first: usize,
    last: usize,
    /// The classes' probabilities at the position where this class is likeliest.
    row: &'a [f32],
    most: f32,
}

impl<'a> Run<'a> {
    fn go_on(&mut self, place: usize, row: &'a [f32], likely: f32) {
        self.last = place;
        if likely > self.most {
            (self.row, self.most) = (row, likely);
        }
    }
}

/// The likeliest class of a position.
fn best(row: &[f32]) -> (usize, f32) {
    let mut best = (0, f32::MIN);
    for (class, likely) in row.iter().copied().enumerate() {
        if likely > best.1 {
            best = (class, likely);
        }
    }
    best
}
