//! Fitting a card's sides to the edges of the full picture.

use super::colour_sampler::Patch;
use super::corners::Corners;
use super::homography::Point;
use super::lines::{least_squares, meet};
use super::paper::{at, outward, paper_end};
use super::pose::pose;
use super::quads::upright;

/// Positions along a side at which its edge is searched.
const PLACES: u8 = 72;
/// Samples across the side, on each side of it.
const HALF: usize = 12;
/// By how much the misfit of the proportions may rise.
const WORSE: f64 = 0.04;

/// The corners after every side was moved onto the steepest change of colour within `reach` pixels. A side without a
/// steady edge stays where it is.
pub(super) fn fitted(patch: &Patch<'_>, corners: Corners, reach: f64, size: (f64, f64)) -> Corners {
    moved(&corners, size, |from, to| side(patch, from, to, reach))
}

/// The corners after every side was moved to the end of the card's paper, seen from inside. The outer edge of a card's
/// shadow runs along its side and looks like it. Sides that lie there already stay where they are.
pub(super) fn at_the_paper(patch: &Patch<'_>, corners: Corners, size: (f64, f64)) -> Corners {
    moved(&corners, size, |from, to| {
        let out = outward(from, to);
        let shift = paper_end(patch, from, to).unwrap_or(0.0);
        (out, from.0 * out.0 + from.1 * out.1 + shift)
    })
}

/// The corners where replaced side lines meet. The same corners where the new ones form no card.
fn moved(
    corners: &Corners,
    size: (f64, f64),
    line: impl Fn(Point, Point) -> (Point, f64),
) -> Corners {
    let points = corners.points();
    let lines = [0, 1, 2, 3].map(|n| line(points[n], points[(n + 1) % 4]));
    let mut moved = points;
    for (n, point) in moved.iter_mut().enumerate() {
        let Some(meeting) = meet(lines[(n + 3) % 4], lines[n]) else { return *corners };
        *point = meeting;
    }
    // A side that was moved to something else than the card's edge shows in the proportions.
    let misfit = |points| pose(points, size).map_or(f64::MAX, |pose| pose.misfit);
    match Corners::within(moved, size) {
        Some(better) if misfit(&moved) <= misfit(&points) + WORSE => upright(better),
        _ => *corners,
    }
}

/// The line of one side, by its normal and offset. The normal points out of the card.
fn side(patch: &Patch<'_>, from: Point, to: Point, reach: f64) -> (Point, f64) {
    let out = outward(from, to);
    let start = (out, from.0 * out.0 + from.1 * out.1);
    let step = reach / HALF as f64;
    let places: Vec<Vec<Option<[f64; 3]>>> = (0..PLACES)
        .map(|place| {
            let middle = at(from, to, place, PLACES);
            (0..=2 * HALF)
                .map(|n| {
                    let off = (n as f64 - HALF as f64) * step;
                    patch.colour((middle.0 + off * out.0, middle.1 + off * out.1))
                })
                .collect()
        })
        .collect();
    // The change of colour of the side as a whole. At each position only this change is searched.
    let mut change = [0.0; 3];
    for profile in &places {
        for (near, far) in [(2, 22), (5, 19), (8, 16)] {
            if let (Some(inner), Some(outer)) = (profile[near], profile[far]) {
                for (change, (inner, outer)) in change.iter_mut().zip(inner.into_iter().zip(outer))
                {
                    *change += outer - inner;
                }
            }
        }
    }
    let size = change.iter().map(|part| part * part).sum::<f64>().sqrt();
    if size < 1.0 {
        return start;
    }
    let change = change.map(|part| part / size);
    let edges: Vec<(Point, f64)> = places
        .iter()
        .zip(0_u8..)
        .filter_map(|(profile, place)| {
            let (steep, weight) = steepest(profile, change)?;
            let off = (steep - HALF as f64) * step;
            let middle = at(from, to, place, PLACES);
            Some(((middle.0 + off * out.0, middle.1 + off * out.1), weight))
        })
        .collect();
    if edges.len() < usize::from(PLACES) / 4 {
        return start;
    }
    robust(&edges, start, reach).unwrap_or(start)
}

/// The position along a profile where the change is steepest, in samples, and its steepness. `None` where there is
/// hardly any.
fn steepest(profile: &[Option<[f64; 3]>], change: [f64; 3]) -> Option<(f64, f64)> {
    let values: Vec<f64> = profile
        .iter()
        .map(|colour| {
            colour.map_or(f64::NAN, |colour| {
                colour.iter().zip(change).map(|(value, part)| value * part).sum()
            })
        })
        .collect();
    let slope = |n: usize| (values[n + 2] - values[n - 2]) + (values[n + 1] - values[n - 1]);
    let mut best: Option<(usize, f64)> = None;
    for n in 2..values.len() - 2 {
        let here = slope(n);
        if here > 2.0 && best.is_none_or(|(_, most)| here > most) {
            best = Some((n, here));
        }
    }
    let (n, most) = best?;
    if n < 3 || n + 3 >= values.len() {
        return Some((n as f64, most.min(20.0) * 0.3));
    }
    let (before, after) = (slope(n - 1), slope(n + 1));
    let bend = before + after - 2.0 * most;
    let shift = if bend < 0.0 { ((before - after) / (2.0 * bend)).clamp(-0.5, 0.5) } else { 0.0 };
    Some((n as f64 + shift, most.min(20.0)))
}

/// The line through most of the points. Points far off count ever less.
fn robust(points: &[(Point, f64)], start: (Point, f64), reach: f64) -> Option<(Point, f64)> {
    let mut line = start;
    for tolerance in [0.6, 0.35, 0.2, 0.12, 0.12] {
        let scale = reach * tolerance;
        let ((x, y), offset) = line;
        let weighted = points.iter().map(|&(point, weight)| {
            let off = (point.0 * x + point.1 * y - offset) / scale;
            (point, weight / ((1.0 + off * off) * (1.0 + off * off)))
        });
        let ((new_x, new_y), new_offset) = least_squares(weighted)?;
        // The normal keeps pointing out of the card.
        let sign = if new_x * x + new_y * y < 0.0 { -1.0 } else { 1.0 };
        line = ((sign * new_x, sign * new_y), sign * new_offset);
    }
    Some(line)
}
