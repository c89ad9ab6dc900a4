//! Pictures: decoding, orienting, cropping, resampling, encoding and measuring.
//!
//! This crate knows no rule. It converts bytes to pixels, pixels to other pixels or bytes, and both to
//! [`Measurements`](sscard_shared::photo::Measurements), which `shared` judges.
//!
//! # Invariants
//! * No I/O, no clock, no randomness, no browser, no threads and no global state.
//! * The same input gives the same output, bit for bit, natively and in WebAssembly: only integer arithmetic and the
//!   exactly rounded operations of IEEE 754 (`+ - * / sqrt`) are used, never a platform's `powf`, `cbrt` or `sin`, and the
//!   JPEG decoder runs its portable code path.
//! * No input causes a panic. A file that cannot be read gives a [`PictureError`].
//! * Pixels are 8-bit sRGB in the order red, green, blue, row by row from the top left, without padding. The
//!   colours of a file with a profile of three primaries and curves (Display P3, Adobe RGB) are converted to sRGB. All
//!   others count as sRGB.

mod alpha;
mod angle;
mod card;
mod colour;
mod crop;
mod decode;
mod encode;
mod error;
mod exponential;
mod face;
mod format;
mod ground;
mod head;
mod header;
mod live;
mod measure;
mod metadata;
mod model;
mod orientation;
mod picture;
mod portrait;
mod resample;
#[cfg(test)]
mod test_support;
#[cfg(feature = "text")]
mod text;

pub use card::{CardSighting, Corners, find_card, measure_card, straighten_card};
pub use crop::Crop;
pub use decode::{probe, probe_beginning};
pub use encode::{
    ID_PICTURE_MAX_SIDE_PIXELS, encode_card_photo, encode_id_picture, encode_preview,
};
pub use error::PictureError;
pub use face::{Face, FaceFinder};
pub use format::sniff;
pub use ground::{GroundFinder, Mask, MaskArea};
pub use head::HeadGeometry;
pub use header::{Header, Limits};
pub use measure::{measure, measure_id_picture, measure_picture};
pub use metadata::strip_metadata;
pub use model::ModelError;
pub use orientation::Orientation;
pub use picture::Picture;
pub use portrait::{PortraitFinder, PortraitSighting, WORKING_PIXELS};
#[cfg(feature = "text")]
pub use text::{CardText, ReadingPass, TextError, TextReader};
