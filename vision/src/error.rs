//! The errors of this crate.

use sscard_shared::photo::{PictureFormat, PictureRefusal};

/// Why a picture could not be read, cropped or written.
///
/// The `Display` text is English and for logs. It contains sizes and formats, but nothing of the content of the
/// picture. `shared` has the texts for applicants, and callers map these values to them.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum PictureError {
    /// The file has no bytes.
    #[error("the file is empty")]
    Empty,
    /// The file is longer than [`Limits::max_bytes`](crate::Limits::max_bytes).
    #[error("the file has {bytes} bytes, at most {max} are read")]
    TooManyBytes {
        /// Bytes of the file.
        bytes: usize,
        /// The limit that was exceeded.
        max: usize,
    },
    /// The header announces more pixels than [`Limits::max_pixels`](crate::Limits::max_pixels). Nothing was decoded.
    #[error("the picture has {width}x{height} pixels, at most {max} pixels are decoded")]
    TooManyPixels {
        /// Width in pixels as stored.
        width: u32,
        /// Height in pixels as stored.
        height: u32,
        /// The limit that was exceeded, in pixels.
        max: u64,
    },
    /// The container is not decoded here (HEIC, AVIF), or unknown.
    #[error("pictures of the format {0:?} are not decoded")]
    UnsupportedFormat(PictureFormat),
    /// The container is JPEG, but its coding process (arithmetic, lossless, 12-bit) or channels are not decoded.
    #[error("the coding inside this {0:?} file is not decoded")]
    UnsupportedCoding(PictureFormat),
    /// The file ends early or contradicts itself.
    #[error("the file is damaged or incomplete")]
    Damaged,
    /// The device has too little memory for the picture.
    #[error("not enough memory for a picture of {width}x{height} pixels")]
    OutOfMemory {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// The crop covers fewer source pixels than the output has. Pictures are never enlarged.
    #[error("the crop covers {width:.1} source pixels in width, the output needs {wanted}")]
    TooSmall {
        /// The source pixels that the crop covers in width.
        width: f64,
        /// The width of the output in pixels.
        wanted: u32,
    },
    /// The crop is not a finite rectangle about a point inside the picture, or the output size is zero or absurd.
    #[error("the crop is not a finite rectangle about a point of the picture")]
    BadCrop,
    /// The given pixels do not match the given width and height, or one of these is zero.
    #[error("{length} bytes of pixels do not make a picture of {width}x{height}")]
    BadPixels {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
        /// The number of given bytes.
        length: usize,
    },
    /// The picture has another size than a card photo.
    #[error("a card photo of {width}x{height} pixels is not written")]
    WrongSize {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// The JPEG encoder failed.
    #[error("the picture could not be encoded")]
    Encode,
}

impl PictureError {
    /// The fault of the picture itself, so that the app and the server report the same for the same file. `None` where
    /// the caller asked for something impossible, or the encoder failed.
    #[must_use]
    pub const fn refusal(&self) -> Option<PictureRefusal> {
        match self {
            Self::Empty => Some(PictureRefusal::Empty),
            Self::TooManyBytes { .. } => Some(PictureRefusal::TooManyBytes),
            Self::TooManyPixels { .. } => Some(PictureRefusal::TooManyPixels),
            Self::UnsupportedFormat(format) => Some(PictureRefusal::Unsupported(*format)),
            Self::UnsupportedCoding(_) => Some(PictureRefusal::UnsupportedCoding),
            Self::Damaged => Some(PictureRefusal::Damaged),
            Self::OutOfMemory { .. } => Some(PictureRefusal::OutOfMemory),
            Self::TooSmall { .. } => Some(PictureRefusal::TooSmall),
            Self::BadCrop | Self::BadPixels { .. } | Self::WrongSize { .. } | Self::Encode => None,
        }
    }
}
