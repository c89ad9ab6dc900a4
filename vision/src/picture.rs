//! A picture in memory.

use sscard_shared::photo::PictureFormat;

use crate::crop::Crop;
use crate::resample::{self, Window};
use crate::{
    Limits, Orientation, PictureError, decode_jpeg, decode_png, decode_reduced, decode_webp, probe,
    profile,
};

/// An upright picture of 8-bit RGB pixels, at least one pixel wide and high.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    width: u32,
    height: u32,
    pixels: Vec<u8>,
}

impl std::fmt::Debug for Picture {
    /// Shows the size only, because the content of a picture must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Picture")
            .field("width", &self.width)
            .field("height", &self.height)
            .finish_non_exhaustive()
    }
}

impl Picture {
    /// Decodes a JPEG, PNG or WebP file. The result is upright by the EXIF orientation and in sRGB by the colour
    /// profile. Alpha is composited onto white, grey and CMYK become RGB, 16 bits are cut to 8, and an animation gives
    /// its first frame. The picture is decoded whole or not at all.
    ///
    /// A JPEG may lack its end marker and up to 3 % of its data at the end: messengers and broken downloads produce
    /// such files. Missing rows repeat the last good one. Of a progressive file every coefficient must be present
    /// except for its last bit.
    ///
    /// The peak of memory, in bytes a pixel: 3 for a baseline JPEG, 10 for a progressive one or one of several scans
    /// (13 with four inks); 3 for a PNG, 4 with alpha or grey; 8 for a WebP, 12 with alpha or animated. A quarter turn
    /// needs at least 6. To this come 2 MB and the file, which is copied once where its end marker is missing.
    ///
    /// # Errors
    /// [`PictureError::Empty`], [`PictureError::TooManyBytes`] and [`PictureError::TooManyPixels`] before anything is
    /// decoded; [`PictureError::UnsupportedFormat`] for every other container; [`PictureError::UnsupportedCoding`];
    /// [`PictureError::Damaged`] for a file that is broken or lacks more than this; [`PictureError::OutOfMemory`].
    pub fn decode(bytes: &[u8], limits: &Limits) -> Result<Self, PictureError> {
        let header = limits.admit(bytes)?;
        let (width, height) = (header.width(), header.height());
        let mut pixels = match header.format() {
            PictureFormat::Jpeg => decode_jpeg::decode(bytes)?,
            PictureFormat::Png => decode_png::decode(bytes)?,
            PictureFormat::Webp => decode_webp::decode(bytes, &header)?,
            format => return Err(PictureError::UnsupportedFormat(format)),
        };
        to_srgb(&mut pixels, bytes, header.format());
        let (pixels, width, height) = header.orientation().apply(pixels, width, height)?;
        Self::from_rgb(width, height, pixels)
    }

    /// Decodes as [`decode`](Self::decode) does, and reduces a picture of more than `at_most_pixels` while it is
    /// decoded: a JPEG to a half, a quarter or an eighth of its sides, anything else by blocks of two to eight pixels.
    /// The smallest reduction that fits is used. Where none fits, the result is an eighth and still larger.
    ///
    /// Both sides are rounded up, so that the last column and row may stand for fewer pixels of the source. A source of
    /// at most `at_most_pixels` gives the result of [`decode`](Self::decode).
    ///
    /// The peak of memory, in bytes: 3 for each pixel of the result (6 with a quarter turn), and for each pixel of the
    /// source:
    ///
    /// | file | halved | quartered | eighth |
    /// |---|---|---|---|
    /// | baseline JPEG, PNG | 0 | 0 | 0 |
    /// | baseline JPEG in several scans | 1.5 | 0.4 | 0.1 |
    /// | progressive JPEG | 2 | 0.8 | 0.5 |
    /// | interlaced PNG, WebP | as [`decode`](Self::decode) | | |
    ///
    /// Four inks take a third more. A JPEG of up to 50 megapixels that cannot be reduced this way is decoded whole and
    /// then shrunk.
    ///
    /// # Errors
    /// As [`decode`](Self::decode).
    pub fn decode_reduced(
        bytes: &[u8],
        limits: &Limits,
        at_most_pixels: u64,
    ) -> Result<Self, PictureError> {
        let header = limits.admit(bytes)?;
        if area(header.width(), header.height()) <= at_most_pixels {
            return Self::decode(bytes, limits);
        }
        let (mut pixels, width, height) = decode_reduced::decode(bytes, &header, at_most_pixels)?;
        to_srgb(&mut pixels, bytes, header.format());
        let (pixels, width, height) = header.orientation().apply(pixels, width, height)?;
        Self::from_rgb(width, height, pixels)
    }

