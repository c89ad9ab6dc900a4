//! Small neural models, run by plain Rust.
//!
//! [`Model::parse`] parses the bytes of a `.tflite` file and checks everything that could go wrong, so that
//! [`Model::run`] cannot fail. Only the operators of the models in use are supported. Weights in half precision are
//! widened when the file is read. All arithmetic is in 32 bits, in an explicit order that no compiler flag changes: a
//! model gives the same bits natively and in WebAssembly.

mod activation;
mod convolve;
mod file;
mod flatbuffer;
mod half;
mod operators;
mod plan;
mod pooling;
mod sliding_window;
mod step;
mod tensors;

use step::Step;

/// Why the bytes of a model are refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// The bytes are not a `.tflite` file.
    #[error("the bytes are not a .tflite model")]
    NotTflite,
    /// The bytes are not an ONNX file, or the engine cannot run it.
    #[error("the bytes are not an ONNX model that can be run")]
    NotOnnx,
    /// The file points outside of itself or contradicts itself.
    #[error("the model is damaged: it contradicts itself")]
    Damaged,
    /// The model has an unsupported operator. The value is its number in the format.
    #[error("the model has an operator that is not supported: number {0}")]
    UnknownOperator(i32),
    /// An operator has an unsupported setting.
    #[error("an operator of the model has a setting that is not supported")]
    UnknownSetting,
    /// The model has numbers that are neither 16-bit or 32-bit floats nor 32-bit integers.
    #[error("the model has numbers of an unsupported type")]
    UnknownNumberType,
    /// The model would take more memory or time than any model in use.
    #[error("the model is larger than any that is used here")]
    TooLarge,
    /// The model is sound, but its input or its outputs are not those of the requested model.
    #[error("the model is not the requested one")]
    WrongModel,
}

/// A model that is ready to run.
#[derive(Debug)]
pub(crate) struct Model {
    steps: Vec<Step>,
    input: ComputedTensor,
    outputs: Vec<ComputedTensor>,
    /// The number of tensors.
    tensors: usize,
}

/// A computed tensor: its number, and its sides, outermost first.
#[derive(Clone, Debug)]
struct ComputedTensor {
    number: usize,
    shape: Vec<usize>,
}

impl Model {
    /// Parses a model with one input and at least one output.
    ///
    /// # Errors
    /// Every [`ModelError`] except for the last.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, ModelError> {
        plan::plan_model(file::parse(bytes)?)
    }

    /// The sides of the input, outermost first.
    pub(crate) fn input_shape(&self) -> &[usize] {
        &self.input.shape
    }

    /// The sides of every output.
    pub(crate) fn output_shapes(&self) -> impl Iterator<Item = &[usize]> {
        self.outputs.iter().map(|tensor| tensor.shape.as_slice())
    }

    /// Computes the outputs, in the order of the model. An input that is too short is padded with zeros.
    pub(crate) fn run(&self, mut input: Vec<f32>) -> Vec<Vec<f32>> {
        input.resize(self.input.shape.iter().product(), 0.0);
        let mut values: Vec<Vec<f32>> = Vec::new();
        values.resize_with(self.tensors, Vec::new);
        if let Some(tensor) = values.get_mut(self.input.number) {
            *tensor = input;
        }
        // Buffers are reused, because fresh memory is slow.
        let mut spare_buffers = Vec::new();
        for step in &self.steps {
            step.run(&mut values, &mut spare_buffers);
        }
        self.outputs
            .iter()
            .map(|tensor| values.get_mut(tensor.number).map(std::mem::take).unwrap_or_default())
            .collect()
    }
}

#[cfg(test)]
mod tests;
