//! Finding the edge between hair and ground.

use crate::ground::MaskArea;
use crate::{Face, Mask, Picture};

/// Half the width of the band above the face in which hair is searched, in widths of the face.
const BAND_HALF_WIDTH: f32 = 0.6;
/// How many columns may reach higher than the top. A single stray hair does not count as the hair.
const CROWN_COLUMNS: usize = 3;
/// How far below the top of the hair its edge still counts as the crown, in widths of the face.
const CROWN_DEPTH: f32 = 0.05;
/// The least difference between hair and ground that shows an edge, as a distance of bytes in red, green and blue.
const MIN_COLOUR_DISTANCE: f32 = 24.0;
/// The number of columns of the band that are examined.
const COLUMNS: u16 = 64;

/// The largest mean distance of an even ground's bytes from their mean.
const MAX_UNEVENNESS: f32 = 14.0;
/// The least depth of a departure from the ground that counts, in widths of the face. A speck of dust is smaller.
const MIN_DEPTH: f32 = 0.02;

/// The vertical position of the top of the hair, in pixels of the picture. `None` where no ground is above it.
///
/// Two estimates are combined: by the mask, and by the colour of the ground where that is even. Each of them can miss
/// hair (the mask, where the model was never trained on such hair; the colour, where hair is as light as the ground).
/// Neither sees hair where there is none, so that the higher one is right.
pub(super) fn hair_top(picture: &Picture, face: &Face, mask: &Mask) -> Option<f32> {
    let by_mask = top_by_mask(picture, face, mask)?;
    let by_colour = top_by_colour(picture, face)?;
    match (by_mask, by_colour) {
        (HairTop::Found(first), HairTop::Found(second)) => Some(first.min(second)),
        (HairTop::Found(only), HairTop::Unknown) | (HairTop::Unknown, HairTop::Found(only)) => {
            Some(only)
        }
        (HairTop::Unknown, HairTop::Unknown) => None,
    }
}

/// An estimate of the top of the hair that is not cut off.
enum HairTop {
    Found(f32),
    Unknown,
}

/// The columns of the band above the face.
fn band_columns(face: &Face) -> impl Iterator<Item = f32> {
    let size = face.right - face.left;
    let middle = (face.left + face.right) / 2.0;
    (0..COLUMNS)
        .map(|column| (f32::from(column) + 0.5) / f32::from(COLUMNS))
        .map(move |part| middle + (2.0 * part - 1.0) * BAND_HALF_WIDTH * size)
}

/// The vertical position of the higher eye.
fn brow_height(face: &Face) -> f32 {
    face.right_eye.1.min(face.left_eye.1)
}

fn top_by_mask(picture: &Picture, face: &Face, mask: &Mask) -> Option<HairTop> {
    let size = face.right - face.left;
    let mut ends: Vec<(f32, f32)> = band_columns(face)
        .filter_map(|x| Some((x, person_end(mask, x, brow_height(face))?)))
        .collect();
    ends.sort_by(|first, second| first.1.total_cmp(&second.1));
    let Some((_, top)) = ends.get(CROWN_COLUMNS).copied() else { return Some(HairTop::Unknown) };
    let mask_top = mask.covered_area().top;
    // Where the person reaches the edge of the mask, the hair is cut off.
    if top <= mask_top + mask.step_down() {
        return None;
    }
    let crown = ends.iter().filter(|end| (end.1 - top).abs() <= CROWN_DEPTH * size);
    let mut shifts: Vec<f32> = crown
        .filter_map(|(x, y)| Some(colour_edge(picture, *x, *y, mask.step_down().max(1.0))? - y))
        .collect();
    shifts.sort_by(f32::total_cmp);
    let shift = shifts.get(shifts.len() / 2).copied().unwrap_or_default();
    Some(HairTop::Found((top + shift).max(0.0)))
}

/// The vertical position where an even ground ends, from the upper edge of the picture downwards.
fn top_by_colour(picture: &Picture, face: &Face) -> Option<HairTop> {
    let size = face.right - face.left;
    let Some(ground) = even_ground_colour(picture, brow_height(face)) else {
        return Some(HairTop::Unknown);
    };
    let mut ends: Vec<f32> = band_columns(face)
        .filter_map(|x| {
            ground_end(picture, x, brow_height(face), ground, (MIN_DEPTH * size).max(2.0))
        })
        .collect();
    ends.sort_by(f32::total_cmp);
    match ends.get(CROWN_COLUMNS).copied() {
        None => Some(HairTop::Unknown),
        Some(top) if top < 1.0 => None,
        Some(top) => Some(HairTop::Found(top)),
    }
}

