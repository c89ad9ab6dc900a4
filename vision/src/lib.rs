//! What a picture shows: decode, orient, resample, encode, measure.
//!
//! This crate knows no rule. It turns bytes into pixels, pixels into other pixels or bytes, and either into
//! [`Measurements`](sscard_shared::photo::Measurements), which `shared` judges.
//!
//! # What holds everywhere
//! * No I/O, no clock, no randomness, no browser, no threads and no global state.
//! * The same input gives the same output, bit for bit, natively and in WebAssembly: only integer arithmetic and the
//!   exactly rounded operations of IEEE 754 (`+ - * / sqrt`) are used, never a platform's `powf`, `cbrt` or `sin`, and the
//!   JPEG decoder runs its portable code path.
//! * No bytes make it panic; what cannot be read is a [`PictureError`].
//! * Pixels are 8-bit sRGB in the order red, green, blue, row by row from the top left, without padding. Colours of a file with
//!   a profile of three primaries and curves (Display P3, Adobe RGB) are turned into sRGB; all others are taken as sRGB.

mod angle;
mod card;
mod colour;
mod crop;
mod decode_bits;
mod decode_blocks;
mod decode_canvas;
mod decode_default_tables;
mod decode_frame;
mod decode_jpeg;
mod decode_plane;
mod decode_png;
mod decode_reduced;
mod decode_scans;
mod decode_transform;
mod decode_webp;
mod encode;
mod error;
mod face;
mod format;
mod ground;
mod header;
mod live;
mod measure;
mod network;
mod orientation;
mod picture;
mod portrait;
mod profile;
mod reduce;
mod resample;
mod strip;
mod taps;
#[cfg(feature = "text")]
mod text;

pub use card::{CardSighting, Corners, find_card, measure_card, straighten};
pub use crop::Crop;
pub use encode::{ID_PICTURE_MAX_SIDE, encode_card_photo, encode_id_picture, encode_preview};
pub use error::PictureError;
pub use face::{Face, FaceFinder, HeadGeometry};
pub use format::sniff;
pub use ground::{GroundFinder, Mask};
pub use header::{Header, Limits, probe, probe_beginning};
pub use measure::{measure, measure_id_picture, measure_picture};
pub use network::ModelError;
pub use orientation::Orientation;
pub use picture::Picture;
pub use portrait::{PortraitFinder, Sight, WORKING_PIXELS};
pub use strip::strip_metadata;
#[cfg(feature = "text")]
pub use text::{CardText, OtherLook, TextError, TextReader};
