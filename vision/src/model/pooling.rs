//! Layers without weights that change the size of their input.

use super::ModelError;
use super::sliding_window::Sweep;

/// The largest value of every window.
pub(super) fn largest(sweep: &Sweep, channels: usize, input: &[f32], output: &mut [f32]) {
    let padded = sweep.padded(input, channels, f32::NEG_INFINITY);
    windows(sweep, channels, &padded, output, |pixel, window| {
        pixel.fill(f32::NEG_INFINITY);
        for row in window {
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
pub(super) fn mean(sweep: &Sweep, channels: usize, input: &[f32], output: &mut [f32]) {
    let count = (sweep.height * sweep.width) as f32;
    let mut sums = vec![0.0; channels];
    windows(sweep, channels, input, output, |pixel, window| {
        pixel.fill(0.0);
        for row in window {
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
fn windows<'a>(
    sweep: &Sweep,
    channels: usize,
    padded: &'a [f32],
    output: &mut [f32],
    mut make: impl FnMut(&mut [f32], &mut dyn Iterator<Item = &'a [f32]>),
) {
    let row_length = sweep.padded_width() * channels;
    for (y, row) in output.chunks_exact_mut(sweep.out_width * channels).enumerate() {
        for (x, pixel) in row.chunks_exact_mut(channels).enumerate() {
            let corner = y * sweep.step_down * row_length + x * sweep.step_across * channels;
            let mut rows = (0..sweep.height)
                .map(|y| &padded[corner + y * row_length..][..sweep.width * channels]);
            make(pixel, &mut rows);
        }
    }
}

/// Bilinear scaling, in which a pixel is a square about its middle.
#[derive(Debug)]
pub(super) struct Scaling {
    width: usize,
    channels: usize,
    down: Vec<Between>,
    across: Vec<Between>,
}

/// A position between the middles of two pixels, with its share of the distance to the second.
#[derive(Clone, Copy, Debug)]
struct Between {
    first: usize,
    second: usize,
    share: f32,
}

impl Scaling {
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
            down: between(from.0, to.0),
            across: between(from.1, to.1),
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
fn between(from: usize, to: usize) -> Vec<Between> {
    let scale = from as f32 / to as f32;
    (0..to)
        .map(|index| {
            let place = ((index as f32 + 0.5) * scale - 0.5).max(0.0);
            let first = (place as usize).min(from - 1);
            Between { first, second: (first + 1).min(from - 1), share: place - first as f32 }
        })
        .collect()
}
