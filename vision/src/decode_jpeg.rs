//! JPEG: reading the header, and decoding all of the picture or none of it.

use sscard_shared::photo::PictureFormat;
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;
use zune_jpeg::errors::DecodeErrors;

use crate::header::Header;
use crate::{Orientation, PictureError};

type Decoder<'a> = JpegDecoder<ZCursor<&'a [u8]>>;

/// Reads everything up to the first scan.
pub(crate) fn probe(bytes: &[u8]) -> Result<Header, PictureError> {
    let (_, header) = open(bytes)?;
    Ok(header)
}

/// Decodes to RGB8 as stored, not yet turned upright. The caller has checked the header against its limits.
pub(crate) fn decode(bytes: &[u8]) -> Result<Vec<u8>, PictureError> {
    // The decoder makes up grey for what is missing at the end, and a picture that is half grey must not pass as read.
    if !is_complete(bytes) {
        return Err(PictureError::Damaged);
    }
    let (mut decoder, header) = open(bytes)?;
    let mut pixels = crate::picture::blank(header.width, header.height)?;
    if decoder.output_buffer_size() != Some(pixels.len()) {
        return Err(PictureError::UnsupportedCoding(PictureFormat::Jpeg));
    }
    decoder.decode_into(&mut pixels).map_err(explain)?;
    Ok(pixels)
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

/// Whether the file reaches its end-of-image marker after at least one scan. Segments are stepped over by their length, so
/// that the end of an embedded thumbnail does not count, and what follows the marker is not looked at.
fn is_complete(bytes: &[u8]) -> bool {
    const END_OF_IMAGE: u8 = 0xD9;
    const START_OF_SCAN: u8 = 0xDA;
    // Most files end with the marker, and walking through megabytes takes a browser its time. A thumbnail's end cannot
    // mislead here: without a scan the decoder refuses the file.
    if bytes.ends_with(&[0xFF, END_OF_IMAGE]) {
        return true;
    }
    let mut at = 2;
    let mut scanned = false;
    loop {
        let Some(rest) = bytes.get(at..) else { return false };
        let Some(offset) = rest.iter().position(|&byte| byte == 0xFF) else { return false };
        at += offset + 1;
        let Some(&marker) = bytes.get(at) else { return false };
        match marker {
            // A fill byte: the marker itself is still to come.
            0xFF => {}
            // A stuffed byte of the scan, a restart, or a marker without a length.
            0x00 | 0x01 | 0xD0..=0xD8 => at += 1,
            END_OF_IMAGE => return scanned,
            _ => {
                let (Some(&high), Some(&low)) = (bytes.get(at + 1), bytes.get(at + 2)) else {
                    return false;
                };
                scanned |= marker == START_OF_SCAN;
                at += 1 + usize::from(u16::from_be_bytes([high, low]));
            }
        }
    }
}