    /// Decodes as [`Picture::decode_reduced`], to at least so many pixels where the file has them: reduced to the next
    /// finer half, quarter or eighth.
    ///
    /// # Errors
    /// As [`Picture::decode_reduced`].
    pub fn decode_no_coarser(
        bytes: &[u8],
        limits: &Limits,
        at_least_pixels: u64,
    ) -> Result<Self, PictureError> {
        let header = probe(bytes)?;
        let reduced = |block: u32| {
            let side = |length: u32| u64::from(length.div_ceil(block));
            side(header.width()) * side(header.height())
        };
        let most = [8, 4, 2].into_iter().map(reduced).find(|pixels| *pixels >= at_least_pixels);
        Self::decode_reduced(bytes, limits, most.unwrap_or_else(|| reduced(1)))
    }

    /// Makes a picture of upright RGB pixels, three bytes each, row by row.
    ///
    /// # Errors
    /// [`PictureError::BadPixels`] where the bytes do not fill the size exactly, or a side is zero.
    pub fn from_rgb(width: u32, height: u32, pixels: Vec<u8>) -> Result<Self, PictureError> {
        if width == 0
            || height == 0
            || area(width, height).checked_mul(3) != Some(pixels.len() as u64)
        {
            return Err(PictureError::BadPixels { width, height, length: pixels.len() });
        }
        Ok(Self { width, height, pixels })
    }

    /// Makes a picture of upright RGBA pixels, four bytes each with straight alpha, as a browser's canvas gives them.
    /// They are composited onto white.
    ///
    /// # Errors
    /// [`PictureError::BadPixels`] where the bytes do not fill the size exactly, or a side is zero.
    pub fn from_rgba(width: u32, height: u32, pixels: Vec<u8>) -> Result<Self, PictureError> {
        if area(width, height).checked_mul(4) != Some(pixels.len() as u64) {
            return Err(PictureError::BadPixels { width, height, length: pixels.len() });
        }
        Self::from_rgb(width, height, decode_png::flatten_rgba(pixels))
    }

    /// Width in pixels, at least 1.
    pub const fn width(&self) -> u32 {
        self.width
    }

    /// Height in pixels, at least 1.
    pub const fn height(&self) -> u32 {
        self.height
    }

    /// The pixels as bytes: red, green, blue, row by row from the top left, without padding.
    pub fn rgb(&self) -> &[u8] {
        &self.pixels
    }

    /// The pixels as bytes, without a copy.
    pub fn into_rgb(self) -> Vec<u8> {
        self.pixels
    }

    /// The same pixels, three bytes each.
    pub fn pixels(&self) -> &[[u8; 3]] {
        self.pixels.as_chunks::<3>().0
    }

    /// One row of pixels, or an empty slice below the picture.
    pub fn row(&self, y: u32) -> &[[u8; 3]] {
        let width = self.width as usize;
        let start = (y as usize).saturating_mul(width);
        self.pixels().get(start..start.saturating_add(width)).unwrap_or_default()
    }

    /// The picture shrunk so that its longest side has at most `max_side` pixels (at least 1). It is never enlarged.
    ///
    /// # Errors
    /// [`PictureError::OutOfMemory`].
    pub fn preview(&self, max_side: u32) -> Result<Self, PictureError> {
        let longest = self.width.max(self.height);
        let max_side = max_side.max(1);
        if longest <= max_side {
            return Ok(self.clone());
        }
        let fit = |side: u32| {
            let scaled = (u64::from(side) * u64::from(max_side) + u64::from(longest) / 2)
                / u64::from(longest);
            u32::try_from(scaled).unwrap_or(max_side).max(1)
        };
        let whole = Window {
            left: 0.0,
            top: 0.0,
            width: f64::from(self.width),
            height: f64::from(self.height),
        };
        resample::upright(self, whole, fit(self.width), fit(self.height))
    }

