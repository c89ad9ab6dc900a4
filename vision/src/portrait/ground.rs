//! The ground behind a person.

use sscard_shared::photo::Measurements;

use crate::colour::LabConverter;
use crate::measure::{RunningMean, RunningMoments, to_single};
use crate::{HeadGeometry, Mask, Picture};

/// The side in pixels of the blocks that evenness is measured by their means. Grain and JPEG ringing do not count.
const BLOCK_PIXELS: u32 = 8;
/// The largest probability of a person, at all corners of a block and a little beyond, at which the block counts as
/// ground.
const MAX_PERSON_PROBABILITY: f32 = 0.06;
/// Half the width of a head with hair, in widths of the face.
const HEAD_HALF_WIDTH: f32 = 0.72;
/// How far beyond the block the mask is checked, in pixels, because the model's edges are soft.
const MASK_MARGIN_PIXELS: f32 = 8.0;
/// The least number of ground blocks. With fewer, the strips along the edges keep their measurements.
const MIN_BLOCKS: u32 = 12;

/// Measures the ground above the chin, and replaces the measurements of the strips along the edges.
pub(super) fn measure_ground(
    picture: &Picture,
    mask: &Mask,
    geometry: &HeadGeometry,
    measurements: &mut Measurements,
) {
    let lab = LabConverter::new();
    let mut chroma = RunningMean::default();
    let mut lightness = RunningMoments::default();
    let mut sides = [RunningMean::default(), RunningMean::default()];
    let mut block_count = 0;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a cast from float saturates"
    )]
    let rows = (geometry.chin.max(0.0) as u32).min(picture.height()) / BLOCK_PIXELS;
    for (row, column) in
        (0..rows).flat_map(|y| (0..picture.width() / BLOCK_PIXELS).map(move |x| (y, x)))
    {
        let (left, top) = (column * BLOCK_PIXELS, row * BLOCK_PIXELS);
        if is_in_head(geometry, left as f32, top as f32)
            || !is_ground(mask, left as f32, top as f32)
        {
            continue;
        }
        // The chroma is that of the block's mean. By single pixels, coloured grain gives a white wall in poor light a
        // tint.
        let (block_lightness, block_chroma) =
            lab.lightness_and_chroma(block_mean(picture, left, top));
        chroma.add(block_chroma);
        lightness.add(block_lightness);
        let middle = (left as f32) + BLOCK_PIXELS as f32 / 2.0;
        sides[usize::from(middle > geometry.eye_mid.0)].add(block_lightness);
        block_count += 1;
    }
    if block_count < MIN_BLOCKS {
        return;
    }
    measurements.ground_lightness = to_single(lightness.mean());
    measurements.ground_chroma = to_single(chroma.mean());
    measurements.ground_deviation = to_single(lightness.variance().sqrt());
    let [left, right] = sides;
    measurements.ground_sides = if left.is_empty() || right.is_empty() {
        0.0
    } else {
        to_single((left.mean() - right.mean()).abs())
    };
}

/// The mean colour of a block, rounded to nearest.
fn block_mean(picture: &Picture, left: u32, top: u32) -> [u8; 3] {
    let mut sums = [0_u32; 3];
    let mut count = 0;
    for y in top..top + BLOCK_PIXELS {
        let columns = left as usize..(left + BLOCK_PIXELS) as usize;
        for pixel in picture.row(y).get(columns).unwrap_or_default() {
            sums.iter_mut().zip(pixel).for_each(|(sum, byte)| *sum += u32::from(*byte));
            count += 1;
        }
    }
    sums.map(|sum| u8::try_from((sum + count / 2) / count.max(1)).unwrap_or(u8::MAX))
}

/// Whether a block touches the oval of the head. The mask takes unusual hair for ground.
fn is_in_head(geometry: &HeadGeometry, left: f32, top: f32) -> bool {
    let (x, eyes) = geometry.eye_mid;
    let above = geometry.hair_top.unwrap_or(eyes - (geometry.chin - eyes));
    let (middle, half_height) = ((above + geometry.chin) / 2.0, (geometry.chin - above) / 2.0);
    let half = BLOCK_PIXELS as f32 / 2.0;
    let across = (left + half - x) / (geometry.face_width() * HEAD_HALF_WIDTH + half);
    let down = (top + half - middle) / (half_height + half + MASK_MARGIN_PIXELS);
    across * across + down * down < 1.0
}

fn is_ground(mask: &Mask, left: f32, top: f32) -> bool {
    let (near, far) = (-MASK_MARGIN_PIXELS, BLOCK_PIXELS as f32 + MASK_MARGIN_PIXELS);
    [
        (near, near),
        (far, near),
        (near, far),
        (far, far),
        (BLOCK_PIXELS as f32 / 2.0, BLOCK_PIXELS as f32 / 2.0),
    ]
    .into_iter()
    .all(|(x, y)| mask.probability_at(left + x, top + y) < MAX_PERSON_PROBABILITY)
}
