//! Planning: from the content of a file to steps that cannot fail.
//!
//! Shapes are computed here from the input on, operator by operator. The shapes that the file gives for computed
//! tensors are ignored.

use super::activation::Activation;
use super::file::{Kind, Model, Operator};
use super::operators::{self, MOST_EFFORT};
use super::step::{Step, Work};
use super::tensors::{Known, Tensors};
use super::{ModelError, Network, Slot};

/// The plan so far.
struct Planner {
    tensors: Tensors,
    steps: Vec<Step>,
    effort: usize,
}

pub(super) fn plan(model: Model<'_>) -> Result<Network, ModelError> {
    let [input] = model.inputs[..] else { return Err(ModelError::AnotherNetwork) };
    let mut planner =
        Planner { tensors: Tensors::new(model.tensors), steps: Vec::new(), effort: 0 };
    planner.tensors.compute(input, planner.tensors.shapes[input].clone())?;
    for operator in &model.operators {
        planner.add(operator)?;
    }
    let mut outputs = Vec::with_capacity(model.outputs.len());
    for number in model.outputs {
        if !matches!(planner.tensors.known[number], Known::Computed) || number == input {
            return Err(ModelError::Damaged);
        }
        outputs.push(Slot { number, shape: planner.tensors.shapes[number].clone() });
    }
    if outputs.is_empty() {
        return Err(ModelError::Damaged);
    }
    let tensors = planner.tensors.shapes.len();
    let input = Slot { number: input, shape: planner.tensors.shapes[input].clone() };
    let mut steps = planner.steps;
    fuse(&mut steps, &outputs, tensors);
    mark_last_uses(&mut steps, &outputs, tensors);
    Ok(Network { steps, input, outputs, tensors })
}

impl Planner {
    fn add(&mut self, operator: &Operator<'_>) -> Result<(), ModelError> {
        if operator.kind == Kind::Dequantize {
            return self.dequantize(operator);
        }
        let (work, shape, effort) = operators::work(&self.tensors, operator)?;
        self.effort = effort
            .and_then(|effort| self.effort.checked_add(effort))
            .filter(|effort| *effort <= MOST_EFFORT)
            .ok_or(ModelError::TooLarge)?;
        let inputs = operator
            .inputs
            .iter()
            .copied()
            .filter(|number| matches!(self.tensors.known[*number], Known::Computed))
            .collect();
        let length = self.tensors.compute(operator.output, shape)?;
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
        if !matches!(self.tensors.known[operator.output], Known::Nothing) {
            return Err(ModelError::Damaged);
        }
        // Moved, not copied: no model in use refers to the same weights twice.
        let Known::Floats(floats) =
            std::mem::replace(&mut self.tensors.known[from], Known::Nothing)
        else {
            return Err(ModelError::Damaged);
        };
        self.tensors.known[operator.output] = Known::Floats(floats);
        self.tensors.shapes[operator.output] = self.tensors.shapes[from].clone();
        Ok(())
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
