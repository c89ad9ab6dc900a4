//! The tensors of a model while its steps are planned.

use super::ModelError;
use super::file::{Constant, Operator, Tensor, product};

/// The most elements of one tensor: sixteen times the largest of the models in use.
const LARGEST_TENSOR: usize = 4 << 20;
/// The state of a tensor while planning.
pub(super) enum Known {
    /// Constant floats.
    Floats(Vec<f32>),
    Ints(Vec<i32>),
    /// Computed by an earlier step, or the input. Its shape is known.
    Computed,
    Nothing,
}

/// The shapes and the states of all tensors, by their numbers.
pub(super) struct Tensors {
    pub(super) shapes: Vec<Vec<usize>>,
    pub(super) known: Vec<Known>,
}

impl Tensors {
    pub(super) fn new(tensors: Vec<Tensor>) -> Self {
        let (shapes, known) = tensors
            .into_iter()
            .map(|tensor| {
                let known = match tensor.constant {
                    Constant::None => Known::Nothing,
                    Constant::Floats(floats) => Known::Floats(floats),
                    Constant::Ints(ints) => Known::Ints(ints),
                };
                (tensor.shape, known)
            })
            .unzip();
        Self { shapes, known }
    }

    /// Marks a tensor as computed with this shape, and returns its number of elements.
    pub(super) fn compute(
        &mut self,
        number: usize,
        shape: Vec<usize>,
    ) -> Result<usize, ModelError> {
        let length = product(&shape).filter(|length| *length <= LARGEST_TENSOR);
        let length = length.ok_or(ModelError::TooLarge)?;
        if length == 0 || !matches!(self.known[number], Known::Nothing) {
            return Err(ModelError::Damaged);
        }
        self.known[number] = Known::Computed;
        self.shapes[number] = shape;
        Ok(length)
    }

    /// The shape of a computed input.
    pub(super) fn computed(
        &self,
        operator: &Operator<'_>,
        index: usize,
    ) -> Result<&[usize], ModelError> {
        let number = *operator.inputs.get(index).ok_or(ModelError::Damaged)?;
        match self.known[number] {
            Known::Computed => Ok(&self.shapes[number]),
            _ => Err(ModelError::Damaged),
        }
    }

    /// The height, width and channels of a computed input.
    pub(super) fn picture(
        &self,
        operator: &Operator<'_>,
        index: usize,
    ) -> Result<[usize; 3], ModelError> {
        match *self.computed(operator, index)? {
            [1, height, width, channels] => Ok([height, width, channels]),
            _ => Err(ModelError::Damaged),
        }
    }

    /// The shape and the elements of a constant input.
    pub(super) fn floats(
        &self,
        operator: &Operator<'_>,
        index: usize,
    ) -> Result<(&[usize], &[f32]), ModelError> {
        let number = *operator.inputs.get(index).ok_or(ModelError::Damaged)?;
        match &self.known[number] {
            Known::Floats(floats) => Ok((&self.shapes[number], floats)),
            _ => Err(ModelError::Damaged),
        }
    }

    /// The integers of a constant input.
    pub(super) fn ints(&self, operator: &Operator<'_>, index: usize) -> Result<&[i32], ModelError> {
        let number = *operator.inputs.get(index).ok_or(ModelError::Damaged)?;
        match &self.known[number] {
            Known::Ints(ints) => Ok(ints),
            _ => Err(ModelError::Damaged),
        }
    }
}
