//! Which part of a picture is taken, and how it is turned.

use crate::resample::{self, TurnedWindow, Window};
use crate::{Orientation, Picture, PictureError};
use sscard_shared::photo::{Framing, Turn};

/// A part of a picture, as a person has moved, zoomed and turned it.
///
/// Coordinates are in pixels of the upright source picture: (0, 0) is the outer corner of the top left pixel, whose middle
/// is (0.5, 0.5). The height follows from the proportions of the output.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Crop {
    /// The point of the source that comes to the middle of the output, from the left.
    pub centre_x: f64,
    /// The point of the source that comes to the middle of the output, from the top.
    pub centre_y: f64,
    /// How many source pixels the width of the output covers, measured along the output's own horizontal.
    pub width: f64,
    /// By how many degrees the source appears turned clockwise in the output. Any finite angle.
    pub rotation: f64,
}

impl From<Framing> for Crop {
    fn from(framing: Framing) -> Self {
        let Framing { centre_x, centre_y, width, rotation } = framing;
        Self { centre_x, centre_y, width, rotation }
    }
}

/// How many pixels of a picture the output's pixels should each cover.
const SOURCE_PIXELS_PER_OUTPUT_PIXEL: f64 = 1.8;
/// How far short of the output the covered width may fall: a half pixel comes of rounding, not of enlarging.
const ENLARGING_TOLERANCE_PIXELS: f64 = 0.5;
/// The widest crop, in sums of the source's sides. Beyond this the picture would be a speck on white.
const MAX_WIDTH_FACTOR: f64 = 4.0;
/// The largest side of an output in pixels: what a JPEG can have.
const MAX_OUTPUT_SIDE_PIXELS: u32 = 65_535;
/// The largest output in pixels, four times what a scanner gives of a page.
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
        // Comparisons with NaN are false, so each condition states what is good.
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

    /// The same part of a picture that is this many times as large.
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

    /// To how many pixels a picture of `width` × `height` should be decoded for an output of `out_width`, where it was decoded
    /// to `decoded_width` first; none where that is fine enough already. The crop is in pixels of the picture in the file.
    ///
    /// A crop should cover 1.8 pixels for one of the output, for a sharp result, as far as the file has them.
    pub fn finer_decode_pixels(
        &self,
        (width, height): (u32, u32),
        decoded_width: u32,
        out_width: u32,
    ) -> Option<u64> {
        let scale = f64::from(decoded_width) / f64::from(width.max(1));
        let wanted = (f64::from(out_width) * SOURCE_PIXELS_PER_OUTPUT_PIXEL / self.width).min(1.0);
        // Rounding to whole pixels leaves a hair less than was asked for.
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

    /// Cuts out of a picture for which this crop is valid.
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
        // A quarter turn is cut upright, so to speak lying on its side, and the small result is turned.
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
        let (pixels, width, height) = orientation.apply(cut.into_rgb(), columns, rows)?;
        Picture::from_rgb(width, height, pixels)
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
