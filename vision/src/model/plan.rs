//! Planning: from the content of a file to steps that cannot fail.
//!
//! Shapes are computed here from the input on, operator by operator. The shapes that the file gives for computed
//! tensors are ignored.

use super::activation::Activation;
use super::file::{ModelFile, Operator, OperatorKind};
use super::operators::{self, MAX_MULTIPLICATIONS, PlannedOperator};
use super::step::{Computation, Step};
use super::tensors::{TensorState, TensorTable};
use super::{ComputedTensor, Model, ModelError};

/// The plan so far.
struct Planner {
    tensors: TensorTable,
    steps: Vec<Step>,
    multiplications: usize,
}

pub(super) fn plan_model(model: ModelFile<'_>) -> Result<Model, ModelError> {
    let [input] = model.inputs[..] else { return Err(ModelError::WrongModel) };
    let mut planner =
        Planner { tensors: TensorTable::new(model.tensors), steps: Vec::new(), multiplications: 0 };
    planner.tensors.mark_computed(input, planner.tensors.shapes[input].clone())?;
    for operator in &model.operators {
        planner.add_operator(operator)?;
    }
    let mut outputs = Vec::with_capacity(model.outputs.len());
    for number in model.outputs {
        if !matches!(planner.tensors.states[number], TensorState::Computed) || number == input {
            return Err(ModelError::Damaged);
        }
        outputs.push(ComputedTensor { number, shape: planner.tensors.shapes[number].clone() });
    }
    if outputs.is_empty() {
        return Err(ModelError::Damaged);
    }
    let tensors = planner.tensors.shapes.len();
    let input = ComputedTensor { number: input, shape: planner.tensors.shapes[input].clone() };
    let mut steps = planner.steps;
    fuse_activations(&mut steps, &outputs, tensors);
    mark_last_uses(&mut steps, &outputs, tensors);
    Ok(Model { steps, input, outputs, tensors })
}

impl Planner {
    fn add_operator(&mut self, operator: &Operator<'_>) -> Result<(), ModelError> {
        if operator.kind == OperatorKind::Dequantize {
            return self.dequantize(operator);
        }
        let PlannedOperator { computation, shape, multiplications } =
            operators::plan_operator(&self.tensors, operator)?;
        self.multiplications = multiplications
            .and_then(|multiplications| self.multiplications.checked_add(multiplications))
            .filter(|multiplications| *multiplications <= MAX_MULTIPLICATIONS)
            .ok_or(ModelError::TooLarge)?;
        let inputs = operator
            .inputs
            .iter()
            .copied()
            .filter(|number| matches!(self.tensors.states[*number], TensorState::Computed))
            .collect();
        let length = self.tensors.mark_computed(operator.output, shape)?;
        self.steps.push(Step {
            computation,
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
        if !matches!(self.tensors.states[operator.output], TensorState::Unknown) {
            return Err(ModelError::Damaged);
        }
        // Moved, not copied: no model in use refers to the same weights twice.
        let TensorState::Floats(floats) =
            std::mem::replace(&mut self.tensors.states[from], TensorState::Unknown)
        else {
            return Err(ModelError::Damaged);
        };
        self.tensors.states[operator.output] = TensorState::Floats(floats);
        self.tensors.shapes[operator.output] = self.tensors.shapes[from].clone();
        Ok(())
    }
}

/// Fuses an activation into the layer before it where nothing else reads that layer's result. That saves one pass over
/// memory.
fn fuse_activations(steps: &mut Vec<Step>, outputs: &[ComputedTensor], tensors: usize) {
    let mut uses = vec![0_usize; tensors];
    let inputs_used = steps.iter().flat_map(|step| &step.inputs).copied();
    for number in inputs_used.chain(outputs.iter().map(|tensor| tensor.number)) {
        uses[number] += 1;
    }
    let mut fused: Vec<Step> = Vec::with_capacity(steps.len());
    for step in steps.drain(..) {
        if let (Computation::Activate(activation), [input]) = (&step.computation, &step.inputs[..])
            && uses[*input] == 1
            && let Some(producer) = fused.iter_mut().find(|producer| producer.output == *input)
            && producer.fuse_activation(*activation)
        {
            producer.output = step.output;
            continue;
        }
        fused.push(step);
    }
    *steps = fused;
}

/// Records in every step which of its inputs no later step needs.
fn mark_last_uses(steps: &mut [Step], outputs: &[ComputedTensor], tensors: usize) {
    let mut needed = vec![false; tensors];
    for tensor in outputs {
        needed[tensor.number] = true;
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
    fn fuse_activation(&mut self, next: Activation) -> bool {
        match &mut self.computation {
            Computation::Convolve(convolution) => convolution.fuse_activation(next),
            Computation::DepthwiseConvolution(depthwise) => depthwise.fuse_activation(next),
            Computation::Combine { activation, .. } => {
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
