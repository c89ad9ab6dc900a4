//! The tensors of a model while its steps are planned.

use super::ModelError;
use super::file::{Constant, Operator, Tensor, element_count};

/// The most elements of one tensor: sixteen times the largest of the models in use.
const MAX_TENSOR_ELEMENTS: usize = 4 << 20;
/// The state of a tensor while planning.
pub(super) enum TensorState {
    /// Constant floats.
    Floats(Vec<f32>),
    Ints(Vec<i32>),
    /// Computed by an earlier step, or the input. Its shape is known.
    Computed,
    Unknown,
}

/// The shapes and the states of all tensors, by their numbers.
pub(super) struct TensorTable {
    pub(super) shapes: Vec<Vec<usize>>,
    pub(super) states: Vec<TensorState>,
}

impl TensorTable {
    pub(super) fn new(tensors: Vec<Tensor>) -> Self {
        let (shapes, states) = tensors
            .into_iter()
            .map(|tensor| {
                let states = match tensor.constant {
                    Constant::None => TensorState::Unknown,
                    Constant::Floats(floats) => TensorState::Floats(floats),
                    Constant::Ints(ints) => TensorState::Ints(ints),
                };
                (tensor.shape, states)
            })
            .unzip();
        Self { shapes, states }
    }

    /// Marks a tensor as computed with this shape, and returns its number of elements.
    pub(super) fn mark_computed(
        &mut self,
        number: usize,
        shape: Vec<usize>,
    ) -> Result<usize, ModelError> {
        let length = element_count(&shape).filter(|length| *length <= MAX_TENSOR_ELEMENTS);
        let length = length.ok_or(ModelError::TooLarge)?;
        if length == 0 || !matches!(self.states[number], TensorState::Unknown) {
            return Err(ModelError::Damaged);
        }
        self.states[number] = TensorState::Computed;
        self.shapes[number] = shape;
        Ok(length)
    }

    /// The shape of a computed input.
    pub(super) fn computed_shape(
        &self,
        operator: &Operator<'_>,
        index: usize,
    ) -> Result<&[usize], ModelError> {
        let number = *operator.inputs.get(index).ok_or(ModelError::Damaged)?;
        match self.states[number] {
            TensorState::Computed => Ok(&self.shapes[number]),
            _ => Err(ModelError::Damaged),
        }
    }

    /// The height, width and channels of a computed input.
    pub(super) fn picture_shape(
        &self,
        operator: &Operator<'_>,
        index: usize,
    ) -> Result<[usize; 3], ModelError> {
        match *self.computed_shape(operator, index)? {
            [1, height, width, channels] => Ok([height, width, channels]),
            _ => Err(ModelError::Damaged),
        }
    }

    /// The shape and the elements of a constant input.
    pub(super) fn constant_floats(
        &self,
        operator: &Operator<'_>,
        index: usize,
    ) -> Result<(&[usize], &[f32]), ModelError> {
        let number = *operator.inputs.get(index).ok_or(ModelError::Damaged)?;
        match &self.states[number] {
            TensorState::Floats(floats) => Ok((&self.shapes[number], floats)),
            _ => Err(ModelError::Damaged),
        }
    }

    /// The integers of a constant input.
    pub(super) fn constant_ints(
        &self,
        operator: &Operator<'_>,
        index: usize,
    ) -> Result<&[i32], ModelError> {
        let number = *operator.inputs.get(index).ok_or(ModelError::Damaged)?;
        match &self.states[number] {
            TensorState::Ints(ints) => Ok(ints),
            _ => Err(ModelError::Damaged),
        }
    }
}
