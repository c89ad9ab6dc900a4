//! The settings of each operator, and the shape of its result.

use super::ModelError;
use super::activation::Activation;
use super::convolve::{Convolution, Depthwise, Enlargement};
use super::file::{Kind, Operator, product};
use super::pooling::Scaling;
use super::sliding_window::{Edge, Sweep};
use super::tensors::Tensors;

/// The most multiplications of one run, twenty times those of the models in use.
pub(super) const MOST_EFFORT: usize = 4_000_000_000;
use super::step::{Operation, Work};

/// The computation of an operator, its shape, and its number of multiplications (none where that overflows).
type Planned = (Work, Vec<usize>, Option<usize>);

pub(super) fn work(tensors: &Tensors, operator: &Operator<'_>) -> Result<Planned, ModelError> {
    match operator.kind {
        Kind::Convolve => convolution(tensors, operator),
        Kind::DepthwiseConvolve => depthwise(tensors, operator),
        Kind::TransposeConvolve => enlargement(tensors, operator),
        Kind::MaxPool | Kind::AveragePool => pooling(tensors, operator),
        Kind::ResizeBilinear => scaling(tensors, operator),
        Kind::Add => combination(tensors, operator, Operation::Add),
        Kind::Multiply => combination(tensors, operator, Operation::Multiply),
        Kind::Relu => activation(tensors, operator, Activation::Relu),
        Kind::HardSwish => activation(tensors, operator, Activation::HardSwish),
        Kind::Logistic => activation(tensors, operator, Activation::Logistic),
        Kind::Pad => padding(tensors, operator),
        Kind::Reshape => reshaping(tensors, operator),
        Kind::Concatenate => joining(tensors, operator),
        Kind::Dequantize => Err(ModelError::Damaged),
    }
}

/// The settings that the operator kinds share: padding and steps. The others must have their defaults.
struct Settings {
    edge: Edge,
    steps: (usize, usize),
}

impl Settings {
    /// `activation` is the field of a built-in activation, `dilations` are those of a window with gaps. Both must have
    /// their defaults.
    fn read(
        operator: &Operator<'_>,
        activation: usize,
        dilations: &[usize],
    ) -> Result<Self, ModelError> {
        let options = operator.options.ok_or(ModelError::Damaged)?;
        let gaps = dilations.iter().any(|field| options.int(*field, 1) != 1);
        if options.byte(activation) != 0 || gaps {
            return Err(ModelError::UnknownSetting);
        }
        let edge = Edge::of(options.byte(0)).ok_or(ModelError::UnknownSetting)?;
        let across = options.index(1, 0).ok_or(ModelError::Damaged)?;
        let down = options.index(2, 0).ok_or(ModelError::Damaged)?;
        Ok(Self { edge, steps: (down, across) })
    }
}

fn convolution(tensors: &Tensors, operator: &Operator<'_>) -> Result<Planned, ModelError> {
    let settings = Settings::read(operator, 3, &[4, 5])?;
    let [height, width, channels] = tensors.picture(operator, 0)?;
    let (shape, weights) = tensors.floats(operator, 1)?;
    let (_, bias) = tensors.floats(operator, 2)?;
    let [channels_out, down, across, channels_in] = *shape else { return Err(ModelError::Damaged) };
    if channels_in != channels || channels_out != bias.len() {
        return Err(ModelError::Damaged);
    }
    let sweep = Sweep::new((height, width), (down, across), settings.steps, settings.edge)?;
    let shape = vec![1, sweep.out_height, sweep.out_width, channels_out];
    let effort = channels_in.checked_mul(channels_out).and_then(|pairs| sweep.effort(pairs));
    let convolution = Convolution::new(sweep, weights, bias, channels)?;
    Ok((Work::Convolve(convolution), shape, effort))
}

