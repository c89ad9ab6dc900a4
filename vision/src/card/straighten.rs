//! Straightening a card to the view from directly above.

use super::corners::{Corners, subtract, vector_length};
use super::homography::{Homography, Point};
use crate::resample::{ReducedPicture, Window, round_to_byte};
use crate::{Picture, PictureError};

/// How far short of the output a card's side may be, in pixels. A half pixel is rounding, not enlarging.
const ENLARGING_TOLERANCE_PIXELS: f64 = 0.5;
/// The largest side of an output in pixels: the limit of JPEG.
const MAX_OUTPUT_SIDE_PIXELS: u32 = 65_535;
/// The largest output in pixels, four times a scanned page.
const MAX_OUTPUT_PIXELS: u64 = 120_000_000;

/// Cuts the quadrilateral out and maps it to `width` × `height` pixels, with the top left corner at the top left.
/// [`Corners::natural_size`] gives the size. The output is white outside of the picture.
///
/// Every pixel is a mean over the part of the source that it covers, so that fine print does not become a pattern.
///
/// # Errors
/// [`PictureError::BadCrop`] where the corners do not belong to a picture of this size, or a side of the output is zero or
/// absurdly large; [`PictureError::TooSmall`] where the card has fewer pixels along the longer of two opposite sides than
/// the output would have; [`PictureError::OutOfMemory`].
pub fn straighten_card(
    picture: &Picture,
    corners: &Corners,
    width: u32,
    height: u32,
) -> Result<Picture, PictureError> {
    let is_valid = (1..=MAX_OUTPUT_SIDE_PIXELS).contains(&width)
        && (1..=MAX_OUTPUT_SIDE_PIXELS).contains(&height)
        && u64::from(width) * u64::from(height) <= MAX_OUTPUT_PIXELS;
    if !is_valid {
        return Err(PictureError::BadCrop);
    }
    let [top, right, bottom, left] = corners.side_lengths();
    // A card that is tilted away is foreshortened in one direction. The other direction gives the resolution.
    let (across, down) = (top.max(bottom), right.max(left));
    let (wide, high) = (f64::from(width), f64::from(height));
    if across + ENLARGING_TOLERANCE_PIXELS < wide && down + ENLARGING_TOLERANCE_PIXELS < high {
        return Err(PictureError::TooSmall { width: across, wanted: width });
    }
    warp(picture, &corners_map(picture, corners)?, width, height)
}

/// The map from the unit square onto corners, which must belong to a picture of this size.
pub(super) fn corners_map(
    picture: &Picture,
    corners: &Corners,
) -> Result<Homography, PictureError> {
    let corners = Corners::new(corners.points(), picture)?;
    corners.homography().ok_or(PictureError::BadCrop)
}

/// Maps as [`straighten_card`], but may enlarge, and takes any map of the unit square.
pub(crate) fn warp(
    picture: &Picture,
    map: &Homography,
    width: u32,
    height: u32,
) -> Result<Picture, PictureError> {
    let scales = output_scales(map, width, height);
    let least = scales.iter().copied().fold(f64::MAX, f64::min);
    let most = scales.iter().copied().fold(0.0, f64::max);
    let reduced = ReducedPicture::new(picture, map_bounds(map), least)?;
    let block = f64::from(reduced.block);
    let samples = samples_per_side(most / block);
    let share = 1.0 / (f64::from(samples) * f64::from(samples));
    let mut pixels = crate::picture::zeroed_rgb(width, height)?;
    for (y, row) in (0_u32..).zip(pixels.as_chunks_mut::<3>().0.chunks_exact_mut(width as usize)) {
        for (x, pixel) in (0_u32..).zip(row) {
            let mut sum = [0.0; 3];
            for sub_y in 0..samples {
                let v = sample_position(y, sub_y, samples, height);
                for sub_x in 0..samples {
                    let (at_x, at_y) = map.map_point(sample_position(x, sub_x, samples, width), v);
                    let colour = reduced
                        .colour_at((at_x - reduced.left) / block, (at_y - reduced.top) / block);
                    for (sum, value) in sum.iter_mut().zip(colour) {
                        *sum += value;
                    }
                }
            }
            *pixel = sum.map(|sum| round_to_byte(sum * share));
        }
    }
    Picture::from_rgb(width, height, pixels)
}

/// The number of source pixels that a pixel of the output covers in both directions, near each of the corners.
fn output_scales(map: &Homography, width: u32, height: u32) -> [f64; 8] {
    let (across, down) = (1.0 / f64::from(width), 1.0 / f64::from(height));
    let mut scales = [0.0; 8];
    let places = [(0.0, 0.0), (1.0 - across, 0.0), (0.0, 1.0 - down), (1.0 - across, 1.0 - down)];
    for ((u, v), pair) in places.into_iter().zip(scales.as_chunks_mut::<2>().0) {
        let position = map.map_point(u, v);
        *pair = [
            vector_length(subtract(map.map_point(u + across, v), position)),
            vector_length(subtract(map.map_point(u, v + down), position)),
        ];
    }
    scales
}

/// The bounding rectangle of the image of the unit square.
fn map_bounds(map: &Homography) -> Window {
    let points = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)].map(|(u, v)| map.map_point(u, v));
    let least =
        |coordinate: fn(&Point) -> f64| points.iter().map(coordinate).fold(f64::MAX, f64::min);
    let most =
        |coordinate: fn(&Point) -> f64| points.iter().map(coordinate).fold(f64::MIN, f64::max);
    let (left, top) = (least(|point| point.0), least(|point| point.1));
    Window { left, top, width: most(|point| point.0) - left, height: most(|point| point.1) - top }
}

/// The position of a sample in the output, 0–1.
fn sample_position(pixel: u32, sub: u32, samples: u32, side: u32) -> f64 {
    (f64::from(pixel) + (f64::from(sub) + 0.5) / f64::from(samples)) / f64::from(side)
}

/// The number of samples along each side of an output pixel that covers at most `step` pixels of the reduced picture.
fn samples_per_side(step: f64) -> u32 {
    match step {
        s if s <= 1.0 => 1,
        s if s <= 2.0 => 2,
        s if s <= 3.0 => 3,
        s if s <= 6.0 => 4,
        _ => 6,
    }
}
