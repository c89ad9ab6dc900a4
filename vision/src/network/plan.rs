//! Planning: from the content of a file to steps that cannot fail.
//!
//! Shapes are computed here from the input on, operator by operator. The shapes that the file gives for computed
//! tensors are ignored.

use super::activation::Activation;
use super::model::{Constant, Kind, Model, Operator, Tensor, product};
use super::settings;
use super::step::{Operation, Step, Work};
use super::{ModelError, Network, Slot};

/// The most elements of one tensor: sixteen times the largest of the models in use.
const LARGEST_TENSOR: usize = 4 << 20;
/// The most multiplications of one run, twenty times those of the models in use.
pub(super) const MOST_EFFORT: usize = 4_000_000_000;

/// The state of a tensor while planning.
enum Known {
    /// Constant floats.
    Floats(Vec<f32>),
    Ints(Vec<i32>),
    /// Computed by an earlier step, or the input. Its shape is known.
    Computed,
    Nothing,
}

pub(super) struct Planner {
    shapes: Vec<Vec<usize>>,
    known: Vec<Known>,
    steps: Vec<Step>,
    effort: usize,
}

pub(super) fn plan(model: Model<'_>) -> Result<Network, ModelError> {
    let [input] = model.inputs[..] else { return Err(ModelError::AnotherNetwork) };
    let mut planner = Planner::new(model.tensors);
    planner.compute(input, planner.shapes[input].clone())?;
    for operator in &model.operators {
        planner.add(operator)?;
    }
    let mut outputs = Vec::with_capacity(model.outputs.len());
    for number in model.outputs {
        if !matches!(planner.known[number], Known::Computed) || number == input {
            return Err(ModelError::Damaged);
        }
        outputs.push(Slot { number, shape: planner.shapes[number].clone() });
    }
    if outputs.is_empty() {
        return Err(ModelError::Damaged);
    }
    let tensors = planner.shapes.len();
    let input = Slot { number: input, shape: planner.shapes[input].clone() };
    let mut steps = planner.steps;
    fuse(&mut steps, &outputs, tensors);
    mark_last_uses(&mut steps, &outputs, tensors);
    Ok(Network { steps, input, outputs, tensors })
}

impl Planner {
    fn new(tensors: Vec<Tensor>) -> Self {
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
        Self { shapes, known, steps: Vec::new(), effort: 0 }
    }

    /// Marks a tensor as computed with this shape, and returns its number of elements.
    fn compute(&mut self, number: usize, shape: Vec<usize>) -> Result<usize, ModelError> {
        let length = product(&shape).filter(|length| *length <= LARGEST_TENSOR);
        let length = length.ok_or(ModelError::TooLarge)?;
        if length == 0 || !matches!(self.known[number], Known::Nothing) {
            return Err(ModelError::Damaged);
        }
        self.known[number] = Known::Computed;
        self.shapes[number] = shape;
        Ok(length)
    }

    fn add(&mut self, operator: &Operator<'_>) -> Result<(), ModelError> {
        if operator.kind == Kind::Dequantize {
            return self.dequantize(operator);
        }
        let (work, shape, effort) = settings::work(self, operator)?;
        self.effort = effort
            .and_then(|effort| self.effort.checked_add(effort))
            .filter(|effort| *effort <= MOST_EFFORT)
            .ok_or(ModelError::TooLarge)?;
        let inputs = operator
            .inputs
            .iter()
            .copied()
            .filter(|number| matches!(self.known[*number], Known::Computed))
            .collect();
        let length = self.compute(operator.output, shape)?;
        self.steps.push(Step {
            work,
            inputs,
            output: operator.output,
            length,
            last_uses: Vec::new(),
        });
        Ok(())
    }

    /// Weights were widened when they were read. Here they move to the tensor that the operators use.
    fn dequantize(&mut self, operator: &Operator<'_>) -> Result<(), ModelError> {
        let [from] = operator.inputs[..] else { return Err(ModelError::Damaged) };
        if !matches!(self.known[operator.output], Known::Nothing) {
            return Err(ModelError::Damaged);
        }
        // Moved, not copied: no model in use refers to the same weights twice.
        let Known::Floats(floats) = std::mem::replace(&mut self.known[from], Known::Nothing) else {
            return Err(ModelError::Damaged);
        };
        self.known[operator.output] = Known::Floats(floats);
        self.shapes[operator.output] = self.shapes[from].clone();
        Ok(())
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

/// Fuses an activation into the layer before it where nothing else reads that layer's result. That saves one pass over
/// memory.
fn fuse(steps: &mut Vec<Step>, outputs: &[Slot], tensors: usize) {
    let mut uses = vec![0_usize; tensors];
    let taken = steps.iter().flat_map(|step| &step.inputs).copied();
    for number in taken.chain(outputs.iter().map(|slot| slot.number)) {
        uses[number] += 1;
    }
    let mut fused: Vec<Step> = Vec::with_capacity(steps.len());
    for step in steps.drain(..) {
        if let (Work::Activate(activation), [input]) = (&step.work, &step.inputs[..])
            && uses[*input] == 1
            && let Some(maker) = fused.iter_mut().find(|maker| maker.output == *input)
            && maker.bend(*activation)
        {
            maker.output = step.output;
            continue;
        }
        fused.push(step);
    }
    *steps = fused;
}

/// Records in every step which of its inputs no later step needs.
fn mark_last_uses(steps: &mut [Step], outputs: &[Slot], tensors: usize) {
    let mut needed = vec![false; tensors];
    for slot in outputs {
        needed[slot.number] = true;
    }
    for step in steps.iter_mut().rev() {
        for number in &step.inputs {
            if !std::mem::replace(&mut needed[*number], true) {
                step.last_uses.push(*number);
            }
        }
    }
}

impl Step {
    /// Fuses an activation into this step, if it has none and supports one.
    fn bend(&mut self, next: Activation) -> bool {
        match &mut self.work {
            Work::Convolve(convolution) => convolution.then(next),
            Work::Depthwise(depthwise) => depthwise.then(next),
            Work::Combine { activation, .. } => {
                if *activation != Activation::None {
                    return false;
                }
                *activation = next;
                true
            }
            _ => false,
        }
    }
}

/// An operation of two operands without an activation.
pub(super) const fn plain(operation: Operation) -> Work {
    Work::Combine { operation, activation: Activation::None }
}
