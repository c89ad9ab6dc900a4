//! Locating the end of a card's paper, seen from inside.

use super::colour_sampler::Patch;
use super::corners::{length, minus};
use super::homography::Point;

/// Sample positions along a side.
const PLACES: u8 = 48;
/// How deep inside a side, and how far beyond it, the paper is sampled, in half blocks.
const DEEP: i32 = 24;
const BEYOND: i32 = 8;
/// The least change of colour of a paper's end, in bytes.
const LEAST_CHANGE: f64 = 5.0;
/// The least shift in blocks that moves a side. Smaller shifts are left to the steepest change.
const ELSEWHERE: f64 = 1.5;
/// The share of each end of a side that is left out for a card's rounded corners.
const ROUNDING: f64 = 0.07;

/// The outward distance in pixels from a side to the end of the paper. `None` where the side lies there already.
pub(super) fn paper_end(patch: &Patch<'_>, from: Point, to: Point) -> Option<f64> {
    let out = outward(from, to);
    let offset = |n: i32| f64::from(n) * patch.block() / 2.0;
    let profiles: Vec<Vec<[f64; 3]>> = (0..PLACES)
        .filter_map(|place| {
            let middle = at(from, to, place, PLACES);
            let colours: Vec<[f64; 3]> = (-DEEP..=BEYOND)
                .map(|n| patch.colour((middle.0 + offset(n) * out.0, middle.1 + offset(n) * out.1)))
                .collect::<Option<_>>()?;
            // A shadow on the card changes the paper from position to position: each is compared with its own paper.
            let paper = [0, 1, 2].map(|n| (colours[0][n] + colours[1][n] + colours[2][n]) / 3.0);
            Some(colours.iter().map(|colour| [0, 1, 2].map(|n| colour[n] - paper[n])).collect())
        })
        .collect();
    if profiles.len() < usize::from(PLACES) / 2 {
        return None;
    }
    let changes: Vec<f64> =
        (0..profiles[0].len()).map(|depth| usual_change(&profiles, depth)).collect();
    let most = changes.iter().copied().fold(0.0, f64::max);
    let first = changes.iter().position(|change| *change >= most / 2.0)?;
    let shift = offset(i32::try_from(first).ok()? - DEEP);
    // A change right at the start is print along the side, not the paper's end.
    (most >= LEAST_CHANGE && first > 4 && shift.abs() > ELSEWHERE * patch.block()).then_some(shift)
}

/// The size of the median change at one depth over all positions. Print and fingers affect only some of them.
fn usual_change(profiles: &[Vec<[f64; 3]>], depth: usize) -> f64 {
    let middle = [0, 1, 2].map(|channel| {
        let mut values: Vec<f64> = profiles.iter().map(|profile| profile[depth][channel]).collect();
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    });
    middle.iter().map(|part| part * part).sum::<f64>().sqrt()
}

/// The direction out of the card at a side, of length one.
pub(super) fn outward(from: Point, to: Point) -> Point {
    let long = length(minus(to, from));
    ((to.1 - from.1) / long, (from.0 - to.0) / long)
}

/// One of so many positions on a side, without its rounded ends.
pub(super) fn at(from: Point, to: Point, place: u8, places: u8) -> Point {
    let part = ROUNDING + (1.0 - 2.0 * ROUNDING) * (f64::from(place) + 0.5) / f64::from(places);
    (from.0 + part * (to.0 - from.0), from.1 + part * (to.1 - from.1))
}
