//! PNG: reading the header, and decoding to RGB over white.

use std::io::Cursor;

use png::{BitDepth, ColorType, DecodingError, Transformations};
use sscard_shared::photo::PictureFormat;

use super::block_means::BlockMeans;
use crate::alpha::{composite_on_white, composite_rgba_on_white};
use crate::header::Header;
use crate::{Orientation, PictureError};

type Reader<'a> = png::Reader<Cursor<&'a [u8]>>;

/// The memory that the decoder may use besides the pixels, in bytes: palettes, metadata and one line of the widest
/// accepted picture.
const WORKING_BYTES: usize = 64 << 20;

/// Reads everything up to the pixel data, and the `eXIf` chunk, which may stand behind them.
///
/// Where a single line takes more memory than the decoder may use, only the size is read: the limits then refuse the
/// picture for its size.
pub(crate) fn probe(bytes: &[u8]) -> Result<Header, PictureError> {
    match (open_reader(bytes), read_size(bytes)) {
        (Err(PictureError::UnsupportedCoding(format)), Some((width, height))) => {
            let orientation = Orientation::default();
            Ok(Header { format, width, height, orientation, exif_block_count: 0 })
        }
        (opened, _) => opened.map(|(_, header)| header),
    }
}

/// The colour profile, if the file has one. An `sRGB` chunk takes precedence (PNG third edition, 4.3).
pub(crate) fn colour_profile(bytes: &[u8]) -> Option<Vec<u8>> {
    let limits = png::Limits { bytes: WORKING_BYTES };
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), limits);
    decoder.set_ignore_text_chunk(true);
    let reader = decoder.read_info().ok()?;
    let info = reader.info();
    if info.srgb.is_some() {
        None
    } else {
        info.icc_profile.as_ref().map(|colour_profile| colour_profile.to_vec())
    }
}

/// Width and height in the `IHDR` chunk, which is always the first.
fn read_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let side =
        |offset: usize| Some(u32::from_be_bytes(bytes.get(offset..offset + 4)?.try_into().ok()?));
    (bytes.get(12..16)? == b"IHDR").then_some((side(16)?, side(20)?))
}

/// Decodes to RGB8 as stored, not yet turned upright. The caller has checked the header against its limits.
pub(crate) fn decode(bytes: &[u8]) -> Result<Vec<u8>, PictureError> {
    let (mut reader, header) = open_reader(bytes)?;
    let (Header { width, height, .. }, damaged) = (header, PictureError::Damaged);
    let size = reader.output_buffer_size().ok_or(PictureError::OutOfMemory { width, height })?;
    let mut pixels = crate::picture::zeroed_bytes(size, width, height)?;
    let frame = reader.next_frame(&mut pixels).map_err(to_picture_error)?;
    // An animation may begin with a frame that is smaller than the picture.
    if (frame.width, frame.height) != (width, height) || frame.bit_depth != BitDepth::Eight {
        return Err(damaged);
    }
    match frame.color_type {
        ColorType::Rgb => Ok(pixels),
        ColorType::Rgba => Ok(composite_rgba_on_white(pixels)),
        ColorType::Grayscale => spread_grey(&pixels, width, height, |&[grey]| grey),
        ColorType::GrayscaleAlpha => {
            spread_grey(&pixels, width, height, |&[grey, alpha]| composite_on_white(grey, alpha))
        }
        ColorType::Indexed => Err(damaged),
    }
}

