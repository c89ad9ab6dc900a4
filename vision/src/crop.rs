//! Cropping: selecting a part of a picture and its rotation.

use crate::resample::{self, TurnedWindow, Window};
use crate::{Orientation, Picture, PictureError};
use sscard_shared::photo::{Framing, Turn};

/// A part of a picture, as the applicant moved, zoomed and turned it.
///
/// Coordinates are in pixels of the upright source picture: (0, 0) is the outer corner of the top left pixel, whose
/// middle is (0.5, 0.5). The height follows from the proportions of the output.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Crop {
    /// The horizontal position in the source of the middle of the output.
    pub centre_x: f64,
    /// The vertical position in the source of the middle of the output.
    pub centre_y: f64,
    /// The number of source pixels that the width of the output covers, measured along the output's own horizontal.
    pub width: f64,
    /// The degrees by which the source appears turned clockwise in the output. Any finite angle.
    pub rotation: f64,
}

impl From<Framing> for Crop {
    fn from(framing: Framing) -> Self {
        let Framing { centre_x, centre_y, width, rotation } = framing;
        Self { centre_x, centre_y, width, rotation }
    }
}

/// The number of source pixels that each output pixel should cover along a side.
const SOURCE_PIXELS_PER_OUTPUT_PIXEL: f64 = 1.8;
/// How far short of the output the covered width may be, in pixels. A half pixel is rounding, not enlarging.
const ENLARGING_TOLERANCE_PIXELS: f64 = 0.5;
/// The widest crop, in sums of the source's sides. In a wider one the picture would be a speck on white.
const MAX_WIDTH_FACTOR: f64 = 4.0;
/// The largest side of an output in pixels: the limit of JPEG.
const MAX_OUTPUT_SIDE_PIXELS: u32 = 65_535;
/// The largest output in pixels, four times a scanned page.
const MAX_OUTPUT_PIXELS: u64 = 120_000_000;

impl Crop {
    /// Checks the crop against a picture and the size of an output.
    ///
    /// # Errors
    /// [`PictureError::BadCrop`] where a number is not finite, the centre lies outside the picture, the width is not
    /// positive or is absurdly large, or a side of the output is zero or absurdly large; [`PictureError::TooSmall`] where
    /// the output would have to be enlarged by more than half a pixel.
    pub fn validate(
        &self,
        picture: &Picture,
        out_width: u32,
        out_height: u32,
    ) -> Result<(), PictureError> {
        let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
        let Self { centre_x, centre_y, width: covered, rotation } = *self;
        // Comparisons with NaN are false, so that each condition states what is valid.
        let is_valid = (0.0..=width).contains(&centre_x)
            && (0.0..=height).contains(&centre_y)
            && covered > 0.0
            && covered <= (width + height) * MAX_WIDTH_FACTOR
            && rotation.is_finite()
            && (1..=MAX_OUTPUT_SIDE_PIXELS).contains(&out_width)
            && (1..=MAX_OUTPUT_SIDE_PIXELS).contains(&out_height)
            && u64::from(out_width) * u64::from(out_height) <= MAX_OUTPUT_PIXELS;
        if !is_valid {
            return Err(PictureError::BadCrop);
        }
        if covered + ENLARGING_TOLERANCE_PIXELS < f64::from(out_width) {
            return Err(PictureError::TooSmall { width: covered, wanted: out_width });
        }
        Ok(())
    }

    /// The same part of the picture at another scale.
    #[must_use]
    pub fn scaled(&self, scale: f64) -> Self {
        let Self { centre_x, centre_y, width, rotation } = *self;
        Self {
            centre_x: centre_x * scale,
            centre_y: centre_y * scale,
            width: width * scale,
            rotation,
        }
    }

    /// The number of pixels to which a picture of `width` × `height` should be decoded again for an output of
    /// `out_width`, after it was decoded to `decoded_width`. `None` where that is fine enough. The crop is in pixels of
    /// the picture in the file.
    ///
    /// For a sharp result a crop should cover 1.8 pixels for one of the output, where the file has them.
    pub fn finer_decode_pixels(
        &self,
        (width, height): (u32, u32),
        decoded_width: u32,
        out_width: u32,
    ) -> Option<u64> {
        let scale = f64::from(decoded_width) / f64::from(width.max(1));
        let wanted = (f64::from(out_width) * SOURCE_PIXELS_PER_OUTPUT_PIXEL / self.width).min(1.0);
        // Rounding to whole pixels can leave slightly less than requested.
        if !wanted.is_finite() || scale >= 0.99 * wanted {
            return None;
        }
        let side = |length: u32| f64::from(length) * wanted + 1.0;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "positive, and far below the largest integer"
        )]
        let pixels = (side(width) * side(height)) as u64;
        Some(pixels)
    }

    /// Cuts this crop out of a picture. The crop must be valid for the picture.
    pub(crate) fn cut_out(
        &self,
        picture: &Picture,
        out_width: u32,
        out_height: u32,
    ) -> Result<Picture, PictureError> {
        let turn = Turn::new(self.rotation);
        let covered_height = self.width * f64::from(out_height) / f64::from(out_width);
        if !turn.is_square() {
            let Self { centre_x, centre_y, width, .. } = *self;
            let window = TurnedWindow { centre_x, centre_y, width, turn };
            return resample::shrink_turned(picture, &window, out_width, out_height);
        }
        let is_sideways = turn.quarters() % 2 == 1;
        // A quarter turn is cut without turning, and the small result is turned.
        let (width, height) =
            if is_sideways { (covered_height, self.width) } else { (self.width, covered_height) };
        let (columns, rows) =
            if is_sideways { (out_height, out_width) } else { (out_width, out_height) };
        let window = Window {
            left: self.centre_x - width / 2.0,
            top: self.centre_y - height / 2.0,
            width,
            height,
        };
        let cut = resample::shrink_upright(picture, window, columns, rows)?;
        let orientation = match turn.quarters() {
            0 => return Ok(cut),
            1 => Orientation::Clockwise,
            2 => Orientation::HalfTurn,
            _ => Orientation::CounterClockwise,
        };
        orientation.turn(cut)
    }
}

impl Picture {
    /// Cuts a part out and shrinks it to `out_width` × `out_height`. The output is white outside this picture.
    ///
    /// # Errors
    /// [`PictureError::BadCrop`] and [`PictureError::TooSmall`] as for [`Crop::validate`];
    /// [`PictureError::OutOfMemory`].
    pub fn crop(&self, crop: &Crop, out_width: u32, out_height: u32) -> Result<Self, PictureError> {
        crop.validate(self, out_width, out_height)?;
        crop.cut_out(self, out_width, out_height)
    }

    /// The largest unrotated crop about the centre with the proportions `out_width` : `out_height` that lies within
    /// this picture.
    pub fn centred_crop(&self, out_width: u32, out_height: u32) -> Crop {
        let (width, height) = (f64::from(self.width()), f64::from(self.height()));
        let aspect = f64::from(out_width.max(1)) / f64::from(out_height.max(1));
        Crop {
            centre_x: width / 2.0,
            centre_y: height / 2.0,
            width: if height * aspect < width { height * aspect } else { width },
            rotation: 0.0,
        }
    }
}
