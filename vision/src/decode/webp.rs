//! WebP: reading the header, and decoding to RGB over white.

use std::io::Cursor;

use image_webp::WebPDecoder;
use sscard_shared::photo::PictureFormat;

use crate::alpha::composite_rgba_on_white;
use crate::header::Header;
use crate::{Orientation, PictureError};

/// The offset of the first chunk, behind `RIFF`, the length of the file and `WEBP`.
const FIRST_CHUNK_OFFSET: usize = 12;
/// The bytes of an animation frame's position, size, duration and flags, which precede its own chunks.
const FRAME_HEADER_BYTES: usize = 16;
/// The largest canvas in pixels: the decoder counts its bytes in 32 bits, at four bytes a pixel.
const MAX_CANVAS_PIXELS: u64 = 1 << 28;

/// Reads the size and the EXIF orientation from the chunks. It decodes no pixel and allocates nothing.
pub(crate) fn probe(bytes: &[u8]) -> Result<Header, PictureError> {
    let mut size = None;
    let mut orientation = None;
    let mut exif_block_count = 0;
    for (name, body) in chunks(bytes, FIRST_CHUNK_OFFSET) {
        match name {
            b"VP8X" | b"VP8 " | b"VP8L" if size.is_none() => size = Some(read_size(name, body)?),
            b"EXIF" => {
                exif_block_count += 1;
                orientation =
                    orientation.or_else(|| Orientation::from_exif_block(strip_exif_mark(body)));
            }
            _ => {}
        }
    }
    let (width, height) = size.ok_or(PictureError::Damaged)?;
    let orientation = orientation.unwrap_or_default();
    Ok(Header { format: PictureFormat::Webp, width, height, orientation, exif_block_count })
}

/// The colour profile, if the file has one.
pub(crate) fn colour_profile(bytes: &[u8]) -> Option<&[u8]> {
    chunks(bytes, FIRST_CHUNK_OFFSET).find(|(name, _)| *name == b"ICCP").map(|(_, content)| content)
}

/// Decodes to RGB8 as stored, not yet turned upright. An animation gives its first frame. The caller has checked the
/// header against its limits.
pub(crate) fn decode(bytes: &[u8], header: &Header) -> Result<Vec<u8>, PictureError> {
    let (width, height) = (header.width, header.height);
    if !has_fitting_frames(bytes, header) {
        return Err(PictureError::Damaged);
    }
    if u64::from(width) * u64::from(height) >= MAX_CANVAS_PIXELS {
        return Err(PictureError::OutOfMemory { width, height });
    }
    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(|_| PictureError::Damaged)?;
    if decoder.dimensions() != (width, height) {
        return Err(PictureError::Damaged);
    }
    let size = decoder.output_buffer_size();
    let size = size.ok_or(PictureError::OutOfMemory { width, height })?;
    let mut pixels = crate::picture::zeroed_bytes(size, width, height)?;
    // The decoder's own message is dropped, because it can quote the file.
    decoder.read_image(&mut pixels).map_err(|_| PictureError::Damaged)?;
    Ok(if decoder.has_alpha() { composite_rgba_on_white(pixels) } else { pixels })
}

/// Whether every coded frame has the size that the canvas, or the frame of the animation, announces. The decoder checks
/// this only after allocating memory for the coded size, which the canvas should bound.
fn has_fitting_frames(bytes: &[u8], header: &Header) -> bool {
    let canvas = (header.width, header.height);
    chunks(bytes, FIRST_CHUNK_OFFSET).all(|(name, body)| match name {
        b"VP8 " | b"VP8L" => read_size(name, body) == Ok(canvas),
        b"ANMF" => {
            let size =
                (u24_at(body, 6).map(|width| width + 1), u24_at(body, 9).map(|height| height + 1));
            let (Some(width), Some(height)) = size else { return false };
            chunks(body, FRAME_HEADER_BYTES).all(|(name, frame)| {
                !matches!(name, b"VP8 " | b"VP8L") || read_size(name, frame) == Ok((width, height))
            })
        }
        _ => true,
    })
}

/// The width and height that an extended, lossy or lossless header gives.
fn read_size(name: &[u8], body: &[u8]) -> Result<(u32, u32), PictureError> {
    let size = match name {
        b"VP8X" => u24_at(body, 4).zip(u24_at(body, 7)).map(|(w, h)| (w + 1, h + 1)),
        b"VP8 " => {
            // The two upper bits of each side are a request for enlarging.
            let side = |offset: usize| {
                Some(
                    u32::from(u16::from_le_bytes(body.get(offset..offset + 2)?.try_into().ok()?))
                        & 0x3FFF,
                )
            };
            side(6).zip(side(8))
        }
        _ => body.get(1..5).and_then(|bits| bits.try_into().ok()).map(|bits| {
            let bits = u32::from_le_bytes(bits);
            ((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1)
        }),
    };
    size.ok_or(PictureError::Damaged)
}

/// A little-endian number of three bytes.
fn u24_at(body: &[u8], offset: usize) -> Option<u32> {
    let bytes = body.get(offset..offset + 3)?;
    Some(u32::from(bytes[0]) | u32::from(bytes[1]) << 8 | u32::from(bytes[2]) << 16)
}

/// Removes the marker of a JPEG's EXIF segment, which some programs write before the block.
fn strip_exif_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"Exif\0\0").unwrap_or(body)
}

/// The name and content of each chunk from `offset` on. The end of the file may cut the last one short.
fn chunks(bytes: &[u8], offset: usize) -> impl Iterator<Item = (&[u8], &[u8])> {
    let mut rest = bytes.get(offset..).unwrap_or_default();
    std::iter::from_fn(move || {
        let (name, length) = (rest.get(..4)?, rest.get(4..8)?.try_into().ok()?);
        let length = usize::try_from(u32::from_le_bytes(length)).ok()?;
        let body = rest.get(8..)?;
        let content = body.get(..length.min(body.len()))?;
        // Chunks begin at even offsets.
        rest = body.get(length.saturating_add(length % 2)..).unwrap_or_default();
        Some((name, content))
    })
}
