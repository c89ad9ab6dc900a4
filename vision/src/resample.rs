//! Shrinking: first by whole blocks, then by a cubic filter, or by a grid of samples a pixel for a slanted crop.

mod blocks;
mod filter;
mod window;

pub(crate) use blocks::ReducedPicture;
pub(crate) use window::{TurnedWindow, Window};

use crate::{Picture, PictureError};
use filter::FilterTaps;

/// Shrinks a window of the picture. The output is white where the window lies outside the picture.
pub(crate) fn shrink_upright(
    picture: &Picture,
    window: Window,
    out_width: u32,
    out_height: u32,
) -> Result<Picture, PictureError> {
    let scale = (window.width / f64::from(out_width)).min(window.height / f64::from(out_height));
    let reduced = ReducedPicture::new(picture, window, scale)?;
    let window = reduced.to_reduced(window);
    let across = FilterTaps::new(
        window.left,
        window.width,
        out_width,
        reduced.width,
        reduced.picture.width(),
    );
    let down = FilterTaps::new(
        window.top,
        window.height,
        out_height,
        reduced.height,
        reduced.picture.height(),
    );
    let rows = down.source_range();
    let narrow = across.shrink_rows(&reduced.picture, rows.clone())?;
    down.shrink_columns(&narrow, out_width, rows.start)
}

/// Shrinks and turns a part of the picture. Every output pixel is the mean of a grid of bilinear samples. The output is
/// white outside the picture.
pub(crate) fn shrink_turned(
    picture: &Picture,
    window: &TurnedWindow,
    out_width: u32,
    out_height: u32,
) -> Result<Picture, PictureError> {
    let turn = window.turn;
    let scale = window.width / f64::from(out_width);
    let (half_width, half_height) = (window.width / 2.0, scale * f64::from(out_height) / 2.0);
    let (sine, cosine) = match turn.quarters() {
        0 => (turn.sine(), turn.cosine()),
        1 => (turn.cosine(), -turn.sine()),
        2 => (-turn.sine(), -turn.cosine()),
        _ => (-turn.cosine(), turn.sine()),
    };
    let reach_x = half_width * cosine.abs() + half_height * sine.abs();
    let reach_y = half_width * sine.abs() + half_height * cosine.abs();
    let (left, top) = (window.centre_x - reach_x, window.centre_y - reach_y);
    let reduced = ReducedPicture::new(
        picture,
        Window { left, top, width: 2.0 * reach_x, height: 2.0 * reach_y },
        scale,
    )?;
    let block = f64::from(reduced.block);
    let (centre_x, centre_y) =
        ((window.centre_x - reduced.left) / block, (window.centre_y - reduced.top) / block);
    let step = scale / block;
    // The reduced picture is two to four times as fine as the output, so that this many samples miss none of its
    // pixels.
    let samples = samples_per_side(step);
    let count = f64::from(samples) * f64::from(samples);
    let mut pixels = crate::picture::zeroed_rgb(out_width, out_height)?;
    for (y, row) in
        (0_u32..).zip(pixels.as_chunks_mut::<3>().0.chunks_exact_mut(out_width as usize))
    {
        for (x, pixel) in (0_u32..).zip(row) {
            let mut sum = [0.0; 3];
            for sub_y in 0..samples {
                let down = sample_offset(y, sub_y, samples, out_height) * step;
                for sub_x in 0..samples {
                    let across = sample_offset(x, sub_x, samples, out_width) * step;
                    // The source appears turned clockwise. The inverse turn is counter-clockwise (y points down).
                    let colour = reduced.colour_at(
                        centre_x + cosine * across + sine * down,
                        centre_y - sine * across + cosine * down,
                    );
                    for (sum, value) in sum.iter_mut().zip(colour) {
                        *sum += value;
                    }
                }
            }
            *pixel = sum.map(|sum| round_to_byte(sum / count));
        }
    }
    Picture::from_rgb(out_width, out_height, pixels)
}

/// The distance of a sample from the middle of the output, in output pixels.
fn sample_offset(pixel: u32, sub: u32, samples: u32, side: u32) -> f64 {
    f64::from(pixel) + (f64::from(sub) + 0.5) / f64::from(samples) - f64::from(side) / 2.0
}

/// The number of samples along each side of an output pixel that covers `step` pixels.
fn samples_per_side(step: f64) -> u32 {
    match step {
        s if s <= 1.0 => 2,
        s if s <= 3.0 => 3,
        _ => 4,
    }
}

/// A mean of bytes as a byte, rounded to nearest.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast from float to integer saturates"
)]
pub(crate) fn round_to_byte(value: f64) -> u8 {
    (value + 0.5) as u8
}

impl Picture {
    /// The picture shrunk so that its longest side has at most `max_side` pixels (at least 1). It is never enlarged.
    ///
    /// # Errors
    /// [`PictureError::OutOfMemory`].
    pub fn preview(&self, max_side: u32) -> Result<Self, PictureError> {
        let longest = self.width().max(self.height());
        let max_side = max_side.max(1);
        if longest <= max_side {
            return Ok(self.clone());
        }
        let fit = |side: u32| {
            let scaled = (u64::from(side) * u64::from(max_side) + u64::from(longest) / 2)
                / u64::from(longest);
            u32::try_from(scaled).unwrap_or(max_side).max(1)
        };
        let whole = Window {
            left: 0.0,
            top: 0.0,
            width: f64::from(self.width()),
            height: f64::from(self.height()),
        };
        shrink_upright(self, whole, fit(self.width()), fit(self.height()))
    }
}
