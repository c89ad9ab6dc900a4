//! Small neural networks, run where the picture is.
//!
//! [`Network::read`] takes the bytes of a `.tflite` file and checks everything that could go wrong, so that
//! [`Network::run`] cannot fail. Only the operators of the networks that we use are known. Weights in half precision are
//! widened when the file is read, and all arithmetic is in 32 bits, in an order of its own that no compiler flag changes: a
//! network gives the same bits natively and in WebAssembly.

mod activation;
mod convolve;
mod exponential;
mod flat;
mod half;
mod model;
mod plan;
mod pool;
mod settings;
mod step;
mod sweep;

pub(crate) use exponential::{exponential, logistic};
use step::Step;

/// Why the bytes of a model are not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// The bytes are not a `.tflite` file.
    #[error("the bytes are not a .tflite model")]
    NotAModel,
    /// The bytes are not an ONNX file, or one that the engine cannot run.
    #[error("the bytes are not an ONNX model that can be run")]
    NotOnnx,
    /// The file points outside of itself or contradicts itself.
    #[error("the model is damaged: it contradicts itself")]
    Damaged,
    /// The model has an operator that is not known here, by its number in the format.
    #[error("the model has an operator that is not known here: number {0}")]
    UnknownOperator(i32),
    /// An operator has a setting that is not known here.
    #[error("an operator of the model has a setting that is not known here")]
    UnknownSetting,
    /// The model has numbers that are not 16-bit or 32-bit floats or 32-bit whole numbers.
    #[error("the model has numbers of a kind that is not known here")]
    UnknownNumbers,
    /// The model would take more memory or time than any that we use.
    #[error("the model is larger than any that is used here")]
    TooLarge,
    /// The model is sound, but its input or its outputs are not those of the network that was asked for.
    #[error("the model is another network than the one that was asked for")]
    AnotherNetwork,
}

/// A network that is ready to run.
#[derive(Debug)]
pub(crate) struct Network {
    steps: Vec<Step>,
    input: Slot,
    outputs: Vec<Slot>,
    /// How many tensors are numbered.
    tensors: usize,
}

/// A tensor that is computed: its number, and its sides, outermost first.
#[derive(Clone, Debug)]
struct Slot {
    number: usize,
    shape: Vec<usize>,
}

impl Network {
    /// Reads a model with one input and at least one output.
    ///
    /// # Errors
    /// Every [`ModelError`] but the last.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, ModelError> {
        plan::plan(model::read(bytes)?)
    }

    /// The sides of the input, outermost first.
    pub(crate) fn input_shape(&self) -> &[usize] {
        &self.input.shape
    }

    /// The sides of every output.
    pub(crate) fn output_shapes(&self) -> impl Iterator<Item = &[usize]> {
        self.outputs.iter().map(|slot| slot.shape.as_slice())
    }

    /// Computes the outputs, in the order of the model. An input that is too short is continued with zeros.
    pub(crate) fn run(&self, mut input: Vec<f32>) -> Vec<Vec<f32>> {
        input.resize(self.input.shape.iter().product(), 0.0);
        let mut values: Vec<Vec<f32>> = Vec::new();
        values.resize_with(self.tensors, Vec::new);
        if let Some(slot) = values.get_mut(self.input.number) {
            *slot = input;
        }
        // Buffers that are no longer needed serve again: fresh memory costs more than it seems.
        let mut spare = Vec::new();
        for step in &self.steps {
            step.run(&mut values, &mut spare);
        }
        self.outputs
            .iter()
            .map(|slot| values.get_mut(slot.number).map(std::mem::take).unwrap_or_default())
            .collect()
    }
}

#[cfg(test)]
pub(crate) mod tests;
