//! What a file says of itself before its pixels are decoded, and how much we are ready to decode.

use sscard_shared::photo::PictureFormat;

use crate::Orientation;

/// How large a file and a picture may be. What is larger is refused before any pixel is decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    max_bytes: usize,
    max_pixels: u64,
}

impl Limits {
    /// The largest file that is read by default: 50 MB (50,000,000 bytes), about what a phone's largest JPEG takes.
    pub const MAX_BYTES: usize = 50_000_000;
    /// The largest picture that is decoded by default: 200 megapixels (200,000,000), as the largest sensors of phones have.
    /// Decoded whole it takes 600 MB: a browser asks for it through
    /// [`Picture::decode_reduced`](crate::Picture::decode_reduced).
    pub const MAX_PIXELS: u64 = 200_000_000;

    /// Limits of the caller's own, as a server wants that decodes many pictures at once.
    ///
    /// What a pixel costs in memory stands at [`Picture::decode`](crate::Picture::decode) and
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

/// What the header of a file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    pub(crate) format: PictureFormat,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) orientation: Orientation,
    /// How many blocks of EXIF the file has.
    pub(crate) exif_block_count: usize,
}

impl Header {
    /// The container: JPEG, PNG or WebP, as the header of no other is read.
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

    /// Whether every decoder finds the same orientation: the file has one block of EXIF or none. Of several, decoders read the first, the last, or
    /// the first that tells.
    pub const fn has_certain_orientation(&self) -> bool {
        self.exif_block_count <= 1
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
