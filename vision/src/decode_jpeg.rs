//! JPEG: reading the header, and decoding all of the picture or none of it.

use sscard_shared::photo::PictureFormat;
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;
use zune_jpeg::errors::DecodeErrors;

use crate::decode_canvas::Colour;
use crate::decode_frame::START_OF_SCAN;
use crate::decode_scans::Coverage;
use crate::header::Header;
use crate::{Orientation, PictureError, decode_scans};

/// The marker at the end of a file.
const END_OF_IMAGE: u8 = 0xD9;

type Decoder<'a> = JpegDecoder<ZCursor<&'a [u8]>>;

/// Reads everything up to the first scan.
pub(crate) fn probe(bytes: &[u8]) -> Result<Header, PictureError> {
    let (_, header) = open(bytes)?;
    Ok(header)
}

/// Decodes to RGB8 as stored, not yet turned upright. The caller has checked the header against its limits.
///
/// A little may be missing at the end, as [`decode_scans`] says.
pub(crate) fn decode(bytes: &[u8]) -> Result<Vec<u8>, PictureError> {
    let (decoder, header) = open(bytes)?;
    // The decoder makes up grey for what is missing, strict or not, and a picture that is half grey must not pass as read.
    match decode_scans::coverage(bytes)? {
        Coverage::Whole => decode_whole(bytes, decoder, &header),
        Coverage::Unended(end) => {
            let ended = [bytes.get(..end).unwrap_or_default(), &[0xFF, END_OF_IMAGE]].concat();
            let (decoder, header) = open(&ended)?;
            decode_whole(&ended, decoder, &header)
        }
        Coverage::Gaps => Ok(decode_scans::decode(bytes, 8, colour(&decoder))?.0),
    }
}

/// Decodes to RGB8 as stored, in `side` eighths of the size (1, 2 or 4), each side of it rounded up.
pub(crate) fn decode_reduced(
    bytes: &[u8],
    side: usize,
) -> Result<(Vec<u8>, u32, u32), PictureError> {
    let (decoder, _) = open(bytes)?;
    decode_scans::decode(bytes, side, colour(&decoder))
}

/// Decodes a file that has all its data.
fn decode_whole(
    bytes: &[u8],
    mut decoder: Decoder<'_>,
    header: &Header,
) -> Result<Vec<u8>, PictureError> {
    if scans_colours_apart(bytes) {
        return decode_apart(bytes, header);
    }
    let mut pixels = crate::picture::blank(header.width, header.height)?;
    if decoder.output_buffer_size() != Some(pixels.len()) {
        return Err(PictureError::UnsupportedCoding(PictureFormat::Jpeg));
    }
    decoder.decode_into(&mut pixels).map_err(explain)?;
    Ok(pixels)
}

/// What the header says of the colours.
fn colour(decoder: &Decoder<'_>) -> Colour {
    let components = decoder.info().map_or(0, |info| info.components);
    match (decoder.input_colorspace(), components) {
        (_, 1) => Colour::Grey,
        (Some(ColorSpace::YCCK), 4) => Colour::Ycck,
        (_, 4) => Colour::Cmyk,
        (Some(ColorSpace::RGB), _) => Colour::Rgb,
        _ => Colour::Ycc,
    }
}

/// Decodes a baseline file that keeps its colour components in scans of their own. zune-jpeg 0.5.15 reads such a file
/// without complaint and gives wrong colours when they are subsampled; some encoders write them to save bytes.
fn decode_apart(bytes: &[u8], header: &Header) -> Result<Vec<u8>, PictureError> {
    let unsupported = PictureError::UnsupportedCoding(PictureFormat::Jpeg);
    let length = crate::picture::blank(header.width, header.height)?.len();
    let mut decoder = jpeg_decoder::Decoder::new(bytes);
    decoder.set_max_decoding_buffer_size(length);
    let pixels = decoder.decode().map_err(|error| match error {
        jpeg_decoder::Error::Unsupported(_) => unsupported.clone(),
        _ => PictureError::Damaged,
    })?;
    let rgb =
        decoder.info().is_some_and(|info| info.pixel_format == jpeg_decoder::PixelFormat::RGB24);
    if rgb && pixels.len() == length { Ok(pixels) } else { Err(unsupported) }
}

/// Whether a baseline file's first scan holds fewer components than its frame.
fn scans_colours_apart(bytes: &[u8]) -> bool {
    let mut components = None;
    for (marker, segment) in header_segments(bytes) {
        match marker {
            0xC0 | 0xC1 => components = segment.get(5).copied(),
            START_OF_SCAN => {
                return components.zip(segment.first()).is_some_and(|(all, first)| *first < all);
            }
            _ => {}
        }
    }
    false
}

/// The marker and the content of each segment up to the first scan's header.
fn header_segments(bytes: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    let mut rest = bytes.get(2..).unwrap_or_default();
    std::iter::from_fn(move || {
        let at = rest.windows(2).position(|pair| {
            pair[0] == 0xFF && !matches!(pair[1], 0x00 | 0x01 | 0xD0..=0xD9 | 0xFF)
        })?;
        let marker = rest[at + 1];
        let body = rest.get(at + 2..)?;
        let length = usize::from(u16::from_be_bytes([*body.first()?, *body.get(1)?]));
        let segment = body.get(2..length)?;
        rest = if marker == START_OF_SCAN { &[] } else { body.get(length..)? };
        Some((marker, segment))
    })
}

/// Opens strictly, so that damage within the picture is an error instead of smeared blocks. Some phones leave stray bytes
/// between the segments of the header: strictness would refuse these sound pictures, so they are opened leniently.
fn open(bytes: &[u8]) -> Result<(Decoder<'_>, Header), PictureError> {
    open_with(bytes, true).or_else(|_| open_with(bytes, false)).map_err(explain)
}

fn open_with(bytes: &[u8], strict: bool) -> Result<(Decoder<'_>, Header), DecodeErrors> {
    // Every vector unit is declined, also at run time, because another crate of the build may have compiled them in.
    let options = DecoderOptions::default()
        .set_use_unsafe(false)
        .set_strict_mode(strict)
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX))
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers()?;
    let (width, height) =
        decoder.info().map_or((0, 0), |info| (info.width.into(), info.height.into()));
    let orientation =
        decoder.exif().map_or_else(Orientation::default, |exif| Orientation::from_exif_block(exif));
    Ok((decoder, Header { format: PictureFormat::Jpeg, width, height, orientation }))
}

/// The decoder's own words are dropped, because they can quote the file.
fn explain(error: DecodeErrors) -> PictureError {
    match error {
        DecodeErrors::Unsupported(_) => PictureError::UnsupportedCoding(PictureFormat::Jpeg),
        _ => PictureError::Damaged,
    }
}
