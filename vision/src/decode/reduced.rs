//! Decoding a large picture at a reduced size, by the smallest reduction that fits.

use sscard_shared::photo::PictureFormat;

use crate::PictureError;
use crate::header::Header;

use super::block_means::BlockMeans;
use super::{jpeg, png, webp};

/// The coarsest reduction: an eighth of each side.
const COARSEST_BLOCK: u32 = 8;
/// Up to this many pixels, a JPEG that cannot be reduced while decoding is decoded whole and shrunk: 150 MB.
const MAX_WHOLE_PIXELS: u64 = 50_000_000;

/// Decodes to RGB8 as stored and returns its size, not yet turned upright. The caller has checked the header against
/// its limits.
pub(crate) fn decode(
    bytes: &[u8],
    header: &Header,
    at_most_pixels: u64,
) -> Result<(Vec<u8>, u32, u32), PictureError> {
    let (width, height) = (header.width, header.height);
    if header.format == PictureFormat::Jpeg {
        let block = fitting_block(&[2, 4, 8], header, at_most_pixels);
        return match jpeg::decode_reduced(bytes, (8 / block) as usize) {
            // The crate reads this file, or explains its fault, better than our decoder.
            Err(PictureError::Damaged | PictureError::UnsupportedCoding(_))
                if u64::from(width) * u64::from(height) <= MAX_WHOLE_PIXELS =>
            {
                shrink_pixels(&jpeg::decode(bytes)?, header, block)
            }
            decoded => decoded,
        };
    }
    let block = fitting_block(&[2, 3, 4, 5, 6, 7, 8], header, at_most_pixels);
    match header.format {
        PictureFormat::Png => match png::decode_reduced(bytes, block)? {
            Some(pixels) => Ok((pixels, width.div_ceil(block), height.div_ceil(block))),
            None => shrink_pixels(&png::decode(bytes)?, header, block),
        },
        PictureFormat::Webp => shrink_pixels(&webp::decode(bytes, header)?, header, block),
        format => Err(PictureError::UnsupportedFormat(format)),
    }
}

/// The first block side that brings the picture down to so many pixels, or the coarsest.
fn fitting_block(blocks: &[u32], header: &Header, at_most_pixels: u64) -> u32 {
    let does_fit = |block: u32| {
        let side = |length: u32| u64::from(length.div_ceil(block));
        side(header.width) * side(header.height) <= at_most_pixels
    };
    blocks.iter().copied().find(|block| does_fit(*block)).unwrap_or(COARSEST_BLOCK)
}

fn shrink_pixels(
    pixels: &[u8],
    header: &Header,
    block: u32,
) -> Result<(Vec<u8>, u32, u32), PictureError> {
    let mut block_means = BlockMeans::new(header.width, header.height, block)?;
    for row in pixels.as_chunks::<3>().0.chunks_exact(header.width as usize) {
        block_means.add_row(row.iter().copied());
    }
    Ok((block_means.into_rgb()?, header.width.div_ceil(block), header.height.div_ceil(block)))
}
