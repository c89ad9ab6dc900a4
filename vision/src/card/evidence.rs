//! What the colours within and without say about a candidate.

use super::corners::{Corners, length, minus};
use super::homography::Point;
use super::patch::Patch;

/// What speaks for four points being a card's corners.
#[derive(Clone, Copy, Debug)]
pub(super) struct Evidence {
    /// The share of places along the sides where the colour changes as it does along the whole side; of the weakest side
    /// and of all.
    pub(super) weakest_step: f64,
    pub(super) step: f64,
    /// The share of places just within the sides that have one colour, the card's paper, shaded or not.
    pub(super) paper: f64,
}

/// Places along each side.
const PLACES: u8 = 40;
/// How far from the side colours are taken, in blocks: nearer than this the edge itself is a mixture.
const DEPTHS: [f64; 2] = [2.2, 3.6];
/// A change of colour below this many bytes is noise.
const NOISE: f64 = 3.0;
/// How far a colour may be off the paper's, in bytes over the three channels.
const PAPER: f64 = 54.0;

/// Looks along the four sides. What lies outside of the picture says nothing.
pub(super) fn evidence(patch: &Patch<'_>, corners: &Corners) -> Evidence {
    let points = corners.points();
    let mut inner = Vec::new();
    let (mut sum, mut weakest) = (0.0, 1.0_f64);
    for n in 0..4 {
        let places = places(patch, points[n], points[(n + 1) % 4]);
        let step = step(&places);
        sum += step;
        weakest = weakest.min(step);
        inner.extend(places.iter().map(|place| place.0));
    }
    Evidence { weakest_step: weakest, step: sum / 4.0, paper: paper(&inner) }
}

/// The colours within and without at places along a side.
fn places(patch: &Patch<'_>, from: Point, to: Point) -> Vec<([f64; 3], [f64; 3])> {
    let long = length(minus(to, from));
    let out = ((to.1 - from.1) / long, (from.0 - to.0) / long);
    let block = patch.block();
    (0..PLACES)
        .filter_map(|place| {
            let at = 0.07 + 0.86 * (f64::from(place) + 0.5) / f64::from(PLACES);
            let middle = (from.0 + at * (to.0 - from.0), from.1 + at * (to.1 - from.1));
            let mean = |sign: f64| -> Option<[f64; 3]> {
                let [near, far] = DEPTHS.map(|depth| {
                    let off = sign * depth * block;
                    patch.colour((middle.0 + off * out.0, middle.1 + off * out.1))
                });
                let (near, far) = (near?, far?);
                Some([0, 1, 2].map(|channel| (near[channel] + far[channel]) / 2.0))
            };
            Some((mean(-1.0)?, mean(1.0)?))
        })
        .collect()
}

/// The share of places whose change of colour goes the way of all.
fn step(places: &[([f64; 3], [f64; 3])]) -> f64 {
    if places.len() < usize::from(PLACES) / 3 {
        return 0.0;
    }
    let change = |(inner, outer): &([f64; 3], [f64; 3])| [0, 1, 2].map(|n| outer[n] - inner[n]);
    let mut total = [0.0; 3];
    for place in places {
        for (total, part) in total.iter_mut().zip(change(place)) {
            *total += part;
        }
    }
    let size = total.iter().map(|part| part * part).sum::<f64>().sqrt();
    if size / (places.len() as f64) < NOISE {
        return 0.0;
    }
    let with = places.iter().filter(|place| {
        let along: f64 = change(place).iter().zip(total).map(|(part, total)| part * total).sum();
        along / size > NOISE
    });
    with.count() as f64 / places.len() as f64
}

/// The share of colours near the middle one of all.
fn paper(inner: &[[f64; 3]]) -> f64 {
    if inner.is_empty() {
        return 0.0;
    }
    let middle = [0, 1, 2].map(|channel| {
        let mut values: Vec<f64> = inner.iter().map(|colour| colour[channel]).collect();
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    });
    let near = inner.iter().filter(|colour| {
        colour.iter().zip(middle).map(|(value, middle)| (value - middle).abs()).sum::<f64>() < PAPER
    });
    near.count() as f64 / inner.len() as f64
}
