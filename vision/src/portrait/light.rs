//! The light on a face, and its sharpness.

use crate::colour::luma;
use crate::{Face, HeadGeometry, Picture};

/// The measurements within the oval of the face, which excludes hair and ground.
pub(super) struct Light {
    pub(super) luma: f64,
    pub(super) contrast: f32,
    pub(super) sharpness: f64,
    pub(super) glare: f64,
}

/// Half the oval's width, in widths of the face.
const HALF_WIDTH: f32 = 0.38;
/// How far below the eyes the oval's middle lies, and half its height, in distances from the eyes to the mouth.
const LOWERED: f32 = 0.45;
const HALF_HEIGHT: f32 = 1.15;
/// The luma from which a pixel without colour is blown out.
const BLOWN_OUT: u8 = 250;
const COLOURLESS: u8 = 12;
/// Half the length in pixels of the blur that sharpness is compared with: nine pixels, as in Crété and others (2007).
const BLUR: usize = 4;
const SIDE: usize = 2 * BLUR + 1;
/// The contrast divisor of the detail threshold: differences between neighbours below contrast / 36 are no detail.
const DETAIL: f32 = 36.0;
/// The difference between neighbours that is no detail on any face.
const GRAIN: f32 = 2.0;

pub(super) fn of(picture: &Picture, face: &Face, geometry: &HeadGeometry) -> Light {
    let oval = Oval::of(picture, face, geometry);
    let mut counts = [0_u32; 256];
    let (mut all, mut sum, mut blown) = (0_u64, 0_u64, 0_u64);
    for y in oval.top..oval.bottom {
        let (from, to) = oval.columns(y);
        for pixel in picture.row(y).get(from..to).unwrap_or_default() {
            let luma = luma(*pixel);
            counts[usize::from(luma)] += 1;
            all += 1;
            sum += u64::from(luma);
            let spread = pixel.iter().max().zip(pixel.iter().min()).map_or(0, |(a, b)| a - b);
            blown += u64::from(luma >= BLOWN_OUT && spread <= COLOURLESS);
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "counts of pixels are far below 53 bits")]
    let part = |value: u64| value as f64 / all.max(1) as f64;
    let contrast = spread(&counts, all);
    Light {
        luma: part(sum),
        contrast,
        sharpness: sharpness(picture, &oval, floor(contrast)),
        glare: part(blown),
    }
}

/// The difference between the fifth and the ninety-fifth percentile.
fn spread(counts: &[u32; 256], all: u64) -> f32 {
    let place = |part: u64| {
        let mut seen = 0;
        let at = counts.iter().position(|count| {
            seen += u64::from(*count);
            seen * 100 > all * part
        });
        u8::try_from(at.unwrap_or_default()).unwrap_or(u8::MAX)
    };
    f32::from(place(95)) - f32::from(place(5))
}

/// An upright oval within the picture.
struct Oval {
    x: f32,
    y: f32,
    half_width: f32,
    half_height: f32,
    top: u32,
    bottom: u32,
    width: u32,
}

impl Oval {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a cast from float saturates"
    )]
    fn of(picture: &Picture, face: &Face, geometry: &HeadGeometry) -> Self {
        let (eye_x, eye_y) = geometry.eye_mid;
        let down = (face.mouth.1 - eye_y).max(1.0);
        let (x, y) = ((eye_x + face.mouth.0) / 2.0, eye_y + down * LOWERED);
        let half_height = down * HALF_HEIGHT;
        Self {
            x,
            y,
            half_width: (geometry.face_width() * HALF_WIDTH).max(1.0),
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
    fn columns(&self, y: u32) -> (usize, usize) {
        let off = (y as f32 + 0.5 - self.y) / self.half_height;
        let half = self.half_width * (1.0 - off * off).max(0.0).sqrt();
        let at = |x: f32| (x.max(0.0) as u32).min(self.width) as usize;
        (at(self.x - half), at(self.x + half))
    }

    fn box_columns(&self) -> (usize, usize) {
        let middle = (self.top + self.bottom) / 2;
        self.columns(middle)
    }
}

/// The least difference between neighbours that counts as detail, multiplied by [`SIDE`]. Smaller differences are the
/// grain of cameras and of JPEG, which a blurred face has as well as a sharp one. It scales with the face's contrast,
/// so that a dark or hazy face does not count as blurred.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a contrast is at most 255, and a cast from float saturates"
)]
fn floor(contrast: f32) -> i32 {
    ((contrast / DETAIL).max(GRAIN) * SIDE as f32) as i32
}

/// The share of the variation between neighbours that a further blur removes, the lesser of horizontal and vertical
/// (after Crété, Dolmiere, Ladret and Nicolas, *The blur effect*, 2007). A blurred face has little variation to lose.
fn sharpness(picture: &Picture, oval: &Oval, floor: i32) -> f64 {
    let (from, to) = oval.box_columns();
    let rows: Vec<Vec<i32>> = (oval.top..oval.bottom)
        .map(|y| {
            let row = picture.row(y).get(from..to).unwrap_or_default();
            row.iter().map(|pixel| luma(*pixel).into()).collect()
        })
        .collect();
    let columns: Vec<Vec<i32>> = (0..to.saturating_sub(from))
        .map(|x| rows.iter().filter_map(|row| row.get(x).copied()).collect())
        .collect();
    lost(&rows, floor).min(lost(&columns, floor))
}

/// The share of the variation along lines, as far as it exceeds the floor, that blurring them removes.
fn lost(lines: &[Vec<i32>], floor: i32) -> f64 {
    let (mut all, mut taken) = (0_i64, 0_i64);
    for line in lines {
        let mut before: Option<i32> = None;
        for (window, middle) in line.windows(SIDE).zip(line.windows(2).skip(BLUR - 1)) {
            let blurred: i32 = window.iter().sum();
            if let Some(before) = before {
                let own = ((middle[1] - middle[0]).abs() * SIDE as i32 - floor).max(0);
                let left: i32 = (blurred - before).abs();
                all += i64::from(own);
                taken += i64::from((own - left).max(0));
            }
            before = Some(blurred);
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "sums stay far below 53 bits")]
    let part = taken as f64 / all.max(1) as f64;
    part
}
