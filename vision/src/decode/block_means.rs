//! Reducing a picture to the means of its blocks while its rows are decoded.

use crate::PictureError;
use crate::picture::zeroed_rgb;

/// The means of blocks, computed row by row.
pub(crate) struct BlockMeans {
    rgb: Vec<u8>,
    width: u32,
    height: u32,
    block: u32,
    /// The number of rows added so far.
    row_count: u32,
    sums: Vec<[u32; 3]>,
}

impl BlockMeans {
    /// `block` is at least 1 and at most 8.
    pub(crate) fn new(width: u32, height: u32, block: u32) -> Result<Self, PictureError> {
        let (columns, rows) = (width.div_ceil(block), height.div_ceil(block));
        let sums = vec![[0; 3]; columns as usize];
        Ok(Self { rgb: zeroed_rgb(columns, rows)?, width, height, block, row_count: 0, sums })
    }

    /// Adds the next row.
    pub(crate) fn add_row(&mut self, row: impl Iterator<Item = [u8; 3]>) {
        let mut sums = self.sums.iter_mut();
        let mut columns_left = 0;
        let mut sum = None;
        for pixel in row {
            if columns_left == 0 {
                sum = sums.next();
                columns_left = self.block;
            }
            columns_left -= 1;
            if let Some(sum) = &mut sum {
                for (sum, value) in sum.iter_mut().zip(pixel) {
                    *sum += u32::from(value);
                }
            }
        }
        self.row_count += 1;
        if self.row_count.is_multiple_of(self.block) || self.row_count == self.height {
            self.finish_block_row();
        }
    }

    /// Converts the sums of a row of blocks to means.
    fn finish_block_row(&mut self) {
        let block_row = (self.row_count - 1) / self.block;
        let down = self.row_count - block_row * self.block;
        let columns = self.sums.len();
        let out = self.rgb.as_chunks_mut::<3>().0.chunks_exact_mut(columns).nth(block_row as usize);
        for (x, (pixel, sum)) in (0_u32..).zip(out.unwrap_or_default().iter_mut().zip(&self.sums)) {
            let count = down * self.block.min(self.width - x * self.block);
            *pixel = sum.map(|sum| u8::try_from((sum + count / 2) / count).unwrap_or(u8::MAX));
        }
        self.sums.fill([0; 3]);
    }

    /// The means, once every row has been added.
    pub(crate) fn into_rgb(self) -> Result<Vec<u8>, PictureError> {
        if self.row_count == self.height { Ok(self.rgb) } else { Err(PictureError::Damaged) }
    }
}