/// The colour of the ground beside the head, if it is even. It is measured in the left and the right tenth of the
/// picture above a height.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast from float saturates"
)]
fn even_ground_colour(picture: &Picture, above: f32) -> Option<[f32; 3]> {
    let rows = (above.max(0.0) as u32).min(picture.height());
    let strip_width = (picture.width() / 10) as usize;
    let pixels = |y| {
        let row = picture.row(y);
        row.iter().take(strip_width).chain(row.iter().rev().take(strip_width))
    };
    let count = rows as f32 * strip_width as f32 * 2.0;
    if count < 64.0 {
        return None;
    }
    let mut sums = [0_u64; 3];
    for pixel in (0..rows).flat_map(pixels) {
        for (sum, byte) in sums.iter_mut().zip(pixel) {
            *sum += u64::from(*byte);
        }
    }
    let ground = sums.map(|sum| sum as f32 / count);
    let mut total_distance = 0.0_f64;
    for pixel in (0..rows).flat_map(pixels) {
        total_distance += f64::from(colour_distance(pixel.map(f32::from), ground));
    }
    (total_distance <= f64::from(MAX_UNEVENNESS * count)).then_some(ground)
}

/// The position where a column departs from the ground for at least the length `min_length`.
fn ground_end(
    picture: &Picture,
    x: f32,
    above: f32,
    ground: [f32; 3],
    min_length: f32,
) -> Option<f32> {
    let (mut at, mut departure) = (0.0, None);
    let mut previous = 0.0;
    while at < above.min(picture.height() as f32) {
        let difference = colour_distance(mean_colour(picture, x, at, at + 1.0)?, ground);
        if difference < MIN_COLOUR_DISTANCE {
            departure = None;
        } else if departure.is_none() {
            // The half-way point to the next colour would need that colour. The visible beginning is near enough.
            let part = if difference > previous {
                (MIN_COLOUR_DISTANCE - previous) / (difference - previous)
            } else {
                0.0
            };
            departure = Some((at - 0.5 + part).max(0.0));
        }
        if let Some(departure) = departure
            && at - departure >= min_length
        {
            return Some(departure);
        }
        previous = difference;
        at += 1.0;
    }
    None
}

/// The distance of two colours, as a length in red, green and blue.
fn colour_distance(one: [f32; 3], other: [f32; 3]) -> f32 {
    one.iter().zip(other).map(|(a, b)| (a - b) * (a - b)).sum::<f32>().sqrt()
}

/// The vertical position where the person ends above a point of the face. `None` where the column shows no person
/// there.
fn person_end(mask: &Mask, x: f32, brow: f32) -> Option<f32> {
    let MaskArea { top: mask_top, bottom: mask_bottom, .. } = mask.covered_area();
    let step = mask.step_down();
    // A brow far outside of the mask would make the search long.
    let mut y = if brow > mask_top { brow.min(mask_bottom) } else { return None };
    let mut probability = mask.probability_at(x, y);
    if probability < 0.5 {
        return None;
    }
    while y > mask_top {
        let above = mask.probability_at(x, y - step);
        if above < 0.5 {
            // The position between the two where the probability passes one half.
            return Some(y - step * (probability - 0.5) / (probability - above));
        }
        y -= step;
        probability = above;
    }
    Some(mask_top)
}

/// The position near `y` where the colour passes half-way from that of the ground above to that of the hair below. The
/// mask is coarser than the picture, whose colours locate the edge of the hair more exactly.
fn colour_edge(picture: &Picture, x: f32, y: f32, step: f32) -> Option<f32> {
    let ground = mean_colour(picture, x, y - 5.0 * step, y - 2.5 * step)?;
    let hair = mean_colour(picture, x, y + 2.5 * step, y + 5.0 * step)?;
    let direction: [f32; 3] = std::array::from_fn(|channel| hair[channel] - ground[channel]);
    let length = direction.iter().map(|part| part * part).sum::<f32>();
    if length < MIN_COLOUR_DISTANCE * MIN_COLOUR_DISTANCE {
        return None;
    }
    let (mut at, end) = (y - 2.5 * step, y + 2.5 * step);
    let mut previous_share = 0.0;
    while at <= end {
        let colour = mean_colour(picture, x, at, at + 1.0)?;
        let progress =
            (0..3).map(|channel| (colour[channel] - ground[channel]) * direction[channel]);
        let progress_share = progress.sum::<f32>() / length;
        if progress_share >= 0.5 {
            // Colours belong to the middles of pixels.
            let back = if progress_share > previous_share {
                (progress_share - 0.5) / (progress_share - previous_share)
            } else {
                0.0
            };
            return Some(at.floor() + 0.5 - back.min(1.0));
        }
        previous_share = progress_share;
        at += 1.0;
    }
    None
}

/// The mean colour of the pixels in a column between two heights, over three adjacent columns.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast from float saturates, and what lies outside is left out"
)]
fn mean_colour(picture: &Picture, x: f32, top: f32, bottom: f32) -> Option<[f32; 3]> {
    if top < 0.0 || x < 1.0 {
        return None;
    }
    let (column, first) = (x as usize, top as u32);
    let end = (bottom as u32).max(first + 1);
    let mut sum = [0.0; 3];
    let mut count = 0.0;
    for y in first..end.min(picture.height()) {
        for pixel in picture.row(y).get(column - 1..column + 2)? {
            for (sum, byte) in sum.iter_mut().zip(pixel) {
                *sum += f32::from(*byte);
            }
            count += 1.0;
        }
    }
    (count > 0.0).then(|| sum.map(|sum| sum / count))
}