/// Decodes to RGB8 as stored, each block of `block` × `block` pixels to its mean. Blocks at the right and lower edge
/// use the pixels that exist. `None` for an interlaced file, whose rows do not come in order.
pub(crate) fn decode_reduced(bytes: &[u8], block: u32) -> Result<Option<Vec<u8>>, PictureError> {
    let (mut reader, header) = open_reader(bytes)?;
    let info = reader.info();
    let first_frame_size =
        info.frame_control.map_or((header.width, header.height), |f| (f.width, f.height));
    if info.interlaced || first_frame_size != (header.width, header.height) {
        return Ok(None);
    }
    let (colour, depth) = reader.output_color_type();
    if depth != BitDepth::Eight {
        return Err(PictureError::Damaged);
    }
    let mut block_means = BlockMeans::new(header.width, header.height, block)?;
    while let Some(row) = reader.next_row().map_err(to_picture_error)? {
        let data = row.data();
        match colour {
            ColorType::Rgb => block_means.add_row(data.as_chunks::<3>().0.iter().copied()),
            ColorType::Rgba => {
                block_means.add_row(data.as_chunks::<4>().0.iter().map(|&[r, g, b, alpha]| {
                    [r, g, b].map(|value| composite_on_white(value, alpha))
                }))
            }
            ColorType::Grayscale => block_means.add_row(data.iter().map(|&grey| [grey; 3])),
            ColorType::GrayscaleAlpha => block_means.add_row(
                data.as_chunks::<2>()
                    .0
                    .iter()
                    .map(|&[grey, alpha]| [composite_on_white(grey, alpha); 3]),
            ),
            ColorType::Indexed => return Err(PictureError::Damaged),
        }
    }
    block_means.into_rgb().map(Some)
}

fn open_reader(bytes: &[u8]) -> Result<(Reader<'_>, Header), PictureError> {
    let mut decoder =
        png::Decoder::new_with_limits(Cursor::new(bytes), png::Limits { bytes: WORKING_BYTES });
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    // Palettes and fewer than 8 bits are expanded. Of 16 bits the upper 8 are kept.
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    let reader = decoder.read_info().map_err(to_picture_error)?;
    let info = reader.info();
    let (width, height) = (info.width, info.height);
    let block = exif_block(bytes);
    let orientation = block.and_then(Orientation::from_exif_block).unwrap_or_default();
    let exif_block_count = block.iter().count();
    Ok((
        reader,
        Header { format: PictureFormat::Png, width, height, orientation, exif_block_count },
    ))
}

/// The content of the `eXIf` chunk. A file may have one (PNG third edition, 11.3.4.5).
fn exif_block(bytes: &[u8]) -> Option<&[u8]> {
    const SIGNATURE_BYTES: usize = 8;
    /// The bytes of a chunk's length and name.
    const CHUNK_HEADER_BYTES: usize = 8;
    const CHECKSUM_BYTES: usize = 4;
    let mut rest = bytes.get(SIGNATURE_BYTES..)?;
    loop {
        let length = usize::try_from(u32::from_be_bytes(*rest.first_chunk()?)).ok()?;
        let content = rest.get(CHUNK_HEADER_BYTES..CHUNK_HEADER_BYTES.checked_add(length)?);
        if rest.get(4..CHUNK_HEADER_BYTES)? == b"eXIf" {
            return content;
        }
        rest = rest.get(CHUNK_HEADER_BYTES.checked_add(length)?.checked_add(CHECKSUM_BYTES)?..)?;
    }
}

/// The decoder's own message is dropped, because it can quote the file.
fn to_picture_error(error: DecodingError) -> PictureError {
    match error {
        DecodingError::LimitsExceeded => PictureError::UnsupportedCoding(PictureFormat::Png),
        _ => PictureError::Damaged,
    }
}

/// Repeats one channel three times.
fn spread_grey<const N: usize>(
    pixels: &[u8],
    width: u32,
    height: u32,
    grey: impl Fn(&[u8; N]) -> u8,
) -> Result<Vec<u8>, PictureError> {
    let mut rgb = crate::picture::zeroed_rgb(width, height)?;
    for (to, from) in rgb.as_chunks_mut::<3>().0.iter_mut().zip(pixels.as_chunks::<N>().0) {
        *to = [grey(from); 3];
    }
    Ok(rgb)
}
