//! The convolutions, in which a model spends nearly all its time.
//!
//! Every output is the bias plus its products in one fixed order: down the window, across it, then through the
//! channels. Several outputs are computed side by side so that the compiler can use vector instructions. No sum is ever
//! split, so that vectors do not change a bit of it.

use super::ModelError;
use super::activation::Activation;
use super::sliding_window::SlidingWindow;

/// The number of output channels that are computed side by side: one vector register. With more of them the compiler no
/// longer vectorises, and takes twice the time.
const LANES: usize = 4;
/// The number of pixels that are computed side by side, so that each weight is loaded once for all of them.
const PIXELS: usize = 4;

/// A convolution from all channels to all channels.
#[derive(Debug)]
pub(super) struct Convolution {
    window: SlidingWindow,
    channels_in: usize,
    channels_out: usize,
    /// For each group of [`LANES`] output channels the weights of the window. The weights of one position and channel
    /// are adjacent.
    weights: Vec<[f32; LANES]>,
    bias: Vec<[f32; LANES]>,
    activation: Activation,
}

impl Convolution {
    /// Packs weights given in the order output channel, down, across, input channel.
    pub(super) fn new(
        window: SlidingWindow,
        weights: &[f32],
        bias: &[f32],
        channels_in: usize,
    ) -> Result<Self, ModelError> {
        let window_weights = window.height * window.width * channels_in;
        let channels_out = bias.len();
        if window_weights == 0
            || channels_out == 0
            || window_weights.checked_mul(channels_out) != Some(weights.len())
        {
            return Err(ModelError::Damaged);
        }
        let groups = channels_out.div_ceil(LANES);
        let mut packed = vec![[0.0; LANES]; groups * window_weights];
        for (channel, channel_values) in weights.chunks_exact(window_weights).enumerate() {
            let group = &mut packed[channel / LANES * window_weights..][..window_weights];
            for (lanes, weight) in group.iter_mut().zip(channel_values) {
                lanes[channel % LANES] = *weight;
            }
        }
        let mut packed_bias = vec![[0.0; LANES]; groups];
        for (channel, channel_values) in bias.iter().enumerate() {
            packed_bias[channel / LANES][channel % LANES] = *channel_values;
        }
        Ok(Self {
            window: if window.is_pixelwise() { window.in_one_row() } else { window },
            channels_in,
            channels_out,
            weights: packed,
            bias: packed_bias,
            activation: Activation::None,
        })
    }

    /// Fuses an activation of the results, which are still in a register. Returns `false` where there is one already.
    pub(super) fn fuse_activation(&mut self, activation: Activation) -> bool {
        let is_free = self.activation == Activation::None;
        if is_free {
            self.activation = activation;
        }
        is_free
    }

    pub(super) fn run(&self, input: &[f32], output: &mut [f32]) {
        let window = &self.window;
        let padded = window.padded(input, self.channels_in, 0.0);
        let row_length = window.padded_width() * self.channels_in;
        let step = window.step_across * self.channels_in;
        for (y, row) in output.chunks_exact_mut(window.out_width * self.channels_out).enumerate() {
            let source = &padded[y * window.step_down * row_length..];
            for (x, pixels) in row.chunks_mut(PIXELS * self.channels_out).enumerate() {
                let source = &source[x * PIXELS * step..];
                if pixels.len() == PIXELS * self.channels_out {
                    self.convolve_four_pixels(source, row_length, step, pixels);
                } else {
                    for (x, pixel) in pixels.chunks_exact_mut(self.channels_out).enumerate() {
                        self.convolve_one_pixel(&source[x * step..], row_length, pixel);
                    }
                }
            }
        }
    }

    fn convolve_four_pixels(
        &self,
        source: &[f32],
        row_length: usize,
        step: usize,
        output: &mut [f32],
    ) {
        let row_values = self.window.width * self.channels_in;
        let groups = self.weights.chunks_exact(row_values * self.window.height);
        for (group, (weights, bias)) in groups.zip(&self.bias).enumerate() {
            let mut sums = [*bias; PIXELS];
            for (y, weights) in weights.chunks_exact(row_values).enumerate() {
                let row = &source[y * row_length..];
                let first = &row[..row_values];
                let second = &row[step..][..row_values];
                let third = &row[2 * step..][..row_values];
                let fourth = &row[3 * step..][..row_values];
                let values = first.iter().zip(second).zip(third).zip(fourth);
                for (weights, (((first, second), third), fourth)) in weights.iter().zip(values) {
                    for (sums, value) in sums.iter_mut().zip([first, second, third, fourth]) {
                        for (sum, weight) in sums.iter_mut().zip(weights) {
                            *sum += value * weight;
                        }
                    }
                }
            }
            for (pixel, sums) in output.chunks_exact_mut(self.channels_out).zip(&sums) {
                self.store_group(group, sums, pixel);
            }
        }
    }

