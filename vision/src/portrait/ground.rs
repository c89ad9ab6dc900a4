//! The ground behind a person.

use sscard_shared::photo::Measurements;

use crate::colour::Lab;
use crate::measure::{Mean, Moments, single};
use crate::{HeadGeometry, Mask, Picture};

/// The side in pixels of the blocks that evenness is measured by their means. Grain and JPEG ringing do not count.
const BLOCK: u32 = 8;
/// The largest probability of a person, at all corners of a block and a little beyond, at which the block counts as
/// ground.
const GROUND: f32 = 0.06;
/// Half the width of a head with hair, in widths of the face.
const HEAD: f32 = 0.72;
/// How far beyond the block the mask is checked, in pixels, because the model's edges are soft.
const BEYOND: f32 = 8.0;
/// The least number of ground blocks. With fewer, the strips along the edges keep their measurements.
const LEAST_BLOCKS: u32 = 12;

/// Measures the ground above the chin, and replaces the measurements of the strips along the edges.
pub(super) fn measure(
    picture: &Picture,
    mask: &Mask,
    geometry: &HeadGeometry,
    measured: &mut Measurements,
) {
    let lab = Lab::new();
    let mut chroma = Mean::default();
    let mut all = Moments::default();
    let mut sides = [Mean::default(), Mean::default()];
    let mut blocks = 0;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a cast from float saturates"
    )]
    let rows = (geometry.chin.max(0.0) as u32).min(picture.height()) / BLOCK;
    for (row, column) in (0..rows).flat_map(|y| (0..picture.width() / BLOCK).map(move |x| (y, x))) {
        let (left, top) = (column * BLOCK, row * BLOCK);
        if in_head(geometry, left as f32, top as f32) || !is_ground(mask, left as f32, top as f32) {
            continue;
        }
        // The chroma is that of the block's mean. By single pixels, coloured grain gives a white wall in poor light a
        // tint.
        let (own, colour) = lab.lightness_and_chroma(mean(picture, left, top));
        chroma.add(colour);
        all.add(own);
        let middle = (left as f32) + BLOCK as f32 / 2.0;
        sides[usize::from(middle > geometry.eye_mid.0)].add(own);
        blocks += 1;
    }
    if blocks < LEAST_BLOCKS {
        return;
    }
    measured.ground_lightness = single(all.mean());
    measured.ground_chroma = single(chroma.mean());
    measured.ground_deviation = single(all.variance().sqrt());
    let [left, right] = sides;
    measured.ground_sides = if left.is_empty() || right.is_empty() {
        0.0
    } else {
        single((left.mean() - right.mean()).abs())
    };
}

/// The mean colour of a block, rounded to nearest.
fn mean(picture: &Picture, left: u32, top: u32) -> [u8; 3] {
    let mut sums = [0_u32; 3];
    let mut count = 0;
    for y in top..top + BLOCK {
        let columns = left as usize..(left + BLOCK) as usize;
        for pixel in picture.row(y).get(columns).unwrap_or_default() {
            sums.iter_mut().zip(pixel).for_each(|(sum, byte)| *sum += u32::from(*byte));
            count += 1;
        }
    }
    sums.map(|sum| u8::try_from((sum + count / 2) / count.max(1)).unwrap_or(u8::MAX))
}

/// Whether a block touches the oval of the head. The mask takes unusual hair for ground.
fn in_head(geometry: &HeadGeometry, left: f32, top: f32) -> bool {
    let (x, eyes) = geometry.eye_mid;
    let above = geometry.hair_top.unwrap_or(eyes - (geometry.chin - eyes));
    let (middle, half_height) = ((above + geometry.chin) / 2.0, (geometry.chin - above) / 2.0);
    let half = BLOCK as f32 / 2.0;
    let across = (left + half - x) / (geometry.face_width() * HEAD + half);
    let down = (top + half - middle) / (half_height + half + BEYOND);
    across * across + down * down < 1.0
}

fn is_ground(mask: &Mask, left: f32, top: f32) -> bool {
    let (near, far) = (-BEYOND, BLOCK as f32 + BEYOND);
    [(near, near), (far, near), (near, far), (far, far), (BLOCK as f32 / 2.0, BLOCK as f32 / 2.0)]
        .into_iter()
        .all(|(x, y)| mask.at(left + x, top + y) < GROUND)
}
