//! Measuring how well a card was taken. The measures are facts, not verdicts.

use super::straighten::{corners_map, warp};
use super::{CARD_HEIGHT_MM, CARD_WIDTH_MM, Corners, TOUCH_DISTANCE};
use crate::colour::luma;
use crate::{Picture, PictureError};
use sscard_shared::photo::CardMeasures;

/// The size in pixels at which cards are compared.
const COMPARISON_WIDTH_PIXELS: u32 = 640;
const COMPARISON_HEIGHT_PIXELS: u32 = 404;
/// The margin that is left out on every side, in pixels of that size: rounded corners show the ground.
const MARGIN_PIXELS: usize = 20;
/// The luma from which a highlight may be blown out.
const BLOWN_OUT_LUMA: u8 = 246;
/// By how much a highlight is brighter than the paper.
const MIN_EXCESS_OVER_PAPER: u8 = 12;
/// The largest difference between the channels of a highlight: it has the colour of the lamp, which is near white.
const MAX_COLOUR_SPREAD: u8 = 24;
/// The largest difference of luma within a highlight.
const MAX_LUMA_DIFFERENCE: u8 = 6;
/// The distance in pixels at which luma is compared for that.
const NEIGHBOUR_DISTANCE_PIXELS: usize = 3;

/// Measures a card at these corners. Turned corners give the same measures, except for the tilt.
///
/// # Errors
/// [`PictureError::BadCrop`] where the corners do not belong to a picture of this size; [`PictureError::OutOfMemory`].
pub fn measure_card(picture: &Picture, corners: &Corners) -> Result<CardMeasures, PictureError> {
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    let [top, right, bottom, left] = corners.side_lengths();
    let is_landscape = top + bottom >= right + left;
    let level_corners = if is_landscape { *corners } else { corners.turned(1) };
    let straightened = warp(
        picture,
        &corners_map(picture, &level_corners)?,
        COMPARISON_WIDTH_PIXELS,
        COMPARISON_HEIGHT_PIXELS,
    )?;
    let lumas: Vec<u8> = straightened.pixels().iter().map(|&pixel| luma(pixel)).collect();
    let SurfaceMeasures { glare, sharpness, mean_luma } = measure_surface(&straightened, &lumas);
    let ratio = |one: f64, other: f64| one.max(other) / one.min(other);
    Ok(CardMeasures {
        found: true,
        fill: corners.area() / (width * height),
        long_side: (if is_landscape { top + bottom } else { left + right }) / 2.0,
        tilt: level_corners.tilt_degrees(),
        perspective: ratio(top, bottom).max(ratio(left, right)),
        glare,
        sharpness,
        mean_luma,
        touches_frame: corners.touches_frame((width, height), TOUCH_DISTANCE * width.max(height)),
    })
}

/// Measures the card in a picture. Where none is found, the whole picture counts as the card: so does a picture that
/// was straightened before.
///
/// # Errors
/// [`PictureError::OutOfMemory`], and [`PictureError::BadCrop`] for a picture of a few pixels.
pub(crate) fn measure_card_side(picture: &Picture) -> Result<CardMeasures, PictureError> {
    if let Some(sighting) = super::find_card(picture) {
        return measure_card(picture, &sighting.corners());
    }
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    let whole = Corners::new([(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)], picture)?;
    Ok(CardMeasures { found: false, touches_frame: false, ..measure_card(picture, &whole)? })
}

/// The measures of a straightened card's surface.
struct SurfaceMeasures {
    /// The share of the surface that is glare.
    glare: f64,
    sharpness: f64,
    mean_luma: f64,
}

/// Measures the surface of a straightened card, given with the luma of its pixels.
fn measure_surface(straightened: &Picture, lumas: &[u8]) -> SurfaceMeasures {
    let (width, height) = (COMPARISON_WIDTH_PIXELS as usize, COMPARISON_HEIGHT_PIXELS as usize);
    let min_glare_luma =
        median_luma(lumas).saturating_add(MIN_EXCESS_OVER_PAPER).max(BLOWN_OUT_LUMA);
    // Glare cannot be distinguished on paper as bright as the brightest luma.
    let can_show_glare = median_luma(lumas) <= u8::MAX - MIN_EXCESS_OVER_PAPER;
    let is_blown_out = |index: usize| {
        let [red, green, blue] = straightened.pixels()[index];
        let (least, most) = (red.min(green).min(blue), red.max(green).max(blue));
        lumas[index] >= min_glare_luma && most - least <= MAX_COLOUR_SPREAD
    };
    let (mut glare, mut count, mut sum) = (0_u32, 0_u32, 0_u64);
    let (mut bend_sum, mut bend_squares) = (0_i64, 0_i64);
    for y in MARGIN_PIXELS..height - MARGIN_PIXELS {
        for x in MARGIN_PIXELS..width - MARGIN_PIXELS {
            let index = y * width + x;
            let current = lumas[index];
            count += 1;
            sum += u64::from(current);
            let luma_at = |index: usize| i64::from(lumas[index]);
            let bend = luma_at(index - width)
                + luma_at(index + width)
                + luma_at(index - 1)
                + luma_at(index + 1)
                - 4 * i64::from(current);
            bend_sum += bend;
            bend_squares += bend * bend;
            if can_show_glare && is_blown_out(index) {
                let distances = [NEIGHBOUR_DISTANCE_PIXELS, NEIGHBOUR_DISTANCE_PIXELS * width];
                let is_smooth = distances
                    .into_iter()
                    .flat_map(|step| [index - step, index + step])
                    .all(|other| lumas[other].abs_diff(current) <= MAX_LUMA_DIFFERENCE);
                glare += u32::from(is_smooth);
            }
        }
    }
    let count = f64::from(count);
    let mean = bend_sum as f64 / count;
    let sharpness = (bend_squares as f64 / count - mean * mean).max(0.0);
    SurfaceMeasures { glare: f64::from(glare) / count, sharpness, mean_luma: sum as f64 / count }
}

/// The median luma of the card, which is that of its paper.
fn median_luma(lumas: &[u8]) -> u8 {
    let mut counts = [0_usize; 256];
    for &luma in lumas {
        counts[usize::from(luma)] += 1;
    }
    let mut below = 0;
    for (luma, count) in (0_u8..=255).zip(counts) {
        below += count;
        if below * 2 >= lumas.len() {
            return luma;
        }
    }
    u8::MAX
}

const _: () = {
    // The comparison size has a card's proportions.
    let off = CARD_WIDTH_MM * COMPARISON_HEIGHT_PIXELS as f64
        - CARD_HEIGHT_MM * COMPARISON_WIDTH_PIXELS as f64;
    assert!(off < 54.0 && off > -54.0);
};