    fn convolve_one_pixel(&self, source: &[f32], row_length: usize, output: &mut [f32]) {
        let row_values = self.window.width * self.channels_in;
        let groups = self.weights.chunks_exact(row_values * self.window.height);
        for (group, (weights, bias)) in groups.zip(&self.bias).enumerate() {
            let mut sums = *bias;
            for (y, weights) in weights.chunks_exact(row_values).enumerate() {
                for (weights, value) in weights.iter().zip(&source[y * row_length..]) {
                    for (sum, weight) in sums.iter_mut().zip(weights) {
                        *sum += value * weight;
                    }
                }
            }
            self.store_group(group, &sums, output);
        }
    }

    /// Writes a group of channels. The last group may have fewer channels than lanes.
    fn store_group(&self, group: usize, sums: &[f32; LANES], pixel: &mut [f32]) {
        for (value, sum) in pixel[group * LANES..].iter_mut().zip(sums) {
            *value = self.activation.activate(*sum);
        }
    }
}

/// A convolution of every channel on its own.
#[derive(Debug)]
pub(super) struct DepthwiseConvolution {
    window: SlidingWindow,
    weights: Vec<f32>,
    bias: Vec<f32>,
    activation: Activation,
}

impl DepthwiseConvolution {
    /// Stores weights given in the order down, across, channel.
    pub(super) fn new(
        window: SlidingWindow,
        weights: Vec<f32>,
        bias: Vec<f32>,
    ) -> Result<Self, ModelError> {
        let window_weights = window.height * window.width;
        if bias.is_empty() || window_weights.checked_mul(bias.len()) != Some(weights.len()) {
            return Err(ModelError::Damaged);
        }
        Ok(Self { window, weights, bias, activation: Activation::None })
    }

    /// Fuses an activation of the results. Returns `false` where there is one already.
    pub(super) fn fuse_activation(&mut self, activation: Activation) -> bool {
        let is_free = self.activation == Activation::None;
        if is_free {
            self.activation = activation;
        }
        is_free
    }

    pub(super) fn run(&self, input: &[f32], output: &mut [f32]) {
        let window = &self.window;
        let channels = self.bias.len();
        let padded = window.padded(input, channels, 0.0);
        let row_length = window.padded_width() * channels;
        let step = window.step_across * channels;
        for (y, row) in output.chunks_exact_mut(window.out_width * channels).enumerate() {
            let source = &padded[y * window.step_down * row_length..];
            for (x, pixel) in row.chunks_exact_mut(channels).enumerate() {
                pixel.copy_from_slice(&self.bias);
                for (y, weights) in self.weights.chunks_exact(window.width * channels).enumerate() {
                    let row_values = &source[y * row_length + x * step..];
                    accumulate(pixel, row_values, weights);
                }
                self.activation.activate_all(pixel);
            }
        }
    }
}

/// Adds the products of one row of the window.
fn accumulate(pixel: &mut [f32], row_values: &[f32], weights: &[f32]) {
    let channels = pixel.len();
    for (values, weights) in row_values.chunks_exact(channels).zip(weights.chunks_exact(channels)) {
        for (sum, (value, weight)) in pixel.iter_mut().zip(values.iter().zip(weights)) {
            *sum += value * weight;
        }
    }
}

/// A transposed convolution with windows that do not overlap: every pixel becomes a block of pixels.
#[derive(Debug)]
pub(super) struct Enlargement {
    width: usize,
    channels_in: usize,
    channels_out: usize,
    block: (usize, usize),
    /// In the order output channel, down, across, input channel.
    weights: Vec<f32>,
    bias: Vec<f32>,
}

impl Enlargement {
    /// For inputs of this width, enlarged by `block` (down, across).
    pub(super) fn new(
        width: usize,
        channels_in: usize,
        block: (usize, usize),
        weights: Vec<f32>,
        bias: Vec<f32>,
    ) -> Result<Self, ModelError> {
        let channels_out = bias.len();
        let expected = super::file::element_count(&[channels_out, block.0, block.1, channels_in]);
        if width == 0 || weights.is_empty() || expected != Some(weights.len()) {
            return Err(ModelError::Damaged);
        }
        Ok(Self { width, channels_in, channels_out, block, weights, bias })
    }

    pub(super) fn run(&self, input: &[f32], output: &mut [f32]) {
        let (down, across) = self.block;
        let row_out = self.width * across * self.channels_out;
        let rows = input.chunks_exact(self.width * self.channels_in);
        for (source, block) in rows.zip(output.chunks_exact_mut(down * row_out)) {
            for (y, row) in block.chunks_exact_mut(row_out).enumerate() {
                for (x, pixel) in row.chunks_exact_mut(self.channels_out).enumerate() {
                    let values = &source[x / across * self.channels_in..][..self.channels_in];
                    for (channel, (out, bias)) in pixel.iter_mut().zip(&self.bias).enumerate() {
                        let place = (channel * down + y) * across + x % across;
                        let weights = &self.weights[place * self.channels_in..];
                        *out = *bias;
                        for (value, weight) in values.iter().zip(weights) {
                            *out += value * weight;
                        }
                    }
                }
            }
        }
    }
}