    /// The picture turned clockwise by a number of quarters; four quarters change nothing. Pixels only change their
    /// position.
    ///
    /// # Errors
    /// [`PictureError::OutOfMemory`].
    pub fn turned(self, quarters: u8) -> Result<Self, PictureError> {
        let orientation = match quarters % 4 {
            0 => Orientation::Upright,
            1 => Orientation::Clockwise,
            2 => Orientation::HalfTurn,
            _ => Orientation::CounterClockwise,
        };
        let (pixels, width, height) = orientation.apply(self.pixels, self.width, self.height)?;
        Self::from_rgb(width, height, pixels)
    }

    /// The picture with a margin on every side that repeats the edge pixels.
    pub(crate) fn with_margin(&self, margin: u32) -> Result<Self, PictureError> {
        let (width, height) = (self.width + 2 * margin, self.height + 2 * margin);
        let mut pixels = blank(width, height)?;
        let rows = pixels.as_chunks_mut::<3>().0.chunks_exact_mut(width as usize);
        for (y, out) in (0..height).zip(rows) {
            let row = self.row(y.saturating_sub(margin).min(self.height - 1));
            let (left, rest) = out.split_at_mut(margin as usize);
            let (middle, right) = rest.split_at_mut(row.len());
            left.fill(row[0]);
            middle.copy_from_slice(row);
            right.fill(row[row.len() - 1]);
        }
        Self::from_rgb(width, height, pixels)
    }

    /// Cuts a part out and shrinks it to `out_width` × `out_height`. The output is white outside this picture.
    ///
    /// # Errors
    /// [`PictureError::BadCrop`] and [`PictureError::TooSmall`] as for [`Crop::validate`];
    /// [`PictureError::OutOfMemory`].
    pub fn crop(&self, crop: &Crop, out_width: u32, out_height: u32) -> Result<Self, PictureError> {
        crop.validate(self, out_width, out_height)?;
        crop.cut(self, out_width, out_height)
    }

    /// The largest unrotated crop about the centre with the proportions `out_width` : `out_height` that lies within
    /// this picture.
    pub fn centred_crop(&self, out_width: u32, out_height: u32) -> Crop {
        let (width, height) = (f64::from(self.width), f64::from(self.height));
        let aspect = f64::from(out_width.max(1)) / f64::from(out_height.max(1));
        Crop {
            centre_x: width / 2.0,
            centre_y: height / 2.0,
            width: if height * aspect < width { height * aspect } else { width },
            rotation: 0.0,
        }
    }
}

/// Converts the pixels of a file to sRGB where they are in another colour space.
fn to_srgb(pixels: &mut [u8], bytes: &[u8], format: PictureFormat) {
    if let Some(profile) = profile::of_file(bytes, format) {
        profile.apply(pixels);
    }
}

fn area(width: u32, height: u32) -> u64 {
    u64::from(width) * u64::from(height)
}

/// Allocates zeroed bytes for an RGB picture.
pub(crate) fn blank(width: u32, height: u32) -> Result<Vec<u8>, PictureError> {
    let size = area(width, height).checked_mul(3).and_then(|size| usize::try_from(size).ok());
    buffer(size.ok_or(PictureError::OutOfMemory { width, height })?, width, height)
}

/// Allocates zeroed bytes for a picture of this size. Missing memory is an error here, where the usual allocation would
/// abort: a browser tab on an old phone has little memory, and the app can ask for a smaller picture.
pub(crate) fn buffer(size: usize, width: u32, height: u32) -> Result<Vec<u8>, PictureError> {
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(size).map_err(|_| PictureError::OutOfMemory { width, height })?;
    bytes.resize(size, 0);
    Ok(bytes)
}
