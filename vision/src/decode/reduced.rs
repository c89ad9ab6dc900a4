//! Decoding a large picture at a reduced size, by the smallest reduction that fits.

use sscard_shared::photo::PictureFormat;

use super::block_means::BlockMeans;
use super::{jpeg, png, webp};
use crate::PictureError;
use crate::header::Header;
use crate::picture::{StoredPixels, pixel_count};

/// The coarsest reduction: an eighth of each side.
const COARSEST_BLOCK: u32 = 8;
/// Up to this many pixels, a JPEG that cannot be reduced while decoding is decoded whole and shrunk: 150 MB.
const MAX_WHOLE_PIXELS: u64 = 50_000_000;

/// Decodes the pixels as stored. The caller has checked the header against its limits.
pub(crate) fn decode(
    bytes: &[u8],
    header: &Header,
    at_most_pixels: u64,
) -> Result<StoredPixels, PictureError> {
    let (width, height) = (header.width, header.height);
    if header.format == PictureFormat::Jpeg {
        let block = fitting_block(&[2, 4, 8], header, at_most_pixels);
        return match jpeg::decode_reduced(bytes, (8 / block) as usize) {
            // The crate reads this file, or explains its fault, better than our decoder.
            Err(PictureError::Damaged | PictureError::UnsupportedCoding(_))
                if pixel_count(width, height) <= MAX_WHOLE_PIXELS =>
            {
                shrink_pixels(&jpeg::decode(bytes)?, header, block)
            }
            decoded => decoded,
        };
    }
    let block = fitting_block(&[2, 3, 4, 5, 6, 7, 8], header, at_most_pixels);
    match header.format {
        PictureFormat::Png => match png::decode_reduced(bytes, block)? {
            Some(rgb) => Ok(StoredPixels {
                rgb,
                width: width.div_ceil(block),
                height: height.div_ceil(block),
            }),
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

/// Reduces decoded pixels to the means of their blocks.
fn shrink_pixels(pixels: &[u8], header: &Header, block: u32) -> Result<StoredPixels, PictureError> {
    let mut block_means = BlockMeans::new(header.width, header.height, block)?;
    for row in pixels.as_chunks::<3>().0.chunks_exact(header.width as usize) {
        block_means.add_row(row.iter().copied());
    }
    Ok(StoredPixels {
        rgb: block_means.into_rgb()?,
        width: header.width.div_ceil(block),
        height: header.height.div_ceil(block),
    })
}
