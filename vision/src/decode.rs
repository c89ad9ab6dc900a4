//! Decoding files: reading the header, then the pixels, upright and in sRGB.

mod block_means;
mod colour_profile;
mod jpeg;
mod png;
mod reduced;
mod webp;

use sscard_shared::photo::PictureFormat;

use crate::header::{Header, Limits};
use crate::picture::pixel_count;
use crate::{Picture, PictureError, sniff};

pub(crate) use jpeg::begins_segment;

/// Reads the header from the beginning of a file. `None` where the rest of the file could change the result: a JPEG has
/// its whole header before its pixels, but a PNG and a WebP may have the orientation behind them.
///
/// # Errors
/// As [`probe`], except for [`PictureError::Damaged`]: a header that looks broken may only be cut off.
pub fn probe_beginning(bytes: &[u8]) -> Result<Option<Header>, PictureError> {
    match (probe(bytes), sniff(bytes)) {
        (Ok(header), PictureFormat::Jpeg) => Ok(Some(header)),
        (Ok(_) | Err(PictureError::Damaged), _) => Ok(None),
        (Err(error), _) => Err(error),
    }
}

/// Reads the header of a JPEG, PNG or WebP file and decodes no pixel.
///
/// # Errors
/// [`PictureError::Empty`], [`PictureError::UnsupportedFormat`] for every other container,
/// [`PictureError::UnsupportedCoding`], and [`PictureError::Damaged`] where the header is broken or incomplete. No size
/// is refused here; [`Picture::decode`] checks the limits.
pub fn probe(bytes: &[u8]) -> Result<Header, PictureError> {
    if bytes.is_empty() {
        return Err(PictureError::Empty);
    }
    let header = match sniff(bytes) {
        PictureFormat::Jpeg => jpeg::probe(bytes)?,
        PictureFormat::Png => png::probe(bytes)?,
        PictureFormat::Webp => webp::probe(bytes)?,
        format => return Err(PictureError::UnsupportedFormat(format)),
    };
    if header.width == 0 || header.height == 0 {
        return Err(PictureError::Damaged);
    }
    Ok(header)
}

/// Reads the header of a file and checks it against the limits, before anything is decoded.
fn read_limited_header(bytes: &[u8], limits: &Limits) -> Result<Header, PictureError> {
    if bytes.len() > limits.max_bytes() {
        return Err(PictureError::TooManyBytes { bytes: bytes.len(), max: limits.max_bytes() });
    }
    let header = probe(bytes)?;
    let (width, height) = (header.width, header.height);
    if pixel_count(width, height) > limits.max_pixels() {
        return Err(PictureError::TooManyPixels { width, height, max: limits.max_pixels() });
    }
    Ok(header)
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
        let header = read_limited_header(bytes, limits)?;
        let (width, height) = (header.width(), header.height());
        let mut pixels = match header.format() {
            PictureFormat::Jpeg => jpeg::decode(bytes)?,
            PictureFormat::Png => png::decode(bytes)?,
            PictureFormat::Webp => webp::decode(bytes, &header)?,
            format => return Err(PictureError::UnsupportedFormat(format)),
        };
        convert_to_srgb(&mut pixels, bytes, header.format());
        header.orientation().turn(Self::from_rgb(width, height, pixels)?)
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
        let header = read_limited_header(bytes, limits)?;
        if pixel_count(header.width(), header.height()) <= at_most_pixels {
            return Self::decode(bytes, limits);
        }
        let mut pixels = reduced::decode(bytes, &header, at_most_pixels)?;
        convert_to_srgb(&mut pixels.rgb, bytes, header.format());
        header.orientation().turn(Self::from_rgb(pixels.width, pixels.height, pixels.rgb)?)
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
}

/// Converts the pixels of a file to sRGB where they are in another colour space.
fn convert_to_srgb(pixels: &mut [u8], bytes: &[u8], format: PictureFormat) {
    if let Some(conversion) = colour_profile::read_conversion(bytes, format) {
        conversion.convert(pixels);
    }
}
