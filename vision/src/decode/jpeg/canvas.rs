//! Converting the samples of a JPEG's components to the rows of an RGB picture.

use super::frame::{Frame, GridPosition};
use super::transform::inverse_transform;
use crate::PictureError;
use crate::picture::StoredPixels;

/// The colour model of a file's components.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ColourModel {
    Grey,
    Rgb,
    /// Lightness and two colour differences, as in JFIF (ITU-R BT.601, full range).
    Ycc,
    /// Four inks, stored as the remaining paper white.
    Cmyk,
    /// Four inks like [`Cmyk`](Self::Cmyk), the first three stored as lightness and differences.
    Ycck,
}

/// One row of units of one component.
struct ComponentRows {
    samples: Vec<u8>,
    stride: usize,
    /// Samples across a block.
    side: usize,
    /// Samples of a unit, across and down.
    across: usize,
    down: usize,
    /// One row of samples, spread to the width of the picture.
    spread_samples: Vec<u8>,
}

/// The RGB picture, filled from top to bottom.
pub(crate) struct Canvas {
    rgb: Vec<u8>,
    width: usize,
    height: usize,
    next_row: usize,
    /// Pixels of a unit, across and down.
    across: usize,
    down: usize,
    colour_model: ColourModel,
    component_rows: Vec<ComponentRows>,
}

impl Canvas {
    pub(crate) fn new(
        frame: &Frame,
        side: usize,
        colour_model: ColourModel,
    ) -> Result<Self, PictureError> {
        let fit = |length: u32| (length as usize * side).div_ceil(8);
        let (width, height) = (fit(frame.width), fit(frame.height));
        let component_rows = frame.components.iter().map(|component| {
            let block_side = frame.block_side(component, side);
            let (stride, down) = (component.columns * block_side, component.v * block_side);
            ComponentRows {
                samples: vec![0; stride * down],
                stride,
                side: block_side,
                across: component.h * block_side,
                down,
                spread_samples: Vec::new(),
            }
        });
        let component_rows = component_rows.collect();
        let (w, h) = (u32::try_from(width).unwrap_or(0), u32::try_from(height).unwrap_or(0));
        let rgb = crate::picture::zeroed_rgb(w, h)?;
        let (across, down) = (frame.h * side, frame.v * side);
        Ok(Self { rgb, width, height, next_row: 0, across, down, colour_model, component_rows })
    }

    /// Transforms a block and writes it to its position in the row of units.
    pub(crate) fn add_block(
        &mut self,
        component: usize,
        position: GridPosition,
        block: &[i16],
        quantisation: &[i32; 64],
    ) {
        let rows = &mut self.component_rows[component];
        let start = position.row * rows.side * rows.stride + position.column * rows.side;
        if let Some(out) = rows.samples.get_mut(start..) {
            inverse_transform(rows.side, block, quantisation, out, rows.stride);
        }
    }

    /// Converts the row of units to pixels.
    pub(crate) fn emit_rows(&mut self) {
        let width = self.width;
        let row_count = self.down.min(self.height.saturating_sub(self.next_row));
        for y in 0..row_count {
            for rows in &mut self.component_rows {
                rows.spread_row(y * rows.down / self.down, self.across, width);
            }
            let start = (self.next_row + y) * width * 3;
            let out = self.rgb[start..start + width * 3].as_chunks_mut::<3>().0;
            match self.component_rows.as_slice() {
                [grey] => {
                    for (pixel, &grey) in out.iter_mut().zip(&grey.spread_samples) {
                        *pixel = [grey; 3];
                    }
                }
                [first, second, third, inks @ ..] => {
                    let colours = first
                        .spread_samples
                        .iter()
                        .zip(&second.spread_samples)
                        .zip(&third.spread_samples);
                    let pixels = out.iter_mut().zip(colours.map(|((a, b), c)| [*a, *b, *c]));
                    if matches!(self.colour_model, ColourModel::Ycc | ColourModel::Ycck) {
                        pixels.for_each(|(pixel, ycc)| *pixel = ycc_to_rgb(ycc));
                    } else {
                        pixels.for_each(|(pixel, rgb)| *pixel = rgb);
                    }
                    if let [black] = inks {
                        let is_inverted = self.colour_model == ColourModel::Ycck;
                        for (pixel, &black) in out.iter_mut().zip(&black.spread_samples) {
                            *pixel = pixel.map(|ink| {
                                multiply_shares(if is_inverted { 255 - ink } else { ink }, black)
                            });
                        }
                    }
                }
                _ => {}
            }
        }
        self.next_row += row_count;
    }

    /// Copies the row above `row` into all rows from `row` on.
    pub(crate) fn repeat_rows_from(&mut self, row: usize) {
        let row_bytes = self.width * 3;
        if let Some(above) = row.checked_sub(1)
            && row < self.height
        {
            for row in row..self.height {
                self.rgb.copy_within(above * row_bytes..(above + 1) * row_bytes, row * row_bytes);
            }
        }
    }

    /// The picture, once all rows are converted.
    pub(crate) fn into_pixels(self) -> StoredPixels {
        let side = |length: usize| u32::try_from(length).unwrap_or(0);
        StoredPixels { rgb: self.rgb, width: side(self.width), height: side(self.height) }
    }
}

impl ComponentRows {
    /// Repeats the samples of a row up to the width of the picture.
    fn spread_row(&mut self, row: usize, across: usize, width: usize) {
        let line = &self.samples[row * self.stride..(row + 1) * self.stride];
        self.spread_samples.clear();
        if self.across == across {
            self.spread_samples.extend_from_slice(&line[..width]);
        } else if self.across * 2 == across {
            self.spread_samples.extend(line.iter().flat_map(|sample| [*sample; 2]).take(width));
        } else {
            self.spread_samples.extend((0..width).map(|x| line[x * self.across / across]));
        }
    }
}

/// Converts a pixel of lightness and colour differences to RGB, with 16 bits of fraction.
fn ycc_to_rgb([y, cb, cr]: [u8; 3]) -> [u8; 3] {
    let y = (i32::from(y) << 16) + (1 << 15);
    let (cb, cr) = (i32::from(cb) - 128, i32::from(cr) - 128);
    [y + 91_881 * cr, y - 22_554 * cb - 46_802 * cr, y + 116_130 * cb].map(clamp_to_byte)
}

#[expect(clippy::cast_sign_loss, reason = "the value is clamped to a byte")]
fn clamp_to_byte(value: i32) -> u8 {
    (value >> 16).clamp(0, 255) as u8
}

/// The product of two shares of 255, rounded.
#[expect(clippy::cast_possible_truncation, reason = "the product of two parts is a part")]
fn multiply_shares(one: u8, other: u8) -> u8 {
    let product = u32::from(one) * u32::from(other) + 128;
    ((product + (product >> 8)) >> 8) as u8
}
