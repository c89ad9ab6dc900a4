//! The header of a file, which is read before its pixels, and the limits of decoding.

use sscard_shared::photo::PictureFormat;

use crate::Orientation;

/// The largest file and the largest picture that are decoded. Larger ones are refused before any pixel is decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    max_bytes: usize,
    max_pixels: u64,
}

impl Limits {
    /// The default limit for files: 50 MB (50,000,000 bytes), about the size of a phone's largest JPEG.
    pub const MAX_BYTES: usize = 50_000_000;
    /// The default limit for pictures: 200 megapixels (200,000,000), the size of the largest phone sensors. Decoded
    /// whole such a picture takes 600 MB: the app uses [`Picture::decode_reduced`](crate::Picture::decode_reduced).
    pub const MAX_PIXELS: u64 = 200_000_000;

    /// Custom limits, for example for a server that decodes many pictures at once.
    ///
    /// The memory of a pixel is documented at [`Picture::decode`](crate::Picture::decode) and
    /// [`Picture::decode_reduced`](crate::Picture::decode_reduced).
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
}

impl Default for Limits {
    /// [`Limits::MAX_BYTES`] and [`Limits::MAX_PIXELS`].
    fn default() -> Self {
        Self::new(Self::MAX_BYTES, Self::MAX_PIXELS)
    }
}

/// The header of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    pub(crate) format: PictureFormat,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) orientation: Orientation,
    /// The number of EXIF blocks in the file.
    pub(crate) exif_block_count: usize,
}

impl Header {
    /// The container: JPEG, PNG or WebP. Other headers are not read.
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

    /// The turn that brings the stored picture upright.
    pub const fn orientation(&self) -> Orientation {
        self.orientation
    }

    /// Whether every decoder finds the same orientation: the file has at most one EXIF block. Of several blocks,
    /// decoders read the first, the last, or the first with an orientation.
    pub const fn has_certain_orientation(&self) -> bool {
        self.exif_block_count <= 1
    }

    /// Width in pixels of the upright picture, as from [`Picture::decode`](crate::Picture::decode).
    pub const fn upright_width(&self) -> u32 {
        if self.orientation.swaps_sides() { self.height } else { self.width }
    }

    /// Height in pixels of the upright picture, as from [`Picture::decode`](crate::Picture::decode).
    pub const fn upright_height(&self) -> u32 {
        if self.orientation.swaps_sides() { self.width } else { self.height }
    }
}
