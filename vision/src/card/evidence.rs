//! The evidence of the colours inside and outside a candidate.

use super::colour_sampler::Patch;
use super::corners::Corners;
use super::homography::Point;
use super::paper::{at, outward};

/// The evidence that four points are a card's corners.
#[derive(Clone, Copy, Debug)]
pub(super) struct Evidence {
    /// The share of sample positions where the colour changes as along the whole side: of the weakest side, and the
    /// mean of all.
    pub(super) weakest_step: f64,
    pub(super) step: f64,
    /// The share of positions just inside the sides that have one colour, the card's paper, shaded or not.
    pub(super) paper: f64,
    /// The size of the change of colour at the sides, 0–1, where 1 is clear. The card's own edge and that of its shadow
    /// run side by side, and the card's is the sharper.
    pub(super) contrast: f64,
}

/// Sample positions along each side.
const PLACES: u8 = 40;
/// The distances from the side at which colours are sampled, in blocks. Nearer to it the edge itself is a mixture.
const DEPTHS: [f64; 2] = [2.2, 3.6];
/// The change of colour in bytes below which it is noise.
const NOISE: f64 = 3.0;
/// The distances from the side at which sharpness is sampled, in blocks, and the change in bytes that is clear.
const NEAR: [f64; 2] = [0.9, 1.5];
const CLEAR: f64 = 60.0;
/// The largest difference of a colour from the paper's, in bytes over the three channels.
const PAPER: f64 = 54.0;

/// The colours inside and outside at a position of a side.
type Place = ([f64; 3], [f64; 3]);

/// Samples the four sides. Positions outside of the picture are ignored.
pub(super) fn evidence(patch: &Patch<'_>, corners: &Corners) -> Evidence {
    let points = corners.points();
    let mut inner = Vec::new();
    let (mut sum, mut weakest, mut contrast) = (0.0, 1.0_f64, 0.0);
    for n in 0..4 {
        let (from, to) = (points[n], points[(n + 1) % 4]);
        contrast += (size(total(&places(patch, from, to, NEAR))) / CLEAR).min(1.0) / 4.0;
        let places = places(patch, from, to, DEPTHS);
        let step = step(&places);
        sum += step;
        weakest = weakest.min(step);
        inner.extend(places.iter().map(|place| place.0));
    }
    Evidence { weakest_step: weakest, step: sum / 4.0, paper: paper(&inner), contrast }
}

/// The colours inside and outside at positions along a side.
fn places(patch: &Patch<'_>, from: Point, to: Point, depths: [f64; 2]) -> Vec<Place> {
    let out = outward(from, to);
    let block = patch.block();
    (0..PLACES)
        .filter_map(|place| {
            let middle = at(from, to, place, PLACES);
            let mean = |sign: f64| -> Option<[f64; 3]> {
                let [near, far] = depths.map(|depth| {
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

/// The change of colour at a position, from inside to outside.
fn change((inner, outer): &Place) -> [f64; 3] {
    [0, 1, 2].map(|channel| outer[channel] - inner[channel])
}

/// The mean change of colour. Zero with too few positions.
fn total(places: &[Place]) -> [f64; 3] {
    let mut total = [0.0; 3];
    if places.len() < usize::from(PLACES) / 3 {
        return total;
    }
    for place in places {
        for (total, part) in total.iter_mut().zip(change(place)) {
            *total += part / places.len() as f64;
        }
    }
    total
}

/// The length of a change of colour.
fn size(change: [f64; 3]) -> f64 {
    change.iter().map(|part| part * part).sum::<f64>().sqrt()
}

/// The share of positions whose change of colour agrees with the mean change.
fn step(places: &[Place]) -> f64 {
    let total = total(places);
    let size = size(total);
    if size < NOISE {
        return 0.0;
    }
    let with = places.iter().filter(|place| {
        let along: f64 = change(place).iter().zip(total).map(|(part, total)| part * total).sum();
        along / size > NOISE
    });
    with.count() as f64 / places.len() as f64
}

/// The share of colours near the median of all.
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
