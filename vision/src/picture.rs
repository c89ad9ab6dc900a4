//! A picture in memory.

use crate::PictureError;
use crate::alpha::composite_rgba_on_white;

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
    /// Makes a picture of upright RGB pixels, three bytes each, row by row.
    ///
    /// # Errors
    /// [`PictureError::BadPixels`] where the bytes do not fill the size exactly, or a side is zero.
    pub fn from_rgb(width: u32, height: u32, pixels: Vec<u8>) -> Result<Self, PictureError> {
        if width == 0
            || height == 0
            || pixel_count(width, height).checked_mul(3) != Some(pixels.len() as u64)
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
        if pixel_count(width, height).checked_mul(4) != Some(pixels.len() as u64) {
            return Err(PictureError::BadPixels { width, height, length: pixels.len() });
        }
        Self::from_rgb(width, height, composite_rgba_on_white(pixels))
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

    /// The picture with a margin on every side that repeats the edge pixels.
    pub(crate) fn with_margin(&self, margin: u32) -> Result<Self, PictureError> {
        let (width, height) = (self.width + 2 * margin, self.height + 2 * margin);
        let mut pixels = zeroed_rgb(width, height)?;
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
}

/// Pixels as stored in a file: RGB8, not yet turned upright.
pub(crate) struct StoredPixels {
    pub(crate) rgb: Vec<u8>,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// The number of pixels of a picture of this size.
pub(crate) fn pixel_count(width: u32, height: u32) -> u64 {
    u64::from(width) * u64::from(height)
}

/// Allocates zeroed bytes for an RGB picture.
pub(crate) fn zeroed_rgb(width: u32, height: u32) -> Result<Vec<u8>, PictureError> {
    let size =
        pixel_count(width, height).checked_mul(3).and_then(|size| usize::try_from(size).ok());
    zeroed_bytes(size.ok_or(PictureError::OutOfMemory { width, height })?, width, height)
}

/// Allocates zeroed bytes for a picture of this size. Missing memory is an error here, where the usual allocation would
/// abort: a browser tab on an old phone has little memory, and the app can ask for a smaller picture.
pub(crate) fn zeroed_bytes(size: usize, width: u32, height: u32) -> Result<Vec<u8>, PictureError> {
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(size).map_err(|_| PictureError::OutOfMemory { width, height })?;
    bytes.resize(size, 0);
    Ok(bytes)
}
