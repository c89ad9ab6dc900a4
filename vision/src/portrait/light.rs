//! The light on a face, and its sharpness.

use std::ops::Range;

use crate::colour::luma;
use crate::{Face, HeadGeometry, Picture};

/// The measurements within the oval of the face, which excludes hair and ground.
pub(super) struct FaceLight {
    pub(super) luma: f64,
    pub(super) contrast: f32,
    pub(super) sharpness: f64,
    pub(super) glare: f64,
}

/// Half the oval's width, in widths of the face.
const OVAL_HALF_WIDTH: f32 = 0.38;
/// How far below the eyes the oval's middle lies, and half its height, in distances from the eyes to the mouth.
const OVAL_OFFSET: f32 = 0.45;
const OVAL_HALF_HEIGHT: f32 = 1.15;
/// The luma from which a pixel without colour is blown out.
const BLOWN_OUT_LUMA: u8 = 250;
const MAX_COLOUR_SPREAD: u8 = 12;
/// Half the length in pixels of the blur that sharpness is compared with: nine pixels, as in Crété and others (2007).
const BLUR_RADIUS_PIXELS: usize = 4;
const BLUR_SIDE_PIXELS: usize = 2 * BLUR_RADIUS_PIXELS + 1;
/// The contrast divisor of the detail threshold: differences between neighbours below contrast / 36 are no detail.
const DETAIL_DIVISOR: f32 = 36.0;
/// The difference between neighbours that is no detail on any face.
const MIN_DETAIL: f32 = 2.0;

/// Measures the light on a face within its oval.
pub(super) fn measure_light(picture: &Picture, face: &Face, geometry: &HeadGeometry) -> FaceLight {
    let oval = FaceOval::from_face(picture, face, geometry);
    let mut counts = [0_u32; 256];
    let (mut all, mut sum, mut blown) = (0_u64, 0_u64, 0_u64);
    for y in oval.top..oval.bottom {
        for pixel in picture.row(y).get(oval.columns(y)).unwrap_or_default() {
            let luma = luma(*pixel);
            counts[usize::from(luma)] += 1;
            all += 1;
            sum += u64::from(luma);
            let spread = pixel.iter().max().zip(pixel.iter().min()).map_or(0, |(a, b)| a - b);
            blown += u64::from(luma >= BLOWN_OUT_LUMA && spread <= MAX_COLOUR_SPREAD);
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "counts of pixels are far below 53 bits")]
    let share = |value: u64| value as f64 / all.max(1) as f64;
    let contrast = percentile_spread(&counts, all);
    FaceLight {
        luma: share(sum),
        contrast,
        sharpness: sharpness(picture, &oval, detail_floor(contrast)),
        glare: share(blown),
    }
}

/// The difference between the fifth and the ninety-fifth percentile.
fn percentile_spread(counts: &[u32; 256], all: u64) -> f32 {
    let percentile = |part: u64| {
        let mut counted = 0;
        let at = counts.iter().position(|count| {
            counted += u64::from(*count);
            counted * 100 > all * part
        });
        u8::try_from(at.unwrap_or_default()).unwrap_or(u8::MAX)
    };
    f32::from(percentile(95)) - f32::from(percentile(5))
}

/// An upright oval within the picture.
struct FaceOval {
    x: f32,
    y: f32,
    half_width: f32,
    half_height: f32,
    top: u32,
    bottom: u32,
    width: u32,
}

impl FaceOval {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a cast from float saturates"
    )]
    fn from_face(picture: &Picture, face: &Face, geometry: &HeadGeometry) -> Self {
        let (eye_x, eye_y) = geometry.eye_mid;
        let down = (face.mouth.1 - eye_y).max(1.0);
        let (x, y) = ((eye_x + face.mouth.0) / 2.0, eye_y + down * OVAL_OFFSET);
        let half_height = down * OVAL_HALF_HEIGHT;
        Self {
            x,
            y,
            half_width: (geometry.face_width() * OVAL_HALF_WIDTH).max(1.0),
            half_height,
            top: ((y - half_height).max(0.0) as u32).min(picture.height()),
            bottom: ((y + half_height).max(0.0) as u32).min(picture.height()),
            width: picture.width(),
        }
    }

    /// The columns of a row that lie within.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a cast from float saturates"
    )]
    fn columns(&self, y: u32) -> Range<usize> {
        let offset = (y as f32 + 0.5 - self.y) / self.half_height;
        let half = self.half_width * (1.0 - offset * offset).max(0.0).sqrt();
        let column = |x: f32| (x.max(0.0) as u32).min(self.width) as usize;
        column(self.x - half)..column(self.x + half)
    }

    /// The columns of the middle row.
    fn middle_columns(&self) -> Range<usize> {
        let middle = (self.top + self.bottom) / 2;
        self.columns(middle)
    }
}

/// The least difference between neighbours that counts as detail, multiplied by [`BLUR_SIDE_PIXELS`]. Smaller differences are the
/// grain of cameras and of JPEG, which a blurred face has as well as a sharp one. It scales with the face's contrast,
/// so that a dark or hazy face does not count as blurred.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a contrast is at most 255, and a cast from float saturates"
)]
fn detail_floor(contrast: f32) -> i32 {
    ((contrast / DETAIL_DIVISOR).max(MIN_DETAIL) * BLUR_SIDE_PIXELS as f32) as i32
}

/// The share of the variation between neighbours that a further blur removes, the lesser of horizontal and vertical
/// (after Crété, Dolmiere, Ladret and Nicolas, *The blur effect*, 2007). A blurred face has little variation to lose.
fn sharpness(picture: &Picture, oval: &FaceOval, detail_floor: i32) -> f64 {
    let middle_columns = oval.middle_columns();
    let rows: Vec<Vec<i32>> = (oval.top..oval.bottom)
        .map(|y| {
            let row = picture.row(y).get(middle_columns.clone()).unwrap_or_default();
            row.iter().map(|pixel| luma(*pixel).into()).collect()
        })
        .collect();
    let columns: Vec<Vec<i32>> = (0..middle_columns.end.saturating_sub(middle_columns.start))
        .map(|x| rows.iter().filter_map(|row| row.get(x).copied()).collect())
        .collect();
    lost_variation_share(&rows, detail_floor).min(lost_variation_share(&columns, detail_floor))
}

/// The share of the variation along lines, as far as it exceeds the floor, that blurring them removes.
fn lost_variation_share(lines: &[Vec<i32>], floor: i32) -> f64 {
    let (mut all, mut removed) = (0_i64, 0_i64);
    for line in lines {
        let mut previous: Option<i32> = None;
        for (window, middle) in
            line.windows(BLUR_SIDE_PIXELS).zip(line.windows(2).skip(BLUR_RADIUS_PIXELS - 1))
        {
            let blurred: i32 = window.iter().sum();
            if let Some(previous) = previous {
                let difference =
                    ((middle[1] - middle[0]).abs() * BLUR_SIDE_PIXELS as i32 - floor).max(0);
                let blurred_difference: i32 = (blurred - previous).abs();
                all += i64::from(difference);
                removed += i64::from((difference - blurred_difference).max(0));
            }
            previous = Some(blurred);
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "sums stay far below 53 bits")]
    let part = removed as f64 / all.max(1) as f64;
    part
}
