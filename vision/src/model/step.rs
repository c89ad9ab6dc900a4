//! One step of a model: a computation with its input and output tensors.

use super::activation::Activation;
use super::convolve::{Convolution, Depthwise, Enlargement};
use super::pooling::{self, Scaling};
use super::sliding_window::Sweep;

/// A computation with its input and output tensors.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) work: Work,
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
pub(super) enum Work {
    Convolve(Convolution),
    Depthwise(Depthwise),
    Enlarge(Enlargement),
    Largest {
        sweep: Sweep,
        channels: usize,
    },
    Mean {
        sweep: Sweep,
        channels: usize,
    },
    Scale(Scaling),
    /// Adds or multiplies, then activates the result. A shorter second operand has one value a channel.
    Combine {
        operation: Operation,
        activation: Activation,
    },
    Activate(Activation),
    /// Adds channels of zeros behind those of each pixel.
    Widen {
        from: usize,
        to: usize,
    },
    /// Appends one tensor to the other.
    Join,
    /// The same elements with another shape.
    Keep,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operation {
    Add,
    Multiply,
}

impl Step {
    /// Computes the output from the inputs. Earlier steps have filled these to the lengths that the plan checked.
    pub(super) fn run(&self, values: &mut [Vec<f32>], spare: &mut Vec<Vec<f32>>) {
        let [first, rest @ ..] = &self.inputs[..] else { return };
        let result = match &self.work {
            Work::Combine { operation, activation } => {
                let mut result = self.own(*first, values, spare);
                let second = rest.first().map(|number| values[*number].as_slice());
                combine(&mut result, second, *operation);
                activation.apply(&mut result);
                result
            }
            Work::Activate(activation) => {
                let mut result = self.own(*first, values, spare);
                activation.apply(&mut result);
                result
            }
            Work::Keep => self.own(*first, values, spare),
            work => {
                let mut result = spare.pop().unwrap_or_default();
                result.resize(self.length, 0.0);
                let input = values[*first].as_slice();
                match work {
                    Work::Convolve(convolution) => convolution.run(input, &mut result),
                    Work::Depthwise(depthwise) => depthwise.run(input, &mut result),
                    Work::Enlarge(enlargement) => enlargement.run(input, &mut result),
                    Work::Largest { sweep, channels } => {
                        pooling::largest(sweep, *channels, input, &mut result);
                    }
                    Work::Mean { sweep, channels } => {
                        pooling::mean(sweep, *channels, input, &mut result);
                    }
                    Work::Scale(scaling) => scaling.run(input, &mut result),
                    Work::Widen { from, to } => widen(input, *from, *to, &mut result),
                    _ => self.join(values, &mut result),
                }
                result
            }
        };
        for number in &self.last_uses {
            let old = std::mem::take(&mut values[*number]);
            if old.capacity() > 0 {
                spare.push(old);
            }
        }
        values[self.output] = result;
    }

    /// The elements of a tensor as a mutable copy. They are moved where no later step needs them, otherwise copied.
    fn own(&self, number: usize, values: &mut [Vec<f32>], spare: &mut Vec<Vec<f32>>) -> Vec<f32> {
        let uses = self.inputs.iter().filter(|input| **input == number).count();
        if uses == 1 && self.last_uses.contains(&number) {
            return std::mem::take(&mut values[number]);
        }
        let mut copy = spare.pop().unwrap_or_default();
        copy.clear();
        copy.extend_from_slice(&values[number]);
        copy
    }

    fn join(&self, values: &[Vec<f32>], result: &mut [f32]) {
        let all = self.inputs.iter().flat_map(|number| &values[*number]);
        for (out, value) in result.iter_mut().zip(all) {
            *out = *value;
        }
    }
}

fn combine(result: &mut [f32], second: Option<&[f32]>, operation: Operation) {
    let Some(second) = second.filter(|second| !second.is_empty()) else { return };
    // One value a channel serves every pixel. A full second operand is one long pixel.
    for pixel in result.chunks_exact_mut(second.len()) {
        match operation {
            Operation::Add => pixel.iter_mut().zip(second).for_each(|(a, b)| *a += b),
            Operation::Multiply => pixel.iter_mut().zip(second).for_each(|(a, b)| *a *= b),
        }
    }
}

fn widen(input: &[f32], from: usize, to: usize, result: &mut [f32]) {
    for (source, pixel) in input.chunks_exact(from).zip(result.chunks_exact_mut(to)) {
        let (kept, added) = pixel.split_at_mut(from);
        kept.copy_from_slice(source);
        added.fill(0.0);
    }
}
