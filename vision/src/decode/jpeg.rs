//! JPEG: reading the header, and decoding the whole picture or nothing.

mod bits;
mod blocks;
mod canvas;
mod component;
mod default_tables;
mod frame;
mod huffman;
mod markers;
mod scan_header;
mod scans;
mod tables;
mod transform;

use sscard_shared::photo::PictureFormat;
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;
use zune_jpeg::errors::DecodeErrors;

use crate::header::Header;
use crate::picture::StoredPixels;
use crate::{Orientation, PictureError};
use canvas::ColourModel;
use frame::Frame;
use markers::{END_OF_IMAGE, START_OF_SCAN, Segment, SegmentReader};
use scans::Coverage;

pub(crate) use markers::begins_segment;

const DAMAGED: PictureError = PictureError::Damaged;
const UNSUPPORTED: PictureError = PictureError::UnsupportedCoding(PictureFormat::Jpeg);

const APP1: u8 = 0xE1;
const APP2: u8 = 0xE2;
const APP14: u8 = 0xEE;

/// The content of the segments up to the first scan.
struct JpegHeader {
    frame: Frame,
    colour_model: ColourModel,
    orientation: Orientation,
    exif_block_count: usize,
    /// Whether the first scan has fewer components than the frame.
    has_separate_scans: bool,
}

/// Reads everything up to the first scan.
pub(crate) fn probe(bytes: &[u8]) -> Result<Header, PictureError> {
    let JpegHeader { frame, orientation, exif_block_count, .. } = read_header(bytes)?;
    let (width, height) = (frame.width, frame.height);
    Ok(Header { format: PictureFormat::Jpeg, width, height, orientation, exif_block_count })
}

/// The colour profile, joined from its parts (ICC.1:2022, B.4), if the file has all of them.
pub(crate) fn colour_profile(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut parts: Vec<(u8, &[u8])> = Vec::new();
    let mut count = 0;
    let mut markers = SegmentReader::new(bytes);
    while let Some(Segment { marker, content }) = markers.next_segment() {
        match (marker, content.strip_prefix(b"ICC_PROFILE\0")) {
            (START_OF_SCAN, _) => break,
            (APP2, Some([number, total, part @ ..])) => {
                count = usize::from(*total);
                parts.push((*number, part));
            }
            _ => {}
        }
    }
    parts.sort_by_key(|(number, _)| *number);
    let is_whole =
        parts.len() == count && parts.iter().zip(1_u8..).all(|(part, expected)| part.0 == expected);
    (is_whole && count > 0).then(|| parts.iter().flat_map(|(_, part)| *part).copied().collect())
}

/// Decodes to RGB8 as stored, not yet turned upright. The caller has checked the header against its limits.
///
/// A little may be missing at the end, as described at [`scans`].
pub(crate) fn decode(bytes: &[u8]) -> Result<Vec<u8>, PictureError> {
    let header = read_header(bytes)?;
    let decode_ourselves = |bytes: &[u8]| Ok(scans::decode(bytes, 8, header.colour_model)?.rgb);
    // zune-jpeg fills missing data with grey, strict or not. A half-grey picture must not pass as read.
    let complete = match scans::check_coverage(bytes)? {
        Coverage::Gaps | Coverage::StrayBytes => return decode_ourselves(bytes),
        Coverage::Complete => decode_complete(bytes, &header),
        Coverage::MissingEnd(end) => {
            let with_end = [bytes.get(..end).unwrap_or_default(), &[0xFF, END_OF_IMAGE]].concat();
            decode_complete(&with_end, &header)
        }
    };
    match complete {
        // Every bit of the picture is present. A refusal by the crate means an unsupported kind of file, not damage.
        Err(PictureError::Damaged | PictureError::UnsupportedCoding(_)) => decode_ourselves(bytes),
        complete => complete,
    }
}

/// Decodes to RGB8 as stored, in `side` eighths of the size (1, 2 or 4), each side of it rounded up.
pub(crate) fn decode_reduced(bytes: &[u8], side: usize) -> Result<StoredPixels, PictureError> {
    scans::decode(bytes, side, read_header(bytes)?.colour_model)
}

/// Decodes a file that has all its data.
fn decode_complete(bytes: &[u8], header: &JpegHeader) -> Result<Vec<u8>, PictureError> {
    if header.frame.has_thirds_sampling() {
        return Err(UNSUPPORTED);
    }
    if header.has_separate_scans {
        return decode_separate_scans(bytes, &header.frame);
    }
    let mut decoder = open_decoder(bytes)?;
    let mut pixels = crate::picture::zeroed_rgb(header.frame.width, header.frame.height)?;
    if decoder.output_buffer_size() != Some(pixels.len()) {
        return Err(UNSUPPORTED);
    }
    decoder.decode_into(&mut pixels).map_err(to_picture_error)?;
    Ok(pixels)
}