fn depthwise(tensors: &Tensors, operator: &Operator<'_>) -> Result<Planned, ModelError> {
    let settings = Settings::read(operator, 4, &[5, 6])?;
    let [height, width, channels] = tensors.picture(operator, 0)?;
    let (shape, weights) = tensors.floats(operator, 1)?;
    let (_, bias) = tensors.floats(operator, 2)?;
    let [1, down, across, channels_out] = *shape else { return Err(ModelError::Damaged) };
    if channels_out != channels || bias.len() != channels {
        return Err(ModelError::UnknownSetting);
    }
    let sweep = Sweep::new((height, width), (down, across), settings.steps, settings.edge)?;
    let shape = vec![1, sweep.out_height, sweep.out_width, channels];
    let effort = sweep.effort(channels);
    let depthwise = Depthwise::new(sweep, weights.to_vec(), bias.to_vec())?;
    Ok((Work::Depthwise(depthwise), shape, effort))
}

fn enlargement(tensors: &Tensors, operator: &Operator<'_>) -> Result<Planned, ModelError> {
    let [height, width, channels] = tensors.picture(operator, 0)?;
    let (shape, weights) = tensors.floats(operator, 1)?;
    let (_, bias) = tensors.floats(operator, 2)?;
    let [channels_out, down, across, channels_in] = *shape else { return Err(ModelError::Damaged) };
    if channels_in != channels || channels_out != bias.len() {
        return Err(ModelError::Damaged);
    }
    // Three 32-bit numbers: padding, step across, step down. Where window and step are the same, windows do not
    // overlap, and the padding does not matter.
    let settings = operator.custom.as_chunks::<4>().0;
    let [_, step_across, step_down] = *settings else { return Err(ModelError::UnknownSetting) };
    let step = |bytes| usize::try_from(u32::from_le_bytes(bytes)).ok();
    if step(step_across) != Some(across) || step(step_down) != Some(down) {
        return Err(ModelError::UnknownSetting);
    }
    let larger = |side: usize, times| side.checked_mul(times).ok_or(ModelError::TooLarge);
    let shape = vec![1, larger(height, down)?, larger(width, across)?, channels_out];
    let effort = product(&shape).and_then(|values| values.checked_mul(channels));
    let (weights, bias) = (weights.to_vec(), bias.to_vec());
    let enlargement = Enlargement::new(width, channels, (down, across), weights, bias)?;
    Ok((Work::Enlarge(enlargement), shape, effort))
}

fn pooling(tensors: &Tensors, operator: &Operator<'_>) -> Result<Planned, ModelError> {
    let settings = Settings::read(operator, 5, &[])?;
    let options = operator.options.ok_or(ModelError::Damaged)?;
    let across = options.index(3, 0).ok_or(ModelError::Damaged)?;
    let down = options.index(4, 0).ok_or(ModelError::Damaged)?;
    let [height, width, channels] = tensors.picture(operator, 0)?;
    let sweep = Sweep::new((height, width), (down, across), settings.steps, settings.edge)?;
    let shape = vec![1, sweep.out_height, sweep.out_width, channels];
    let effort = sweep.effort(channels);
    let work = if operator.kind == Kind::MaxPool {
        Work::Largest { sweep, channels }
    } else if (sweep.padded_height(), sweep.padded_width()) == (height, width) {
        Work::Mean { sweep, channels }
    } else {
        // The mean of a window at the edge would count only the elements within the input.
        return Err(ModelError::UnknownSetting);
    };
    Ok((work, shape, effort))
}

fn scaling(tensors: &Tensors, operator: &Operator<'_>) -> Result<Planned, ModelError> {
    let options = operator.options.ok_or(ModelError::Damaged)?;
    if options.byte(2) != 0 || options.byte(3) != 1 {
        return Err(ModelError::UnknownSetting);
    }
    let [height, width, channels] = tensors.picture(operator, 0)?;
    let [down, across] = *tensors.ints(operator, 1)? else { return Err(ModelError::Damaged) };
    let side = |side| usize::try_from(side).map_err(|_| ModelError::Damaged);
    let (down, across) = (side(down)?, side(across)?);
    let shape = vec![1, down, across, channels];
    let effort = product(&shape).and_then(|values| values.checked_mul(4));
    // The positions are listed one by one, so that their number is checked first.
    if effort.is_none_or(|effort| effort > MOST_EFFORT) {
        return Err(ModelError::TooLarge);
    }
    let scaling = Scaling::new((height, width), (down, across), channels)?;
    Ok((Work::Scale(scaling), shape, effort))
}

