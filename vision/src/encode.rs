//! Writing JPEG files: the card photo, the pictures of an identity card, and previews.

use jpeg_encoder::{ChromaSubsamplingMethod, ColorType, Encoder, PixelDensity, SamplingFactor};
use sscard_shared::photo::{PHOTO_HEIGHT, PHOTO_MIN_BYTES_WRITTEN, PHOTO_WIDTH};

use crate::{Picture, PictureError};

/// The longest side in pixels of an identity card's picture as the app sends it. The small print stays readable and the
/// upload small.
pub const ID_PICTURE_MAX_SIDE_PIXELS: u32 = 1600;

/// The resolution of a card photo: 358×441 pixels on 26×32 mm (GA 461-2004).
const CARD_PHOTO_DPI: u16 = 350;
/// The qualities that are tried for a card photo. Faces keep their detail at the first; the others make the file of a
/// plain picture larger.
const CARD_PHOTO_QUALITIES: [u8; 5] = [92, 94, 96, 98, 100];
const ID_PICTURE_QUALITY: u8 = 88;
const PREVIEW_QUALITY: u8 = 75;
/// The largest side that a JPEG can have.
const JPEG_MAX_SIDE_PIXELS: u32 = 65_535;

/// Writes a card photo: baseline JPEG, full colour resolution (4:4:4), JFIF at 350 dpi, without EXIF and colour
/// profile.
///
/// The file has at least [`PHOTO_MIN_BYTES_WRITTEN`] bytes and, at this size in pixels, always stays far below the
/// upper limit. Quality starts at 92 and is raised while the file is too small. Where even 100 is too small, as for a
/// blank picture, a comment segment of spaces behind the JFIF header fills the file up to that number exactly (at most
/// three bytes more). Nothing ever follows the end-of-image marker. The same pixels give the same bytes on every
/// device.
///
/// # Errors
/// [`PictureError::WrongSize`] for any size but 358×441; [`PictureError::Encode`].
pub fn encode_card_photo(picture: &Picture) -> Result<Vec<u8>, PictureError> {
    let (width, height) = (picture.width(), picture.height());
    if (width, height) != (PHOTO_WIDTH, PHOTO_HEIGHT) {
        return Err(PictureError::WrongSize { width, height });
    }
    let mut file = Vec::new();
    for quality in CARD_PHOTO_QUALITIES {
        file.clear();
        let mut encoder = Encoder::new(&mut file, quality);
        encoder.set_sampling_factor(SamplingFactor::F_1_1);
        encoder.set_density(PixelDensity::dpi(CARD_PHOTO_DPI));
        encode_rgb(encoder, picture)?;
        if file.len() >= PHOTO_MIN_BYTES_WRITTEN {
            return Ok(file);
        }
    }
    pad_with_comments(&mut file, PHOTO_MIN_BYTES_WRITTEN);
    Ok(file)
}

/// Writes the picture of an identity card: shrunk to `max_side` pixels on the longest side (usually
/// [`ID_PICTURE_MAX_SIDE_PIXELS`]), JPEG of quality 88 with halved colour resolution (4:2:0), without EXIF.
///
/// # Errors
/// [`PictureError::Encode`], [`PictureError::OutOfMemory`].
pub fn encode_id_picture(picture: &Picture, max_side: u32) -> Result<Vec<u8>, PictureError> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, ID_PICTURE_QUALITY);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.set_chroma_subsampling_method(ChromaSubsamplingMethod::Average);
    // Optimised tables save some per cent of the bytes on a slow connection.
    encoder.set_optimized_huffman_tables(true);
    encode_rgb(encoder, &picture.preview(max_side.min(JPEG_MAX_SIDE_PIXELS))?)?;
    Ok(file)
}

/// Writes a picture quickly for showing it on a page: JPEG of quality 75, 4:2:0, in its own size.
///
/// # Errors
/// [`PictureError::Encode`], also for a picture with a side above 65,535 pixels.
pub fn encode_preview(picture: &Picture) -> Result<Vec<u8>, PictureError> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, PREVIEW_QUALITY);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encode_rgb(encoder, picture)?;
    Ok(file)
}

fn encode_rgb(encoder: Encoder<&mut Vec<u8>>, picture: &Picture) -> Result<(), PictureError> {
    let side = |length: u32| u16::try_from(length).map_err(|_| PictureError::Encode);
    let (width, height) = (side(picture.width())?, side(picture.height())?);
    encoder.encode(picture.rgb(), width, height, ColorType::Rgb).map_err(|_| PictureError::Encode)
}

/// Inserts comment segments behind the start-of-image marker and the JFIF header until the file has `min_bytes` bytes.
fn pad_with_comments(file: &mut Vec<u8>, min_bytes: usize) {
    /// Start of image, and the 18 bytes of the encoder's JFIF segment.
    const HEADER_BYTES: usize = 20;
    /// A segment's marker and length.
    const SEGMENT_HEADER_BYTES: usize = 4;
    while file.len() < min_bytes && file.len() >= HEADER_BYTES {
        let spaces = u16::try_from((min_bytes - file.len()).saturating_sub(SEGMENT_HEADER_BYTES))
            .unwrap_or(u16::MAX)
            .min(u16::MAX - 2);
        let [high, low] = (spaces + 2).to_be_bytes();
        let segment =
            [0xFF, 0xFE, high, low].into_iter().chain(std::iter::repeat_n(b' ', spaces.into()));
        file.splice(HEADER_BYTES..HEADER_BYTES, segment);
    }
}