/// Decodes a baseline file that keeps its colour components in separate scans. zune-jpeg 0.5.15 reads such a file
/// without an error and gives wrong colours when they are subsampled. Some encoders write such files to save bytes.
fn decode_separate_scans(bytes: &[u8], frame: &Frame) -> Result<Vec<u8>, PictureError> {
    let length = crate::picture::zeroed_rgb(frame.width, frame.height)?.len();
    let mut decoder = jpeg_decoder::Decoder::new(bytes);
    decoder.set_max_decoding_buffer_size(length);
    let pixels = decoder.decode().map_err(|error| match error {
        jpeg_decoder::Error::Unsupported(_) => UNSUPPORTED,
        _ => PictureError::Damaged,
    })?;
    let is_rgb =
        decoder.info().is_some_and(|info| info.pixel_format == jpeg_decoder::PixelFormat::RGB24);
    if is_rgb && pixels.len() == length { Ok(pixels) } else { Err(UNSUPPORTED) }
}

/// Reads the segments before the first scan's data, and skips stray bytes between them, which some phones leave.
fn read_header(bytes: &[u8]) -> Result<JpegHeader, PictureError> {
    let mut frame = None;
    let mut orientation = None;
    let mut exif_block_count = 0;
    let mut adobe_transform = None;
    let mut markers = SegmentReader::new(bytes);
    while let Some(Segment { marker, content }) = markers.next_segment() {
        match marker {
            0xC0..=0xC2 if frame.is_none() => {
                frame = Some((marker, Frame::parse(marker, content)?))
            }
            // Huffman tables.
            0xC4 => {}
            0xC0..=0xCF => return Err(UNSUPPORTED),
            // An edited file may have several EXIF segments. The first with an orientation counts, as in Chromium.
            APP1 if let Some(block) = content.strip_prefix(b"Exif\0\0") => {
                exif_block_count += 1;
                orientation = orientation.or_else(|| Orientation::from_exif_block(block));
            }
            APP14 if content.starts_with(b"Adobe") => adobe_transform = content.get(11).copied(),
            START_OF_SCAN => {
                let (marker, frame) = frame.ok_or(DAMAGED)?;
                let scanned_components = usize::from(*content.first().ok_or(DAMAGED)?);
                return Ok(JpegHeader {
                    colour_model: colour_model_of(&frame, adobe_transform),
                    orientation: orientation.unwrap_or_default(),
                    exif_block_count,
                    has_separate_scans: marker != 0xC2
                        && scanned_components < frame.components.len(),
                    frame,
                });
            }
            _ => {}
        }
    }
    Err(DAMAGED)
}

/// The colour model of the components: by the Adobe segment where there is one, otherwise by their number, and by their
/// ids where these are `RGB`.
fn colour_model_of(frame: &Frame, adobe_transform: Option<u8>) -> ColourModel {
    let has_names = |names: &[u8]| {
        frame.components.iter().map(|component| component.id).eq(names.iter().copied())
    };
    match (frame.components.len(), adobe_transform) {
        (1, _) => ColourModel::Grey,
        (4, Some(2)) => ColourModel::Ycck,
        (4, _) => ColourModel::Cmyk,
        (_, Some(0)) => ColourModel::Rgb,
        _ if has_names(b"RGB") => ColourModel::Rgb,
        _ => ColourModel::Ycc,
    }
}

/// Opens in strict mode, so that damage within the picture is an error instead of smeared blocks. Some phones leave
/// stray bytes between the header's segments. Strict mode refuses these sound pictures, so that they are then opened in
/// lenient mode.
fn open_decoder(bytes: &[u8]) -> Result<JpegDecoder<ZCursor<&[u8]>>, PictureError> {
    open_in_mode(bytes, true).or_else(|_| open_in_mode(bytes, false)).map_err(to_picture_error)
}

fn open_in_mode(
    bytes: &[u8],
    is_strict: bool,
) -> Result<JpegDecoder<ZCursor<&[u8]>>, DecodeErrors> {
    // All vector code is declined, also at run time, because another crate of the build may have compiled it in.
    let options = DecoderOptions::default()
        .set_use_unsafe(false)
        .set_strict_mode(is_strict)
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX))
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers()?;
    Ok(decoder)
}

/// The decoder's own message is dropped, because it can quote the file.
fn to_picture_error(error: DecodeErrors) -> PictureError {
    match error {
        DecodeErrors::Unsupported(_) => PictureError::UnsupportedCoding(PictureFormat::Jpeg),
        _ => PictureError::Damaged,
    }
}
