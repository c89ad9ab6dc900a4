//! The cubic filter along one axis.

use std::ops::Range;

use super::window::touched_range;
use crate::{Picture, PictureError};

/// One in fixed point. 14 bits leave room for a byte and a sum of taps in 32 bits.
const ONE_FIXED: i32 = 1 << 14;

/// The taps of every output pixel along one axis: its source pixels, their weights, and its share of white.
pub(crate) struct FilterTaps {
    spans: Vec<TapSpan>,
    weights: Vec<i32>,
}

struct TapSpan {
    /// The first source pixel.
    first: usize,
    /// The range of this output pixel's weights.
    weights: Range<usize>,
    /// The share of white, multiplied by 255.
    white: i32,
}

impl FilterTaps {
    /// Computes the taps of `out` pixels over the stretch that begins at `start`. The source is `extent` long, in
    /// `side` pixels.
    pub(crate) fn new(start: f64, length: f64, out: u32, extent: f64, side: u32) -> Self {
        let scale = length / f64::from(out);
        // The filter widens with the scale. Where nothing shrinks it has its natural width.
        let stretch = scale.max(1.0);
        let mut taps = Self { spans: Vec::with_capacity(out as usize), weights: Vec::new() };
        let mut float_weights = Vec::new();
        for index in 0..out {
            let from = start + f64::from(index) * scale;
            let middle = from + scale / 2.0;
            let covered = (((from + scale).min(extent) - from.max(0.0)) / scale).clamp(0.0, 1.0);
            let pixels = touched_range(middle - 2.0 * stretch, middle + 2.0 * stretch, side);
            float_weights.clear();
            float_weights.extend(
                pixels
                    .clone()
                    .map(|pixel| catmull_rom((f64::from(pixel) + 0.5 - middle) / stretch)),
            );
            taps.push(pixels.start as usize, &float_weights, covered);
        }
        taps
    }

    /// Turns weights into fixed point so that they sum exactly to the covered share: flat colours stay as they are.
    #[expect(clippy::cast_possible_truncation, reason = "weights are normalised to about one")]
    fn push(&mut self, first: usize, float_weights: &[f64], covered: f64) {
        let weights_start = self.weights.len();
        let sum: f64 = float_weights.iter().sum();
        let share = if sum > 1e-6 { (f64::from(ONE_FIXED) * covered + 0.5) as i32 } else { 0 };
        let mut rest = share;
        let mut heaviest = 0;
        for (index, float) in float_weights.iter().enumerate() {
            let weight = if share == 0 {
                0
            } else {
                (float / sum * f64::from(share)).round_ties_even() as i32
            };
            rest -= weight;
            self.weights.push(weight);
            if *float > float_weights[heaviest] {
                heaviest = index;
            }
        }
        if let Some(weight) = self.weights.get_mut(weights_start + heaviest) {
            *weight += rest;
        }
        self.spans.push(TapSpan {
            first,
            weights: weights_start..self.weights.len(),
            white: (ONE_FIXED - share) * 255,
        });
    }

    /// The range of source pixels that any output pixel uses.
    pub(crate) fn source_range(&self) -> Range<u32> {
        let ends = self.spans.iter().map(|span| span.first + span.weights.len());
        let first = self.spans.iter().map(|span| span.first).min().unwrap_or_default();
        let narrow = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
        narrow(first)..narrow(ends.max().unwrap_or_default())
    }

    /// Shrinks each of these rows and leaves the others out.
    pub(crate) fn shrink_rows(
        &self,
        picture: &Picture,
        rows: Range<u32>,
    ) -> Result<Picture, PictureError> {
        let columns = u32::try_from(self.spans.len()).unwrap_or(u32::MAX);
        let mut pixels = crate::picture::zeroed_rgb(columns, rows.end - rows.start)?;
        for (y, out) in
            rows.clone().zip(pixels.as_chunks_mut::<3>().0.chunks_exact_mut(self.spans.len()))
        {
            let row = picture.row(y);
            for (pixel, span) in out.iter_mut().zip(&self.spans) {
                let mut sum = [span.white + ONE_FIXED / 2; 3];
                for (source, weight) in
                    row[span.first..].iter().zip(&self.weights[span.weights.clone()])
                {
                    sum[0] += i32::from(source[0]) * weight;
                    sum[1] += i32::from(source[1]) * weight;
                    sum[2] += i32::from(source[2]) * weight;
                }
                *pixel = sum.map(from_fixed);
            }
        }
        Picture::from_rgb(columns, rows.end - rows.start, pixels)
    }

    /// Shrinks every column of a picture that is `width` pixels wide and begins with the row `top`.
    pub(crate) fn shrink_columns(
        &self,
        picture: &Picture,
        width: u32,
        top: u32,
    ) -> Result<Picture, PictureError> {
        let rows = u32::try_from(self.spans.len()).unwrap_or(u32::MAX);
        let mut pixels = crate::picture::zeroed_rgb(width, rows)?;
        let stride = width as usize * 3;
        let mut sums = vec![0_i32; stride];
        for (out, span) in pixels.chunks_exact_mut(stride).zip(&self.spans) {
            sums.fill(span.white + ONE_FIXED / 2);
            let sources = picture.rgb().chunks_exact(stride).skip(span.first - top as usize);
            for (row, weight) in sources.zip(&self.weights[span.weights.clone()]) {
                for (sum, value) in sums.iter_mut().zip(row) {
                    *sum += i32::from(*value) * weight;
                }
            }
            for (pixel, sum) in out.iter_mut().zip(&sums) {
                *pixel = from_fixed(*sum);
            }
        }
        Picture::from_rgb(width, rows, pixels)
    }
}

fn from_fixed(value: i32) -> u8 {
    (value >> 14).clamp(0, 255) as u8
}

/// The cubic of Catmull and Rom. It is sharp with an invisible overshoot, and a polynomial, unlike the sines of
/// Lanczos.
fn catmull_rom(x: f64) -> f64 {
    let x = x.abs();
    if x < 1.0 {
        (1.5 * x - 2.5) * x * x + 1.0
    } else if x < 2.0 {
        ((2.5 - 0.5 * x) * x - 4.0) * x + 2.0
    } else {
        0.0
    }
}
