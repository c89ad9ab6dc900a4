//! One step of a model: a computation with its input and output tensors.

use super::activation::Activation;
use super::convolve::{Convolution, DepthwiseConvolution, Enlargement};
use super::pooling::{self, BilinearScaling};
use super::sliding_window::SlidingWindow;

/// A computation with its input and output tensors.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) computation: Computation,
    /// Numbers of tensors.
    pub(super) inputs: Vec<usize>,
    pub(super) output: usize,
    /// The number of elements of the result.
    pub(super) length: usize,
    /// The inputs that no later step needs.
    pub(super) last_uses: Vec<usize>,
}

/// The computation of a step.
#[derive(Debug)]
pub(super) enum Computation {
    Convolve(Convolution),
    DepthwiseConvolution(DepthwiseConvolution),
    Enlarge(Enlargement),
    MaxPool {
        window: SlidingWindow,
        channels: usize,
    },
    AveragePool {
        window: SlidingWindow,
        channels: usize,
    },
    Scale(BilinearScaling),
    /// Adds or multiplies, then activates the result. A shorter second operand has one value a channel.
    Combine {
        operation: BinaryOperation,
        activation: Activation,
    },
    Activate(Activation),
    /// Adds channels of zeros behind those of each pixel.
    WidenChannels {
        from: usize,
        to: usize,
    },
    /// Appends one tensor to the other.
    Concatenate,
    /// The same elements with another shape.
    Reshape,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BinaryOperation {
    Add,
    Multiply,
}

impl Step {
    /// Computes the output from the inputs. Earlier steps have filled these to the lengths that the plan checked.
    pub(super) fn run(&self, values: &mut [Vec<f32>], spare_buffers: &mut Vec<Vec<f32>>) {
        let [first, rest @ ..] = &self.inputs[..] else { return };
        let result = match &self.computation {
            Computation::Combine { operation, activation } => {
                let mut result = self.owned_input(*first, values, spare_buffers);
                let second = rest.first().map(|number| values[*number].as_slice());
                combine_elements(&mut result, second, *operation);
                activation.activate_all(&mut result);
                result
            }
            Computation::Activate(activation) => {
                let mut result = self.owned_input(*first, values, spare_buffers);
                activation.activate_all(&mut result);
                result
            }
            Computation::Reshape => self.owned_input(*first, values, spare_buffers),
            computation => {
                let mut result = spare_buffers.pop().unwrap_or_default();
                result.resize(self.length, 0.0);
                let input = values[*first].as_slice();
                match computation {
                    Computation::Convolve(convolution) => convolution.run(input, &mut result),
                    Computation::DepthwiseConvolution(depthwise) => {
                        depthwise.run(input, &mut result)
                    }
                    Computation::Enlarge(enlargement) => enlargement.run(input, &mut result),
                    Computation::MaxPool { window, channels } => {
                        pooling::max_pool(window, *channels, input, &mut result);
                    }
                    Computation::AveragePool { window, channels } => {
                        pooling::average_pool(window, *channels, input, &mut result);
                    }
                    Computation::Scale(scaling) => scaling.run(input, &mut result),
                    Computation::WidenChannels { from, to } => {
                        widen_channels(input, *from, *to, &mut result)
                    }
                    _ => self.join_inputs(values, &mut result),
                }
                result
            }
        };
        for number in &self.last_uses {
            let old = std::mem::take(&mut values[*number]);
            if old.capacity() > 0 {
                spare_buffers.push(old);
            }
        }
        values[self.output] = result;
    }

    /// The elements of a tensor as a mutable copy. They are moved where no later step needs them, otherwise copied.
    fn owned_input(
        &self,
        number: usize,
        values: &mut [Vec<f32>],
        spare_buffers: &mut Vec<Vec<f32>>,
    ) -> Vec<f32> {
        let uses = self.inputs.iter().filter(|input| **input == number).count();
        if uses == 1 && self.last_uses.contains(&number) {
            return std::mem::take(&mut values[number]);
        }
        let mut copy = spare_buffers.pop().unwrap_or_default();
        copy.clear();
        copy.extend_from_slice(&values[number]);
        copy
    }

    fn join_inputs(&self, values: &[Vec<f32>], result: &mut [f32]) {
        let all = self.inputs.iter().flat_map(|number| &values[*number]);
        for (out, value) in result.iter_mut().zip(all) {
            *out = *value;
        }
    }
}

fn combine_elements(result: &mut [f32], second: Option<&[f32]>, operation: BinaryOperation) {
    let Some(second) = second.filter(|second| !second.is_empty()) else { return };
    // One value a channel serves every pixel. A full second operand is one long pixel.
    for pixel in result.chunks_exact_mut(second.len()) {
        match operation {
            BinaryOperation::Add => pixel.iter_mut().zip(second).for_each(|(a, b)| *a += b),
            BinaryOperation::Multiply => pixel.iter_mut().zip(second).for_each(|(a, b)| *a *= b),
        }
    }
}

fn widen_channels(input: &[f32], from: usize, to: usize, result: &mut [f32]) {
    for (source, pixel) in input.chunks_exact(from).zip(result.chunks_exact_mut(to)) {
        let (kept, added) = pixel.split_at_mut(from);
        kept.copy_from_slice(source);
        added.fill(0.0);
    }
}
