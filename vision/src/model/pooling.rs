//! Layers without weights that change the size of their input.

use super::ModelError;
use super::sliding_window::SlidingWindow;

/// The largest value of every window.
pub(super) fn max_pool(window: &SlidingWindow, channels: usize, input: &[f32], output: &mut [f32]) {
    let padded = window.padded(input, channels, f32::NEG_INFINITY);
    for_each_window(window, channels, &padded, output, |pixel, rows| {
        pixel.fill(f32::NEG_INFINITY);
        for row in rows {
            for values in row.chunks_exact(channels) {
                for (largest, value) in pixel.iter_mut().zip(values) {
                    if *value > *largest {
                        *largest = *value;
                    }
                }
            }
        }
    });
}

/// The mean of every window, which must lie within the input. Each row is summed on its own first: one running sum over
/// sixteen thousand values would lose four digits of seven.
pub(super) fn average_pool(
    window: &SlidingWindow,
    channels: usize,
    input: &[f32],
    output: &mut [f32],
) {
    let count = (window.height * window.width) as f32;
    let mut sums = vec![0.0; channels];
    for_each_window(window, channels, input, output, |pixel, rows| {
        pixel.fill(0.0);
        for row in rows {
            sums.fill(0.0);
            for values in row.chunks_exact(channels) {
                for (sum, value) in sums.iter_mut().zip(values) {
                    *sum += value;
                }
            }
            for (total, sum) in pixel.iter_mut().zip(&sums) {
                *total += sum;
            }
        }
        for total in pixel {
            *total /= count;
        }
    });
}

/// Calls `make` with every output pixel and the rows of its window.
fn for_each_window<'a>(
    window: &SlidingWindow,
    channels: usize,
    padded: &'a [f32],
    output: &mut [f32],
    mut make: impl FnMut(&mut [f32], &mut dyn Iterator<Item = &'a [f32]>),
) {
    let row_length = window.padded_width() * channels;
    for (y, row) in output.chunks_exact_mut(window.out_width * channels).enumerate() {
        for (x, pixel) in row.chunks_exact_mut(channels).enumerate() {
            let corner = y * window.step_down * row_length + x * window.step_across * channels;
            let mut rows = (0..window.height)
                .map(|y| &padded[corner + y * row_length..][..window.width * channels]);
            make(pixel, &mut rows);
        }
    }
}

/// Bilinear scaling, in which a pixel is a square about its middle.
#[derive(Debug)]
pub(super) struct BilinearScaling {
    width: usize,
    channels: usize,
    down: Vec<Interpolation>,
    across: Vec<Interpolation>,
}

/// A position between the middles of two pixels, with its share of the distance to the second.
#[derive(Clone, Copy, Debug)]
struct Interpolation {
    first: usize,
    second: usize,
    share: f32,
}

impl BilinearScaling {
    /// Sizes are given as (height, width), none of them zero.
    pub(super) fn new(
        from: (usize, usize),
        to: (usize, usize),
        channels: usize,
    ) -> Result<Self, ModelError> {
        if [from.0, from.1, to.0, to.1, channels].contains(&0) {
            return Err(ModelError::Damaged);
        }
        Ok(Self {
            width: from.1,
            channels,
            down: interpolations(from.0, to.0),
            across: interpolations(from.1, to.1),
        })
    }

    pub(super) fn run(&self, input: &[f32], output: &mut [f32]) {
        let row_length = self.width * self.channels;
        for (down, row) in
            self.down.iter().zip(output.chunks_exact_mut(self.across.len() * self.channels))
        {
            let upper = &input[down.first * row_length..][..row_length];
            let lower = &input[down.second * row_length..][..row_length];
            for (across, pixel) in self.across.iter().zip(row.chunks_exact_mut(self.channels)) {
                let corner = |row: &'_ [f32], column: usize| column * self.channels..row.len();
                let corners = upper[corner(upper, across.first)]
                    .iter()
                    .zip(&upper[corner(upper, across.second)])
                    .zip(&lower[corner(lower, across.first)])
                    .zip(&lower[corner(lower, across.second)]);
                for (value, (((a, b), c), d)) in pixel.iter_mut().zip(corners) {
                    let (above, below) = (a + (b - a) * across.share, c + (d - c) * across.share);
                    *value = above + (below - above) * down.share;
                }
            }
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the place is clamped to the picture"
)]
fn interpolations(from: usize, to: usize) -> Vec<Interpolation> {
    let scale = from as f32 / to as f32;
    (0..to)
        .map(|index| {
            let position = ((index as f32 + 0.5) * scale - 0.5).max(0.0);
            let first = (position as usize).min(from - 1);
            Interpolation {
                first,
                second: (first + 1).min(from - 1),
                share: position - first as f32,
            }
        })
        .collect()
}