fn combination(
    tensors: &Tensors,
    operator: &Operator<'_>,
    operation: Operation,
) -> Result<Planned, ModelError> {
    if operator.options.is_some_and(|options| options.byte(0) != 0) {
        return Err(ModelError::UnknownSetting);
    }
    let (first, second) = (tensors.computed(operator, 0)?, tensors.computed(operator, 1)?);
    let one_a_channel = matches!((first, second), ([1, _, _, a], [1, 1, 1, b]) if a == b);
    if operator.inputs.len() != 2 || (first != second && !one_a_channel) {
        return Err(ModelError::UnknownSetting);
    }
    Ok((plain(operation), first.to_vec(), product(first)))
}

fn activation(
    tensors: &Tensors,
    operator: &Operator<'_>,
    activation: Activation,
) -> Result<Planned, ModelError> {
    let shape = tensors.computed(operator, 0)?;
    Ok((Work::Activate(activation), shape.to_vec(), product(shape)))
}

fn padding(tensors: &Tensors, operator: &Operator<'_>) -> Result<Planned, ModelError> {
    let [height, width, from] = tensors.picture(operator, 0)?;
    let [0, 0, 0, 0, 0, 0, 0, added] = *tensors.ints(operator, 1)? else {
        return Err(ModelError::UnknownSetting);
    };
    let added = usize::try_from(added).map_err(|_| ModelError::Damaged)?;
    let to = from.checked_add(added).ok_or(ModelError::TooLarge)?;
    let shape = vec![1, height, width, to];
    let effort = product(&shape);
    Ok((Work::Widen { from, to }, shape, effort))
}

fn reshaping(tensors: &Tensors, operator: &Operator<'_>) -> Result<Planned, ModelError> {
    let length = product(tensors.computed(operator, 0)?).ok_or(ModelError::TooLarge)?;
    let sides = operator.options.and_then(|options| options.ints(0)).ok_or(ModelError::Damaged)?;
    let named = sides.iter().filter(|side| **side != -1);
    let named: Vec<usize> = named
        .map(|side| usize::try_from(*side).map_err(|_| ModelError::Damaged))
        .collect::<Result<_, _>>()?;
    let known = product(&named).filter(|known| *known > 0).ok_or(ModelError::Damaged)?;
    // At most one side is left open. It takes the remaining elements.
    let shape: Vec<usize> =
        sides.iter().map(|side| usize::try_from(*side).unwrap_or(length / known)).collect();
    if product(&shape) != Some(length) {
        return Err(ModelError::Damaged);
    }
    Ok((Work::Keep, shape, Some(0)))
}

fn joining(tensors: &Tensors, operator: &Operator<'_>) -> Result<Planned, ModelError> {
    let options = operator.options.ok_or(ModelError::Damaged)?;
    let axis = options.index(0, 0).ok_or(ModelError::UnknownSetting)?;
    if options.byte(1) != 0 {
        return Err(ModelError::UnknownSetting);
    }
    let mut shape = tensors.computed(operator, 0)?.to_vec();
    // Whole tensors follow one another only where all sides before the axis are one.
    if axis >= shape.len() || shape[..axis].iter().any(|side| *side != 1) {
        return Err(ModelError::UnknownSetting);
    }
    for index in 1..operator.inputs.len() {
        let next = tensors.computed(operator, index)?;
        if next.len() != shape.len()
            || next[..axis] != shape[..axis]
            || next[axis + 1..] != shape[axis + 1..]
        {
            return Err(ModelError::Damaged);
        }
        shape[axis] = shape[axis].checked_add(next[axis]).ok_or(ModelError::TooLarge)?;
    }
    let effort = product(&shape);
    Ok((Work::Join, shape, effort))
}

/// An operation of two operands without an activation.
const fn plain(operation: Operation) -> Work {
    Work::Combine { operation, activation: Activation::None }
}
