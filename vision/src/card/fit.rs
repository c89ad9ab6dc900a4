//! Fitting a card's sides to the edges of the full picture.

use super::colour_sampler::ColourSampler;
use super::corners::Corners;
use super::homography::Point;
use super::lines::{fit_least_squares, intersect_lines};
use super::paper::{find_paper_end, outward_normal, point_on_side};
use super::pose::find_pose;
use super::quads::label_upright;

/// Positions along a side at which its edge is searched.
const SIDE_POSITIONS: u8 = 72;
/// Samples across the side, on each side of it.
const SAMPLES_PER_DIRECTION: usize = 12;
/// By how much the misfit of the proportions may rise.
const MAX_MISFIT_RISE: f64 = 0.04;

/// The corners after every side was moved onto the steepest change of colour within `reach` pixels. A side without a
/// steady edge stays where it is.
pub(super) fn fit_to_edges(
    sampler: &ColourSampler<'_>,
    corners: Corners,
    reach: f64,
    size: (f64, f64),
) -> Corners {
    move_sides(&corners, size, |from, to| fit_side(sampler, from, to, reach))
}

/// The corners after every side was moved to the end of the card's paper, seen from inside. The outer edge of a card's
/// shadow runs along its side and looks like it. Sides that lie there already stay where they are.
pub(super) fn fit_to_paper(
    sampler: &ColourSampler<'_>,
    corners: Corners,
    size: (f64, f64),
) -> Corners {
    move_sides(&corners, size, |from, to| {
        let normal = outward_normal(from, to);
        let shift = find_paper_end(sampler, from, to).unwrap_or(0.0);
        (normal, from.0 * normal.0 + from.1 * normal.1 + shift)
    })
}

/// The corners where replaced side lines meet. The same corners where the new ones form no card.
fn move_sides(
    corners: &Corners,
    size: (f64, f64),
    line: impl Fn(Point, Point) -> (Point, f64),
) -> Corners {
    let points = corners.points();
    let lines = [0, 1, 2, 3].map(|n| line(points[n], points[(n + 1) % 4]));
    let mut moved = points;
    for (n, point) in moved.iter_mut().enumerate() {
        let Some(intersection) = intersect_lines(lines[(n + 3) % 4], lines[n]) else {
            return *corners;
        };
        *point = intersection;
    }
    // A side that was moved to something else than the card's edge shows in the proportions.
    let misfit = |points| find_pose(points, size).map_or(f64::MAX, |pose| pose.misfit);
    match Corners::for_size(moved, size) {
        Some(moved_corners) if misfit(&moved) <= misfit(&points) + MAX_MISFIT_RISE => {
            label_upright(moved_corners)
        }
        _ => *corners,
    }
}

/// The line of one side, by its normal and offset. The normal points out of the card.
fn fit_side(sampler: &ColourSampler<'_>, from: Point, to: Point, reach: f64) -> (Point, f64) {
    let normal = outward_normal(from, to);
    let start = (normal, from.0 * normal.0 + from.1 * normal.1);
    let step = reach / SAMPLES_PER_DIRECTION as f64;
    let profiles: Vec<Vec<Option<[f64; 3]>>> = (0..SIDE_POSITIONS)
        .map(|index| {
            let middle = point_on_side(from, to, index, SIDE_POSITIONS);
            (0..=2 * SAMPLES_PER_DIRECTION)
                .map(|n| {
                    let offset = (n as f64 - SAMPLES_PER_DIRECTION as f64) * step;
                    sampler.colour_at((middle.0 + offset * normal.0, middle.1 + offset * normal.1))
                })
                .collect()
        })
        .collect();
    // The change of colour of the side as a whole. At each position only this change is searched.
    let mut change = [0.0; 3];
    for profile in &profiles {
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
    let edges: Vec<(Point, f64)> = profiles
        .iter()
        .zip(0_u8..)
        .filter_map(|(profile, index)| {
            let (steepest, weight) = steepest_change(profile, change)?;
            let offset = (steepest - SAMPLES_PER_DIRECTION as f64) * step;
            let middle = point_on_side(from, to, index, SIDE_POSITIONS);
            Some(((middle.0 + offset * normal.0, middle.1 + offset * normal.1), weight))
        })
        .collect();
    if edges.len() < usize::from(SIDE_POSITIONS) / 4 {
        return start;
    }
    robust_line(&edges, start, reach).unwrap_or(start)
}

/// The position along a profile where the change is steepest, in samples, and its steepness. `None` where there is
/// hardly any.
fn steepest_change(profile: &[Option<[f64; 3]>], change: [f64; 3]) -> Option<(f64, f64)> {
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
        let slope_here = slope(n);
        if slope_here > 2.0 && best.is_none_or(|(_, max_slope)| slope_here > max_slope) {
            best = Some((n, slope_here));
        }
    }
    let (n, max_slope) = best?;
    if n < 3 || n + 3 >= values.len() {
        return Some((n as f64, max_slope.min(20.0) * 0.3));
    }
    let (before, after) = (slope(n - 1), slope(n + 1));
    let bend = before + after - 2.0 * max_slope;
    let shift = if bend < 0.0 { ((before - after) / (2.0 * bend)).clamp(-0.5, 0.5) } else { 0.0 };
    Some((n as f64 + shift, max_slope.min(20.0)))
}

/// The line through most of the points. Points far off count ever less.
fn robust_line(points: &[(Point, f64)], start: (Point, f64), reach: f64) -> Option<(Point, f64)> {
    let mut line = start;
    for tolerance in [0.6, 0.35, 0.2, 0.12, 0.12] {
        let scale = reach * tolerance;
        let ((x, y), line_offset) = line;
        let weighted = points.iter().map(|&(point, weight)| {
            let relative_distance = (point.0 * x + point.1 * y - line_offset) / scale;
            (
                point,
                weight
                    / ((1.0 + relative_distance * relative_distance)
                        * (1.0 + relative_distance * relative_distance)),
            )
        });
        let ((new_x, new_y), new_offset) = fit_least_squares(weighted)?;
        // The normal keeps pointing out of the card.
        let sign = if new_x * x + new_y * y < 0.0 { -1.0 } else { 1.0 };
        line = ((sign * new_x, sign * new_y), sign * new_offset);
    }
    Some(line)
}
