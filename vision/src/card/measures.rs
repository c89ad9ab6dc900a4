//! Measuring how well a card was taken. The measures are facts, not verdicts.

use super::straighten::{map_of, warp};
use super::{CARD_HEIGHT_MM, CARD_WIDTH_MM, Corners, TOUCHING};
use crate::colour::luma;
use crate::{Picture, PictureError};
use sscard_shared::photo::CardMeasures;

/// The size in pixels at which cards are compared.
const WIDTH: u32 = 640;
const HEIGHT: u32 = 404;
/// The margin that is left out on every side, in pixels of that size: rounded corners show the ground.
const MARGIN: usize = 20;
/// The luma from which a highlight may be blown out.
const BLOWN: u8 = 246;
/// By how much a highlight is brighter than the paper.
const ABOVE_PAPER: u8 = 12;
/// The largest difference between the channels of a highlight: it has the colour of the lamp, which is near white.
const COLOURLESS: u8 = 24;
/// The largest difference of luma within a highlight.
const SMOOTH: u8 = 6;
/// The distance in pixels at which luma is compared for that.
const NEIGHBOURHOOD: usize = 3;

/// Measures a card at these corners. Turned corners give the same measures, except for the tilt.
///
/// # Errors
/// [`PictureError::BadCrop`] where the corners do not belong to a picture of this size; [`PictureError::OutOfMemory`].
pub fn measure_card(picture: &Picture, corners: &Corners) -> Result<CardMeasures, PictureError> {
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    let [top, right, bottom, left] = corners.sides();
    let landscape = top + bottom >= right + left;
    let lying = if landscape { *corners } else { corners.turned(1) };
    let flat = warp(picture, &map_of(picture, &lying)?, WIDTH, HEIGHT)?;
    let lumas: Vec<u8> = flat.pixels().iter().map(|&pixel| luma(pixel)).collect();
    let (glare, sharpness, mean_luma) = surface(&flat, &lumas);
    let ratio = |one: f64, other: f64| one.max(other) / one.min(other);
    Ok(CardMeasures {
        found: true,
        fill: corners.area() / (width * height),
        long_side: (if landscape { top + bottom } else { left + right }) / 2.0,
        tilt: lying.tilt(),
        perspective: ratio(top, bottom).max(ratio(left, right)),
        glare,
        sharpness,
        mean_luma,
        touches_frame: corners.touches((width, height), TOUCHING * width.max(height)),
    })
}

/// Measures the card in a picture. Where none is found, the whole picture counts as the card: so does a picture that
/// was straightened before.
///
/// # Errors
/// [`PictureError::OutOfMemory`], and [`PictureError::BadCrop`] for a picture of a few pixels.
pub(crate) fn measure_side(picture: &Picture) -> Result<CardMeasures, PictureError> {
    if let Some(sighting) = super::find_card(picture) {
        return measure_card(picture, &sighting.corners());
    }
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    let whole = Corners::new([(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)], picture)?;
    Ok(CardMeasures { found: false, touches_frame: false, ..measure_card(picture, &whole)? })
}

/// The share of glare, the sharpness and the mean luma of a straightened card.
fn surface(flat: &Picture, lumas: &[u8]) -> (f64, f64, f64) {
    let (width, height) = (WIDTH as usize, HEIGHT as usize);
    let bound = median(lumas).saturating_add(ABOVE_PAPER).max(BLOWN);
    // Glare cannot be distinguished on paper as bright as the brightest luma.
    let tellable = median(lumas) <= u8::MAX - ABOVE_PAPER;
    let blown = |index: usize| {
        let [red, green, blue] = flat.pixels()[index];
        let (least, most) = (red.min(green).min(blue), red.max(green).max(blue));
        lumas[index] >= bound && most - least <= COLOURLESS
    };
    let (mut glare, mut count, mut sum) = (0_u32, 0_u32, 0_u64);
    let (mut bends, mut squares) = (0_i64, 0_i64);
    for y in MARGIN..height - MARGIN {
        for x in MARGIN..width - MARGIN {
            let index = y * width + x;
            let here = lumas[index];
            count += 1;
            sum += u64::from(here);
            let at = |index: usize| i64::from(lumas[index]);
            let bend = at(index - width) + at(index + width) + at(index - 1) + at(index + 1)
                - 4 * i64::from(here);
            bends += bend;
            squares += bend * bend;
            if tellable && blown(index) {
                let apart = [NEIGHBOURHOOD, NEIGHBOURHOOD * width];
                let smooth = apart
                    .into_iter()
                    .flat_map(|step| [index - step, index + step])
                    .all(|other| lumas[other].abs_diff(here) <= SMOOTH);
                glare += u32::from(smooth);
            }
        }
    }
    let count = f64::from(count);
    let mean = bends as f64 / count;
    let sharpness = (squares as f64 / count - mean * mean).max(0.0);
    (f64::from(glare) / count, sharpness, sum as f64 / count)
}

/// The median luma of the card, which is that of its paper.
fn median(lumas: &[u8]) -> u8 {
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
    let off = CARD_WIDTH_MM * HEIGHT as f64 - CARD_HEIGHT_MM * WIDTH as f64;
    assert!(off < 54.0 && off > -54.0);
};
