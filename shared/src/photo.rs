//! The pictures: what was measured on them, and the standards that judge it.

mod card;
mod framing;
mod portrait;
mod refusal;
mod spec;
pub mod standard;
mod turn;

pub use card::CardMeasures;
pub use framing::{Framing, HeadInFrame};
pub use portrait::{Head, HeadMeasures, PortraitMeasures};
pub use refusal::{PictureRefusal, picture_not_made, picture_refused, source_refused};
pub use spec::PhotoSpec;
pub use turn::Turn;

use serde::{Deserialize, Serialize};

/// The width of a card photo in pixels (GA 461-2004; the guide's 358×441).
pub const PHOTO_WIDTH: u32 = 358;
/// The height of a card photo in pixels (GA 461-2004; the guide's 358×441).
pub const PHOTO_HEIGHT: u32 = 441;
/// The smallest file we write: 20 KB read as 20,480 bytes, so that both readings of the guide's "20KB" hold.
pub const PHOTO_MIN_BYTES_WRITTEN: usize = 20_480;
/// The smallest file we accept: 20 KB read as 20,000 bytes, the wider reading.
pub const PHOTO_MIN_BYTES: usize = 20_000;
/// The largest file we accept: 8.75 MB read as 8.75 MiB, the wider reading.
pub const PHOTO_MAX_BYTES: usize = 9_175_040;

/// The longer side that a picture of an ID card has at least, in pixels: our own limit, below which its print is unreadable.
pub const ID_PICTURE_MIN_LONG: u32 = 600;
/// The shorter side that a picture of an ID card has at least, in pixels: our own limit.
pub const ID_PICTURE_MIN_SHORT: u32 = 380;
/// The largest file of a picture of an ID card, in bytes: our own limit.
pub const ID_PICTURE_MAX_BYTES: usize = 10 * 1024 * 1024;

/// The container a picture arrived in, told by its first bytes and never by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PictureFormat {
    /// JPEG, any coding process.
    Jpeg,
    /// Portable Network Graphics.
    Png,
    /// WebP, lossy or lossless.
    Webp,
    /// HEIC or HEIF, which only some browsers can decode.
    Heic,
    /// Anything else.
    Unknown,
}

/// What was measured on one encoded picture, by `vision`, on the very bytes that are sent or kept.
///
/// These are facts, not verdicts. Luma is Rec. 601 on 0–255 sRGB bytes; lightness is CIE L\* on 0–100.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measurements {
    /// The container.
    pub format: PictureFormat,
    /// Bytes of the file.
    pub bytes: usize,
    /// Width in pixels after the EXIF orientation is applied.
    pub width: u32,
    /// Height in pixels after the EXIF orientation is applied.
    pub height: u32,
    /// Mean chroma (CIE C\*ab) over the whole picture: near 0 for a grey picture.
    pub colourfulness: f32,
    /// Standard deviation of luma over the whole picture: near 0 for a blank one.
    pub luma_deviation: f32,
    /// Mean luma of the middle third, where the face is, 0–255.
    pub centre_luma: f32,
    /// Variance of the Laplacian of luma in the middle of the picture: small for a blurred one.
    pub sharpness: f32,
    /// Mean lightness L\* of the ground, 0–100: what is not the person above the chin, or, where no person was looked for,
    /// the strips along the left and right edges of the upper half.
    pub ground_lightness: f32,
    /// Mean chroma C\*ab of the same ground: 0 for a neutral one.
    pub ground_chroma: f32,
    /// Standard deviation of lightness L\* over the same ground, by blocks where a person was looked for: small for an even
    /// one.
    pub ground_deviation: f32,
    /// How much lighter, in L\*, the one side of the ground is than the other.
    pub ground_sides: f32,
    /// What was found of people; none where nobody was looked for, as on a picture of a card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub portrait: Option<PortraitMeasures>,
    /// What was measured on the card; none on a card photo.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<CardMeasures>,
}
