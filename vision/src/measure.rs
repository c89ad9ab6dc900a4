//! Measuring a picture. `shared` judges what the numbers mean for a card photo.

use std::ops::Range;

use sscard_shared::photo::{Measurements, PictureFormat};

use crate::colour::{LabConverter, luma};
use crate::{Limits, Picture, PictureError, card, sniff};

/// The width of each ground strip at the left and right edge is a tenth of the picture's width.
const GROUND_STRIP_DIVISOR: u32 = 10;

/// Decodes a file and measures the picture.
///
/// # Errors
/// As [`Picture::decode`].
pub fn measure(bytes: &[u8], limits: &Limits) -> Result<Measurements, PictureError> {
    let picture = Picture::decode(bytes, limits)?;
    Ok(measure_picture(&picture, sniff(bytes), bytes.len()))
}

/// Measures a decoded picture. `format` and `bytes` describe the file it came from.
///
/// Sharpness depends on the scale, so that only pictures of one size can be compared by it.
pub fn measure_picture(picture: &Picture, format: PictureFormat, bytes: usize) -> Measurements {
    let (width, height) = (picture.width(), picture.height());
    let lab = LabConverter::new();
    let strip = (width / GROUND_STRIP_DIVISOR).max(1);
    let upper = 0..height.div_ceil(2);

    let mut colourfulness = RunningMean::default();
    let mut luma_moments = IntegerMoments::default();
    for pixel in picture.pixels() {
        colourfulness.add(lab.lightness_and_chroma(*pixel).1);
        luma_moments.add(luma(*pixel).into());
    }

    let (columns, rows) = (middle_range(width, 3), middle_range(height, 3));
    let mut centre_moments = IntegerMoments::default();
    for pixel in area_pixels(picture, &columns, &rows) {
        centre_moments.add(luma(pixel).into());
    }

    let mut ground_lightness = RunningMoments::default();
    let mut ground_chroma = RunningMean::default();
    let mut sides = [RunningMean::default(), RunningMean::default()];
    for (columns, side) in [0..strip, width - strip..width].into_iter().zip(&mut sides) {
        for pixel in area_pixels(picture, &columns, &upper) {
            let (lightness, chroma) = lab.lightness_and_chroma(pixel);
            ground_lightness.add(lightness);
            ground_chroma.add(chroma);
            side.add(lightness);
        }
    }

    Measurements {
        format,
        bytes,
        width,
        height,
        colourfulness: to_single(colourfulness.mean()),
        luma_deviation: to_single(luma_moments.variance().sqrt()),
        centre_luma: to_single(centre_moments.mean()),
        sharpness: to_single(laplacian_variance(picture)),
        ground_lightness: to_single(ground_lightness.mean()),
        ground_chroma: to_single(ground_chroma.mean()),
        ground_deviation: to_single(ground_lightness.variance().sqrt()),
        ground_sides: to_single((sides[0].mean() - sides[1].mean()).abs()),
        portrait: None,
        card: None,
    }
}

/// Measures a decoded picture of one side of an identity card, and the card on it.
///
/// # Errors
/// [`PictureError::OutOfMemory`]; [`PictureError::BadCrop`] for a picture of a few pixels.
pub fn measure_id_picture(
    picture: &Picture,
    format: PictureFormat,
    bytes: usize,
) -> Result<Measurements, PictureError> {
    let mut measurements = measure_picture(picture, format, bytes);
    measurements.card = Some(card::measure_card_side(picture)?);
    Ok(measurements)
}

/// The variance of the four-neighbour Laplacian of luma over the middle half of each side.
fn laplacian_variance(picture: &Picture) -> f64 {
    let (columns, rows) = (middle_range(picture.width(), 4), middle_range(picture.height(), 4));
    let inner_range =
        |side: Range<u32>, length: u32| side.start.max(1)..(length - side.start).min(length - 1);
    let (columns, rows) =
        (inner_range(columns, picture.width()), inner_range(rows, picture.height()));
    if columns.is_empty() || rows.is_empty() {
        return 0.0;
    }
    // The Laplacian also reads the columns on either side of the area.
    let stretch = columns.start as usize - 1..columns.end as usize + 1;
    let luma_row = |y: u32| -> Vec<i32> {
        picture.row(y)[stretch.clone()].iter().map(|&pixel| luma(pixel).into()).collect()
    };
    let (mut above, mut current) = (luma_row(rows.start - 1), luma_row(rows.start));
    let mut moments = IntegerMoments::default();
    for y in rows {
        let below = luma_row(y + 1);
        for x in 1..current.len() - 1 {
            moments.add(i64::from(
                above[x] + below[x] + current[x - 1] + current[x + 1] - 4 * current[x],
            ));
        }
        (above, current) = (current, below);
    }
    moments.variance()
}

/// The range of a side without its first and last `1 / parts`. It is never empty.
fn middle_range(side: u32, parts: u32) -> Range<u32> {
    let margin = side / parts;
    margin..side - margin
}

/// The pixels of a rectangle within the picture.
fn area_pixels<'a>(
    picture: &'a Picture,
    columns: &'a Range<u32>,
    rows: &Range<u32>,
) -> impl Iterator<Item = [u8; 3]> + use<'a> {
    let columns = columns.start as usize..columns.end as usize;
    rows.clone()
        .flat_map(move |y| picture.row(y).get(columns.clone()).unwrap_or_default().iter().copied())
}

/// Rounds to `f32`. Measurements are kept and compared in single precision, because the last digits of the sums mean
/// nothing.
#[expect(clippy::cast_possible_truncation, reason = "rounding to single precision is the purpose")]
pub(crate) fn to_single(value: f64) -> f32 {
    value as f32
}

/// A running mean.
#[derive(Default)]
pub(crate) struct RunningMean {
    count: f64,
    sum: f64,
}

impl RunningMean {
    pub(crate) fn add(&mut self, value: f64) {
        self.count += 1.0;
        self.sum += value;
    }

    pub(crate) fn mean(&self) -> f64 {
        self.sum / self.count.max(1.0)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.count == 0.0
    }
}

/// The running mean and variance, relative to the first value so that the small variance of an even ground is not lost
/// in rounding.
#[derive(Default)]
pub(crate) struct RunningMoments {
    first: Option<f64>,
    offset: RunningMean,
    square: RunningMean,
}

impl RunningMoments {
    pub(crate) fn add(&mut self, value: f64) {
        let offset = value - *self.first.get_or_insert(value);
        self.offset.add(offset);
        self.square.add(offset * offset);
    }

    pub(crate) fn mean(&self) -> f64 {
        self.first.unwrap_or_default() + self.offset.mean()
    }

    pub(crate) fn variance(&self) -> f64 {
        let mean = self.offset.mean();
        (self.square.mean() - mean * mean).max(0.0)
    }
}

/// The mean and variance of integers, summed without rounding.
#[derive(Default)]
struct IntegerMoments {
    count: i64,
    sum: i64,
    squares: i64,
}

impl IntegerMoments {
    fn add(&mut self, value: i64) {
        self.count += 1;
        self.sum += value;
        self.squares += value * value;
    }

    #[expect(clippy::cast_precision_loss, reason = "sums stay far below the 53 bits of a double")]
    fn mean(&self) -> f64 {
        self.sum as f64 / self.count.max(1) as f64
    }

    #[expect(clippy::cast_precision_loss, reason = "sums stay far below the 53 bits of a double")]
    fn variance(&self) -> f64 {
        let mean = self.mean();
        (self.squares as f64 / self.count.max(1) as f64 - mean * mean).max(0.0)
    }
}
