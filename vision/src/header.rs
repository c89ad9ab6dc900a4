//! What a file says of itself before its pixels are decoded, and how much we are ready to decode.

use sscard_shared::photo::PictureFormat;

use crate::{Orientation, PictureError, decode_jpeg, decode_png, sniff};

/// How large a file and a picture may be. What is larger is refused before any pixel is decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    max_bytes: usize,
    max_pixels: u64,
}

impl Limits {
    /// Limits of the caller's own, as a server wants that decodes many pictures at once.
    ///
    /// Decoding a picture needs about 3 bytes a pixel, 4 for a PNG with alpha, 9 for a progressive JPEG, and the 3 twice
    /// where a camera's quarter turn is applied.
    pub const fn new(max_bytes: usize, max_pixels: u64) -> Self {
        Self { max_bytes, max_pixels }
    }

    /// The largest file that is read, in bytes.
    pub const fn max_bytes(&self) -> usize {
        self.max_bytes
    }

    /// The largest picture that is decoded, in pixels (width × height).
    pub const fn max_pixels(&self) -> u64 {
        self.max_pixels
    }

    /// Refuses an empty file and one that is too long.
    pub(crate) fn admit_bytes(&self, bytes: &[u8]) -> Result<(), PictureError> {
        match bytes.len() {
            0 => Err(PictureError::Empty),
            length if length > self.max_bytes => {
                Err(PictureError::TooManyBytes { bytes: length, max: self.max_bytes })
            }
            _ => Ok(()),
        }
    }

    /// Refuses a picture with too many pixels.
    pub(crate) fn admit_pixels(&self, width: u32, height: u32) -> Result<(), PictureError> {
        if u64::from(width) * u64::from(height) > self.max_pixels {
            return Err(PictureError::TooManyPixels { width, height, max: self.max_pixels });
        }
        Ok(())
    }
}

impl Default for Limits {
    /// 50 MB (50,000,000 bytes) and 120 megapixels: above the 108-megapixel phones, below what a browser tab can bear.
    fn default() -> Self {
        Self::new(50_000_000, 120_000_000)
    }
}

/// What the header of a file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    pub(crate) format: PictureFormat,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) orientation: Orientation,
}

impl Header {
    /// The container: JPEG or PNG, as the header of no other is read.
    pub const fn format(&self) -> PictureFormat {
        self.format
    }

    /// Width in pixels as stored, before the orientation is applied.
    pub const fn width(&self) -> u32 {
        self.width
    }

    /// Height in pixels as stored, before the orientation is applied.
    pub const fn height(&self) -> u32 {
        self.height
    }

    /// How the stored picture must be turned to stand upright.
    pub const fn orientation(&self) -> Orientation {
        self.orientation
    }

    /// Width in pixels of the upright picture, as [`Picture::decode`](crate::Picture::decode) will give it.
    pub const fn upright_width(&self) -> u32 {
        if self.orientation.swaps_sides() { self.height } else { self.width }
    }

    /// Height in pixels of the upright picture, as [`Picture::decode`](crate::Picture::decode) will give it.
    pub const fn upright_height(&self) -> u32 {
        if self.orientation.swaps_sides() { self.width } else { self.height }
    }
}

/// Reads the header of a JPEG or PNG file and decodes no pixel.
///
/// # Errors
/// [`PictureError::Empty`], [`PictureError::UnsupportedFormat`] for every other container,
/// [`PictureError::UnsupportedCoding`], and [`PictureError::Damaged`] where the header is broken or incomplete. A picture of
/// any size is described: limits are [`Picture::decode`](crate::Picture::decode)'s concern.
pub fn probe(bytes: &[u8]) -> Result<Header, PictureError> {
    if bytes.is_empty() {
        return Err(PictureError::Empty);
    }
    let header = match sniff(bytes) {
        PictureFormat::Jpeg => decode_jpeg::probe(bytes)?,
        PictureFormat::Png => decode_png::probe(bytes)?,
        format => return Err(PictureError::UnsupportedFormat(format)),
    };
    if header.width == 0 || header.height == 0 {
        return Err(PictureError::Damaged);
    }
    Ok(header)
}
