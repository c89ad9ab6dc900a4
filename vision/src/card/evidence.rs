//! The evidence of the colours inside and outside a candidate.

use super::colour_sampler::ColourSampler;
use super::corners::Corners;
use super::homography::Point;
use super::paper::{outward_normal, point_on_side};

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
const SIDE_POSITIONS: u8 = 40;
/// The distances from the side at which colours are sampled, in blocks. Nearer to it the edge itself is a mixture.
const SAMPLE_DEPTHS_BLOCKS: [f64; 2] = [2.2, 3.6];
/// The change of colour in bytes below which it is noise.
const NOISE_BYTES: f64 = 3.0;
/// The distances from the side at which sharpness is sampled, in blocks, and the change in bytes that is clear.
const EDGE_DEPTHS_BLOCKS: [f64; 2] = [0.9, 1.5];
const CLEAR_CHANGE_BYTES: f64 = 60.0;
/// The largest difference of a colour from the paper's, in bytes over the three channels.
const PAPER_TOLERANCE_BYTES: f64 = 54.0;

/// The colours inside and outside at a position of a side.
struct SideColours {
    inner: [f64; 3],
    outer: [f64; 3],
}

/// Samples the four sides. Positions outside of the picture are ignored.
pub(super) fn gather_evidence(sampler: &ColourSampler<'_>, corners: &Corners) -> Evidence {
    let points = corners.points();
    let mut inner = Vec::new();
    let (mut sum, mut weakest, mut contrast) = (0.0, 1.0_f64, 0.0);
    for n in 0..4 {
        let (from, to) = (points[n], points[(n + 1) % 4]);
        contrast += (change_size(mean_change(&sample_side(sampler, from, to, EDGE_DEPTHS_BLOCKS)))
            / CLEAR_CHANGE_BYTES)
            .min(1.0)
            / 4.0;
        let positions = sample_side(sampler, from, to, SAMPLE_DEPTHS_BLOCKS);
        let step = agreeing_share(&positions);
        sum += step;
        weakest = weakest.min(step);
        inner.extend(positions.iter().map(|position| position.inner));
    }
    Evidence { weakest_step: weakest, step: sum / 4.0, paper: paper_share(&inner), contrast }
}

/// The colours inside and outside at positions along a side.
fn sample_side(
    sampler: &ColourSampler<'_>,
    from: Point,
    to: Point,
    depths: [f64; 2],
) -> Vec<SideColours> {
    let normal = outward_normal(from, to);
    let block = sampler.block();
    (0..SIDE_POSITIONS)
        .filter_map(|index| {
            let middle = point_on_side(from, to, index, SIDE_POSITIONS);
            let mean = |sign: f64| -> Option<[f64; 3]> {
                let [near, far] = depths.map(|depth| {
                    let offset = sign * depth * block;
                    sampler.colour_at((middle.0 + offset * normal.0, middle.1 + offset * normal.1))
                });
                let (near, far) = (near?, far?);
                Some([0, 1, 2].map(|channel| (near[channel] + far[channel]) / 2.0))
            };
            Some(SideColours { inner: mean(-1.0)?, outer: mean(1.0)? })
        })
        .collect()
}

/// The change of colour at a position, from inside to outside.
fn colour_change(SideColours { inner, outer }: &SideColours) -> [f64; 3] {
    [0, 1, 2].map(|channel| outer[channel] - inner[channel])
}

/// The mean change of colour. Zero with too few positions.
fn mean_change(positions: &[SideColours]) -> [f64; 3] {
    let mut total = [0.0; 3];
    if positions.len() < usize::from(SIDE_POSITIONS) / 3 {
        return total;
    }
    for position in positions {
        for (total, part) in total.iter_mut().zip(colour_change(position)) {
            *total += part / positions.len() as f64;
        }
    }
    total
}

/// The length of a change of colour.
fn change_size(change: [f64; 3]) -> f64 {
    change.iter().map(|part| part * part).sum::<f64>().sqrt()
}

/// The share of positions whose change of colour agrees with the mean change.
fn agreeing_share(positions: &[SideColours]) -> f64 {
    let total = mean_change(positions);
    let size = change_size(total);
    if size < NOISE_BYTES {
        return 0.0;
    }
    let agreeing = positions.iter().filter(|position| {
        let along: f64 =
            colour_change(position).iter().zip(total).map(|(part, total)| part * total).sum();
        along / size > NOISE_BYTES
    });
    agreeing.count() as f64 / positions.len() as f64
}

/// The share of colours near the median of all.
fn paper_share(inner: &[[f64; 3]]) -> f64 {
    if inner.is_empty() {
        return 0.0;
    }
    let middle = [0, 1, 2].map(|channel| {
        let mut values: Vec<f64> = inner.iter().map(|colour| colour[channel]).collect();
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    });
    let near = inner.iter().filter(|colour| {
        colour.iter().zip(middle).map(|(value, middle)| (value - middle).abs()).sum::<f64>()
            < PAPER_TOLERANCE_BYTES
    });
    near.count() as f64 / inner.len() as f64
}
