//! Reducing a picture to the means of its blocks while its rows are decoded.

use crate::PictureError;
use crate::picture::blank;

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
