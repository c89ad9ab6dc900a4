//! Locating the end of a card's paper, seen from inside.

use super::colour_sampler::ColourSampler;
use super::corners::{subtract, vector_length};
use super::homography::Point;

/// Sample positions along a side.
const SIDE_POSITIONS: u8 = 48;
/// How deep inside a side, and how far beyond it, the paper is sampled, in half blocks.
const INNER_HALF_BLOCKS: i32 = 24;
const OUTER_HALF_BLOCKS: i32 = 8;
/// The least change of colour of a paper's end, in bytes.
const MIN_CHANGE_BYTES: f64 = 5.0;
/// The least shift in blocks that moves a side. Smaller shifts are left to the steepest change.
const MIN_SHIFT_BLOCKS: f64 = 1.5;
/// The share of each end of a side that is left out for a card's rounded corners.
const ROUNDED_END_SHARE: f64 = 0.07;

/// The outward distance in pixels from a side to the end of the paper. `None` where the side lies there already.
pub(super) fn find_paper_end(sampler: &ColourSampler<'_>, from: Point, to: Point) -> Option<f64> {
    let normal = outward_normal(from, to);
    let offset = |n: i32| f64::from(n) * sampler.block() / 2.0;
    let profiles: Vec<Vec<[f64; 3]>> = (0..SIDE_POSITIONS)
        .filter_map(|index| {
            let position = point_on_side(from, to, index, SIDE_POSITIONS);
            let colours: Vec<[f64; 3]> = (-INNER_HALF_BLOCKS..=OUTER_HALF_BLOCKS)
                .map(|n| {
                    sampler.colour_at((
                        position.0 + offset(n) * normal.0,
                        position.1 + offset(n) * normal.1,
                    ))
                })
                .collect::<Option<_>>()?;
            // A shadow on the card changes the paper from position to position: each is compared with its own paper.
            let paper = [0, 1, 2].map(|n| (colours[0][n] + colours[1][n] + colours[2][n]) / 3.0);
            Some(colours.iter().map(|colour| [0, 1, 2].map(|n| colour[n] - paper[n])).collect())
        })
        .collect();
    if profiles.len() < usize::from(SIDE_POSITIONS) / 2 {
        return None;
    }
    let changes: Vec<f64> =
        (0..profiles[0].len()).map(|depth| median_change(&profiles, depth)).collect();
    let most = changes.iter().copied().fold(0.0, f64::max);
    let first = changes.iter().position(|change| *change >= most / 2.0)?;
    let shift = offset(i32::try_from(first).ok()? - INNER_HALF_BLOCKS);
    // A change right at the start is print along the side, not the paper's end.
    (most >= MIN_CHANGE_BYTES && first > 4 && shift.abs() > MIN_SHIFT_BLOCKS * sampler.block())
        .then_some(shift)
}

/// The size of the median change at one depth over all positions. Print and fingers affect only some of them.
fn median_change(profiles: &[Vec<[f64; 3]>], depth: usize) -> f64 {
    let median = [0, 1, 2].map(|channel| {
        let mut values: Vec<f64> = profiles.iter().map(|profile| profile[depth][channel]).collect();
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    });
    median.iter().map(|part| part * part).sum::<f64>().sqrt()
}

/// The direction out of the card at a side, of length one.
pub(super) fn outward_normal(from: Point, to: Point) -> Point {
    let side_length = vector_length(subtract(to, from));
    ((to.1 - from.1) / side_length, (from.0 - to.0) / side_length)
}

/// One of so many positions on a side, without its rounded ends.
pub(super) fn point_on_side(from: Point, to: Point, index: u8, count: u8) -> Point {
    let share = ROUNDED_END_SHARE
        + (1.0 - 2.0 * ROUNDED_END_SHARE) * (f64::from(index) + 0.5) / f64::from(count);
    (from.0 + share * (to.0 - from.0), from.1 + share * (to.1 - from.1))
}
