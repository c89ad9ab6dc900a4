//! Shrinking by whole blocks: cheap, and enough for most of the reduction of a large photo.

use std::borrow::Cow;
use std::ops::Range;

use super::window::{Window, touched_range};
use crate::{Picture, PictureError};

/// The largest block side in pixels. The sum of such a block's bytes fits 32 bits.
const LARGEST_BLOCK_PIXELS: u32 = 2048;

/// The part of a picture that a crop needs, shrunk by whole blocks to at least twice the output's resolution. A block
/// mean costs one addition a byte, where a filter costs several multiplications. On a 48-megapixel photo that is most
/// of the time.
pub(crate) struct ReducedPicture<'a> {
    pub(crate) picture: Cow<'a, Picture>,
    /// The left edge of the part in the source, in source pixels.
    pub(crate) left: f64,
    pub(crate) top: f64,
    /// The width of the part in blocks. The last block of a row or column may be a partial one.
    pub(crate) width: f64,
    pub(crate) height: f64,
    /// The side of a block in source pixels.
    pub(crate) block: u32,
}

impl<'a> ReducedPicture<'a> {
    pub(crate) fn new(
        picture: &'a Picture,
        window: Window,
        scale: f64,
    ) -> Result<Self, PictureError> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a cast from float saturates"
        )]
        let block = ((scale / 2.0) as u32).min(LARGEST_BLOCK_PIXELS);
        if block < 2 {
            let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
            return Ok(Self {
                picture: Cow::Borrowed(picture),
                left: 0.0,
                top: 0.0,
                width,
                height,
                block: 1,
            });
        }
        // Three output pixels of margin feed the filter at the edges of the window.
        let margin = scale * 3.0;
        let columns = touched_range(
            window.left - margin,
            window.left + window.width + margin,
            picture.width(),
        );
        let rows = touched_range(
            window.top - margin,
            window.top + window.height + margin,
            picture.height(),
        );
        Ok(Self {
            left: f64::from(columns.start),
            top: f64::from(rows.start),
            width: f64::from(columns.end - columns.start) / f64::from(block),
            height: f64::from(rows.end - rows.start) / f64::from(block),
            picture: Cow::Owned(average_blocks(picture, columns, rows, block)?),
            block,
        })
    }

    /// Converts a window of the source to coordinates of the reduced picture.
    pub(crate) fn to_reduced(&self, window: Window) -> Window {
        let block = f64::from(self.block);
        Window {
            left: (window.left - self.left) / block,
            top: (window.top - self.top) / block,
            width: window.width / block,
            height: window.height / block,
        }
    }

    /// The colour at a point, interpolated between four pixels. White outside.
    pub(crate) fn colour_at(&self, x: f64, y: f64) -> [f64; 3] {
        if !((0.0..=self.width).contains(&x) && (0.0..=self.height).contains(&y)) {
            return [255.0; 3];
        }
        let across = Neighbours::at_coordinate(x, self.picture.width());
        let down = Neighbours::at_coordinate(y, self.picture.height());
        let (upper, lower) = (self.picture.row(down.first), self.picture.row(down.second));
        let (x0, x1) = (across.first as usize, across.second as usize);
        let mut colour = [0.0; 3];
        for (channel, value) in colour.iter_mut().enumerate() {
            let mix = |row: &[[u8; 3]]| {
                let (left, next) = (f64::from(row[x0][channel]), f64::from(row[x1][channel]));
                left + (next - left) * across.share
            };
            let (above, under) = (mix(upper), mix(lower));
            *value = above + (under - above) * down.share;
        }
        colour
    }
}

/// The two pixels whose middles enclose a coordinate, both within the picture, and the share of the distance to the
/// second.
struct Neighbours {
    first: u32,
    second: u32,
    share: f64,
}

impl Neighbours {
    /// The neighbours of a coordinate on an axis of `side` pixels.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the value is clamped to the picture"
    )]
    fn at_coordinate(coordinate: f64, side: u32) -> Self {
        let last = side - 1;
        let coordinate = (coordinate - 0.5).clamp(0.0, f64::from(last));
        let first = coordinate as u32;
        Self { first, second: (first + 1).min(last), share: coordinate - f64::from(first) }
    }
}

/// The mean of every block of `block` × `block` pixels. At the right and lower edge, a block is the mean of the pixels
/// that exist.
fn average_blocks(
    picture: &Picture,
    source_columns: Range<u32>,
    source_rows: Range<u32>,
    block: u32,
) -> Result<Picture, PictureError> {
    let (left, right) = (source_columns.start, source_columns.end);
    let (top, bottom) = (source_rows.start, source_rows.end);
    let (columns, rows) = ((right - left).div_ceil(block), (bottom - top).div_ceil(block));
    let mut pixels = crate::picture::zeroed_rgb(columns, rows)?;
    let mut sums = vec![[0_u32; 3]; columns as usize];
    for (index, out) in
        (0_u32..).zip(pixels.as_chunks_mut::<3>().0.chunks_exact_mut(columns as usize))
    {
        let first = top + index * block;
        let last = (first + block).min(bottom);
        sums.fill([0; 3]);
        for y in first..last {
            let row = picture.row(y).get(left as usize..right as usize).unwrap_or_default();
            for (sum, run) in sums.iter_mut().zip(row.chunks(block as usize)) {
                let mut block_sum = [0_u32; 3];
                for pixel in run {
                    block_sum[0] += u32::from(pixel[0]);
                    block_sum[1] += u32::from(pixel[1]);
                    block_sum[2] += u32::from(pixel[2]);
                }
                for (sum, block_sum) in sum.iter_mut().zip(block_sum) {
                    *sum += block_sum;
                }
            }
        }
        for (x, (pixel, sum)) in (0_u32..).zip(out.iter_mut().zip(&sums)) {
            let count = (last - first) * (block.min(right - left - x * block));
            *pixel = sum.map(|sum| u8::try_from((sum + count / 2) / count).unwrap_or(u8::MAX));
        }
    }
    Picture::from_rgb(columns, rows, pixels)
}
