//! Finding the upright direction of text.

use sscard_shared::reading::Letter;

use super::SURE_LETTER_CONFIDENCE;
use super::region::SlantedBox;

/// Lines this much taller than wide are vertical: the picture lies on its side.
const MIN_VERTICAL_RATIO: f64 = 1.5;
/// The number of sure letters that confirms the upright direction.
const MIN_CERTAIN_LETTERS: usize = 12;
/// The least slant, as a tangent, of lines that are not level.
const MAX_LEVEL_SLOPE: f64 = 0.02;

/// Whether most of the text is vertical.
pub(super) fn is_lying_on_its_side(lines: &[SlantedBox]) -> bool {
    let all: f64 = lines.iter().map(|line| line.length).sum();
    let vertical = lines.iter().filter(|line| {
        line.along.1.abs() > line.along.0.abs() && line.length > MIN_VERTICAL_RATIO * line.breadth
    });
    vertical.map(|line| line.length).sum::<f64>() > all / 2.0
}

/// The slant of the longest lines as a tangent. `None` where they are level.
pub(super) fn unlevel_slope(lines: &[SlantedBox]) -> Option<f64> {
    median_slope(lines).filter(|slope| slope.abs() > MAX_LEVEL_SLOPE)
}

/// The median fall of the longer lines to the right, as a tangent. `None` without such lines.
pub(super) fn median_slope(lines: &[SlantedBox]) -> Option<f64> {
    let mut slopes: Vec<f64> = lines
        .iter()
        .filter(|line| line.length > 4.0 * line.breadth && line.along.0 > line.along.1.abs())
        .map(|line| line.along.1 / line.along.0)
        .collect();
    slopes.sort_by(f64::total_cmp);
    slopes.get(slopes.len() / 2).copied()
}

/// The legibility of some lines.
#[derive(Clone, Copy, Debug)]
pub(super) struct Legibility {
    /// The number of letters that were read with certainty.
    pub(super) sure: usize,
    /// The number of letters that were read at all.
    all: usize,
}

impl Legibility {
    pub(super) fn new(lines: &[Vec<Letter>]) -> Self {
        let letters = || lines.iter().flatten();
        let sure = letters().filter(|letter| letter.confidence >= SURE_LETTER_CONFIDENCE).count();
        Self { sure, all: letters().count() }
    }

    /// Whether the lines are certainly upright. Upside down some letters look like others, but not most.
    pub(super) const fn is_upright(self) -> bool {
        self.sure >= MIN_CERTAIN_LETTERS && 10 * self.sure >= 9 * self.all
    }
}
