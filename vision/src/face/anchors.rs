//! The anchors: the positions at which the model searches for faces.

use super::{Face, INPUT_SIDE_PIXELS, NUMBERS_PER_ANCHOR};
use crate::exponential::logistic;

/// The middle of every anchor, in shares of the model's input.
#[derive(Debug)]
pub(super) struct Anchors(Vec<(f32, f32)>);

/// The grids, finest first: the number of cells along a side, and the number of anchors in each cell.
const GRID_CELLS: [(u16, usize); 2] = [(16, 2), (8, 6)];
/// The bound to which the model's scores are clamped before they become probabilities.
const SCORE_BOUND: f32 = 100.0;

impl Anchors {
    pub(super) fn new() -> Self {
        let mut middles = Vec::new();
        for (cells, anchors_per_cell) in GRID_CELLS {
            let middle = |index: u16| (f32::from(index) + 0.5) / f32::from(cells);
            for y in 0..cells {
                for x in 0..cells {
                    middles.extend(std::iter::repeat_n((middle(x), middle(y)), anchors_per_cell));
                }
            }
        }
        Self(middles)
    }

    pub(super) const fn len(&self) -> usize {
        self.0.len()
    }

    /// The faces with at least the score `min_score`, in shares of the model's input.
    pub(super) fn decode_faces(&self, boxes: &[f32], scores: &[f32], min_score: f32) -> Vec<Face> {
        let numbers = boxes.as_chunks::<NUMBERS_PER_ANCHOR>().0;
        let anchors = self.0.iter().zip(numbers).zip(scores);
        anchors
            .filter_map(|((middle, numbers), score)| {
                let score = logistic(score.clamp(-SCORE_BOUND, SCORE_BOUND));
                (score >= min_score).then(|| decode_face(*middle, numbers, score))
            })
            .collect()
    }
}

/// Decodes the numbers of an anchor. All of them are in pixels of the model's input, relative to the anchor's middle.
fn decode_face(middle: (f32, f32), numbers: &[f32; NUMBERS_PER_ANCHOR], score: f32) -> Face {
    let input_share = |number: f32| number / INPUT_SIDE_PIXELS as f32;
    let [x, y, width, height, points @ ..] = numbers;
    let (x, y) = (middle.0 + input_share(*x), middle.1 + input_share(*y));
    let (half_width, half_height) = (input_share(*width) / 2.0, input_share(*height) / 2.0);
    let point = |index: usize| {
        (middle.0 + input_share(points[2 * index]), middle.1 + input_share(points[2 * index + 1]))
    };
    Face {
        score,
        left: x - half_width,
        top: y - half_height,
        right: x + half_width,
        bottom: y + half_height,
        right_eye: point(0),
        left_eye: point(1),
        nose: point(2),
        mouth: point(3),
        right_ear: point(4),
        left_ear: point(5),
    }
}
