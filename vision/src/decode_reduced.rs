//! Decoding a large picture at a reduced size, by the smallest reduction that fits.

use sscard_shared::photo::PictureFormat;

use crate::header::Header;
use crate::picture::blank;
use crate::{PictureError, decode_jpeg, decode_png, decode_webp};

/// The coarsest reduction: an eighth of each side.
const COARSEST: u32 = 8;
/// Up to this many pixels, a JPEG that cannot be reduced while decoding is decoded whole and shrunk: 150 MB.
const MOST_WHOLE: u64 = 50_000_000;

/// Decodes to RGB8 as stored and returns its size, not yet turned upright. The caller has checked the header against
/// its limits.
pub(crate) fn decode(
    bytes: &[u8],
    header: &Header,
    at_most_pixels: u64,
) -> Result<(Vec<u8>, u32, u32), PictureError> {
    let (width, height) = (header.width, header.height);
    if header.format == PictureFormat::Jpeg {
        let block = fitting(&[2, 4, 8], header, at_most_pixels);
        return match decode_jpeg::decode_reduced(bytes, (8 / block) as usize) {
            // The crate reads this file, or explains its fault, better than our decoder.
            Err(PictureError::Damaged | PictureError::UnsupportedCoding(_))
                if u64::from(width) * u64::from(height) <= MOST_WHOLE =>
            {
                shrink(&decode_jpeg::decode(bytes)?, header, block)
            }
            read => read,
        };
    }
    let block = fitting(&[2, 3, 4, 5, 6, 7, 8], header, at_most_pixels);
    match header.format {
        PictureFormat::Png => match decode_png::decode_reduced(bytes, block)? {
            Some(pixels) => Ok((pixels, width.div_ceil(block), height.div_ceil(block))),
            None => shrink(&decode_png::decode(bytes)?, header, block),
        },
        PictureFormat::Webp => shrink(&decode_webp::decode(bytes, header)?, header, block),
        format => Err(PictureError::UnsupportedFormat(format)),
    }
}

/// The first block side that brings the picture down to so many pixels, or the coarsest.
fn fitting(blocks: &[u32], header: &Header, at_most_pixels: u64) -> u32 {
    let fits = |block: u32| {
        let side = |length: u32| u64::from(length.div_ceil(block));
        side(header.width) * side(header.height) <= at_most_pixels
    };
    blocks.iter().copied().find(|block| fits(*block)).unwrap_or(COARSEST)
}

fn shrink(pixels: &[u8], header: &Header, block: u32) -> Result<(Vec<u8>, u32, u32), PictureError> {
    let mut means = BlockMeans::new(header.width, header.height, block)?;
    for row in pixels.as_chunks::<3>().0.chunks_exact(header.width as usize) {
        means.add(row.iter().copied());
    }
    Ok((means.finish()?, header.width.div_ceil(block), header.height.div_ceil(block)))
}

/// The means of blocks, computed row by row.
pub(crate) struct BlockMeans {
    rgb: Vec<u8>,
    width: u32,
    height: u32,
    block: u32,
    /// The number of rows added so far.
    rows: u32,
    sums: Vec<[u32; 3]>,
}

impl BlockMeans {
    /// `block` is at least 1 and at most 8.
    pub(crate) fn new(width: u32, height: u32, block: u32) -> Result<Self, PictureError> {
        let (columns, rows) = (width.div_ceil(block), height.div_ceil(block));
        let sums = vec![[0; 3]; columns as usize];
        Ok(Self { rgb: blank(columns, rows)?, width, height, block, rows: 0, sums })
    }

    /// Adds the next row.
    pub(crate) fn add(&mut self, row: impl Iterator<Item = [u8; 3]>) {
        let mut sums = self.sums.iter_mut();
        let mut left = 0;
        let mut sum = None;
        for pixel in row {
            if left == 0 {
                sum = sums.next();
                left = self.block;
            }
            left -= 1;
            if let Some(sum) = &mut sum {
                for (sum, value) in sum.iter_mut().zip(pixel) {
                    *sum += u32::from(value);
                }
            }
        }
        self.rows += 1;
        if self.rows.is_multiple_of(self.block) || self.rows == self.height {
            self.close();
        }
    }

    /// Converts the sums of a row of blocks to means.
    fn close(&mut self) {
        let line = (self.rows - 1) / self.block;
        let down = self.rows - line * self.block;
        let columns = self.sums.len();
        let out = self.rgb.as_chunks_mut::<3>().0.chunks_exact_mut(columns).nth(line as usize);
        for (x, (pixel, sum)) in (0_u32..).zip(out.unwrap_or_default().iter_mut().zip(&self.sums)) {
            let count = down * self.block.min(self.width - x * self.block);
            *pixel = sum.map(|sum| u8::try_from((sum + count / 2) / count).unwrap_or(u8::MAX));
        }
        self.sums.fill([0; 3]);
    }

    /// The means, once every row has been added.
    pub(crate) fn finish(self) -> Result<Vec<u8>, PictureError> {
        if self.rows == self.height { Ok(self.rgb) } else { Err(PictureError::Damaged) }
    }
}
