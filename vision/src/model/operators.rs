//! The settings of each operator, and the shape of its result.

use super::ModelError;
use super::activation::Activation;
use super::convolve::{Convolution, DepthwiseConvolution, Enlargement};
use super::file::{Operator, OperatorKind, element_count};
use super::pooling::BilinearScaling;
use super::sliding_window::{SlidingWindow, WindowPadding};
use super::step::{BinaryOperation, Computation};
use super::tensors::TensorTable;

/// The most multiplications of one run, twenty times those of the models in use.
pub(super) const MAX_MULTIPLICATIONS: usize = 4_000_000_000;

/// The plan of one operator.
pub(super) struct PlannedOperator {
    pub(super) computation: Computation,
    /// The sides of the result, outermost first.
    pub(super) shape: Vec<usize>,
    /// The number of multiplications. `None` where it overflows.
    pub(super) multiplications: Option<usize>,
}

/// Plans one operator from its settings and the shapes of its inputs.
pub(super) fn plan_operator(
    tensors: &TensorTable,
    operator: &Operator<'_>,
) -> Result<PlannedOperator, ModelError> {
    match operator.kind {
        OperatorKind::Convolve => plan_convolution(tensors, operator),
        OperatorKind::DepthwiseConvolve => plan_depthwise_convolution(tensors, operator),
        OperatorKind::TransposeConvolve => plan_enlargement(tensors, operator),
        OperatorKind::MaxPool | OperatorKind::AveragePool => plan_pooling(tensors, operator),
        OperatorKind::ResizeBilinear => plan_scaling(tensors, operator),
        OperatorKind::Add => plan_combination(tensors, operator, BinaryOperation::Add),
        OperatorKind::Multiply => plan_combination(tensors, operator, BinaryOperation::Multiply),
        OperatorKind::Relu => plan_activation(tensors, operator, Activation::Relu),
        OperatorKind::HardSwish => plan_activation(tensors, operator, Activation::HardSwish),
        OperatorKind::Logistic => plan_activation(tensors, operator, Activation::Logistic),
        OperatorKind::Pad => plan_padding(tensors, operator),
        OperatorKind::Reshape => plan_reshaping(tensors, operator),
        OperatorKind::Concatenate => plan_concatenation(tensors, operator),
        OperatorKind::Dequantize => Err(ModelError::Damaged),
    }
}

/// The settings that the operator kinds share: padding and steps. The others must have their defaults.
struct WindowSettings {
    padding: WindowPadding,
    steps: (usize, usize),
}

impl WindowSettings {
    /// `activation` is the field of a built-in activation, `dilations` are those of a window with gaps. Both must have
    /// their defaults.
    fn read(
        operator: &Operator<'_>,
        activation: usize,
        dilations: &[usize],
    ) -> Result<Self, ModelError> {
        let options = operator.options.ok_or(ModelError::Damaged)?;
        let has_gaps = dilations.iter().any(|field| options.int(*field, 1) != 1);
        if options.byte(activation) != 0 || has_gaps {
            return Err(ModelError::UnknownSetting);
        }
        let padding =
            WindowPadding::from_number(options.byte(0)).ok_or(ModelError::UnknownSetting)?;
        let across = options.index(1, 0).ok_or(ModelError::Damaged)?;
        let down = options.index(2, 0).ok_or(ModelError::Damaged)?;
        Ok(Self { padding, steps: (down, across) })
    }
}

fn plan_convolution(
    tensors: &TensorTable,
    operator: &Operator<'_>,
) -> Result<PlannedOperator, ModelError> {
    let settings = WindowSettings::read(operator, 3, &[4, 5])?;
    let [height, width, channels] = tensors.picture_shape(operator, 0)?;
    let (shape, weights) = tensors.constant_floats(operator, 1)?;
    let (_, bias) = tensors.constant_floats(operator, 2)?;
    let [channels_out, down, across, channels_in] = *shape else { return Err(ModelError::Damaged) };
    if channels_in != channels || channels_out != bias.len() {
        return Err(ModelError::Damaged);
    }
    let window =
        SlidingWindow::new((height, width), (down, across), settings.steps, settings.padding)?;
    let shape = vec![1, window.out_height, window.out_width, channels_out];
    let multiplications =
        channels_in.checked_mul(channels_out).and_then(|pairs| window.multiplications(pairs));
    let convolution = Convolution::new(window, weights, bias, channels)?;
    Ok(PlannedOperator { computation: Computation::Convolve(convolution), shape, multiplications })
}

fn plan_depthwise_convolution(
    tensors: &TensorTable,
    operator: &Operator<'_>,
) -> Result<PlannedOperator, ModelError> {
    let settings = WindowSettings::read(operator, 4, &[5, 6])?;
    let [height, width, channels] = tensors.picture_shape(operator, 0)?;
    let (shape, weights) = tensors.constant_floats(operator, 1)?;
    let (_, bias) = tensors.constant_floats(operator, 2)?;
    let [1, down, across, channels_out] = *shape else { return Err(ModelError::Damaged) };
    if channels_out != channels || bias.len() != channels {
        return Err(ModelError::UnknownSetting);
    }
    let window =
        SlidingWindow::new((height, width), (down, across), settings.steps, settings.padding)?;
    let shape = vec![1, window.out_height, window.out_width, channels];
    let multiplications = window.multiplications(channels);
    let depthwise = DepthwiseConvolution::new(window, weights.to_vec(), bias.to_vec())?;
    Ok(PlannedOperator {
        computation: Computation::DepthwiseConvolution(depthwise),
        shape,
        multiplications,
    })
}

fn plan_enlargement(
    tensors: &TensorTable,
    operator: &Operator<'_>,
) -> Result<PlannedOperator, ModelError> {
    let [height, width, channels] = tensors.picture_shape(operator, 0)?;
    let (shape, weights) = tensors.constant_floats(operator, 1)?;
    let (_, bias) = tensors.constant_floats(operator, 2)?;
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
    let enlarged = |side: usize, times| side.checked_mul(times).ok_or(ModelError::TooLarge);
    let shape = vec![1, enlarged(height, down)?, enlarged(width, across)?, channels_out];
    let multiplications = element_count(&shape).and_then(|values| values.checked_mul(channels));
    let (weights, bias) = (weights.to_vec(), bias.to_vec());
    let enlargement = Enlargement::new(width, channels, (down, across), weights, bias)?;
    Ok(PlannedOperator { computation: Computation::Enlarge(enlargement), shape, multiplications })
}

fn plan_pooling(
    tensors: &TensorTable,
    operator: &Operator<'_>,
) -> Result<PlannedOperator, ModelError> {
    let settings = WindowSettings::read(operator, 5, &[])?;
    let options = operator.options.ok_or(ModelError::Damaged)?;
    let across = options.index(3, 0).ok_or(ModelError::Damaged)?;
    let down = options.index(4, 0).ok_or(ModelError::Damaged)?;
    let [height, width, channels] = tensors.picture_shape(operator, 0)?;
    let window =
        SlidingWindow::new((height, width), (down, across), settings.steps, settings.padding)?;
    let shape = vec![1, window.out_height, window.out_width, channels];
    let multiplications = window.multiplications(channels);
    let computation = if operator.kind == OperatorKind::MaxPool {
        Computation::MaxPool { window, channels }
    } else if (window.padded_height(), window.padded_width()) == (height, width) {
        Computation::AveragePool { window, channels }
    } else {
        // The mean of a window at the edge would count only the elements within the input.
        return Err(ModelError::UnknownSetting);
    };
    Ok(PlannedOperator { computation, shape, multiplications })
}

fn plan_scaling(
    tensors: &TensorTable,
    operator: &Operator<'_>,
) -> Result<PlannedOperator, ModelError> {
    let options = operator.options.ok_or(ModelError::Damaged)?;
    if options.byte(2) != 0 || options.byte(3) != 1 {
        return Err(ModelError::UnknownSetting);
    }
    let [height, width, channels] = tensors.picture_shape(operator, 0)?;
    let [down, across] = *tensors.constant_ints(operator, 1)? else {
        return Err(ModelError::Damaged);
    };
    let side = |side| usize::try_from(side).map_err(|_| ModelError::Damaged);
    let (down, across) = (side(down)?, side(across)?);
    let shape = vec![1, down, across, channels];
    let multiplications = element_count(&shape).and_then(|values| values.checked_mul(4));
    // The positions are listed one by one, so that their number is checked first.
    if multiplications.is_none_or(|multiplications| multiplications > MAX_MULTIPLICATIONS) {
        return Err(ModelError::TooLarge);
    }
    let scaling = BilinearScaling::new((height, width), (down, across), channels)?;
    Ok(PlannedOperator { computation: Computation::Scale(scaling), shape, multiplications })
}

fn plan_combination(
    tensors: &TensorTable,
    operator: &Operator<'_>,
    operation: BinaryOperation,
) -> Result<PlannedOperator, ModelError> {
    if operator.options.is_some_and(|options| options.byte(0) != 0) {
        return Err(ModelError::UnknownSetting);
    }
    let (first, second) =
        (tensors.computed_shape(operator, 0)?, tensors.computed_shape(operator, 1)?);
    let has_one_per_channel = matches!((first, second), ([1, _, _, a], [1, 1, 1, b]) if a == b);
    if operator.inputs.len() != 2 || (first != second && !has_one_per_channel) {
        return Err(ModelError::UnknownSetting);
    }
    Ok(PlannedOperator {
        computation: combine(operation),
        shape: first.to_vec(),
        multiplications: element_count(first),
    })
}

fn plan_activation(
    tensors: &TensorTable,
    operator: &Operator<'_>,
    activation: Activation,
) -> Result<PlannedOperator, ModelError> {
    let shape = tensors.computed_shape(operator, 0)?;
    Ok(PlannedOperator {
        computation: Computation::Activate(activation),
        shape: shape.to_vec(),
        multiplications: element_count(shape),
    })
}

fn plan_padding(
    tensors: &TensorTable,
    operator: &Operator<'_>,
) -> Result<PlannedOperator, ModelError> {
    let [height, width, from] = tensors.picture_shape(operator, 0)?;
    let [0, 0, 0, 0, 0, 0, 0, added] = *tensors.constant_ints(operator, 1)? else {
        return Err(ModelError::UnknownSetting);
    };
    let added = usize::try_from(added).map_err(|_| ModelError::Damaged)?;
    let to = from.checked_add(added).ok_or(ModelError::TooLarge)?;
    let shape = vec![1, height, width, to];
    let multiplications = element_count(&shape);
    Ok(PlannedOperator {
        computation: Computation::WidenChannels { from, to },
        shape,
        multiplications,
    })
}

fn plan_reshaping(
    tensors: &TensorTable,
    operator: &Operator<'_>,
) -> Result<PlannedOperator, ModelError> {
    let length = element_count(tensors.computed_shape(operator, 0)?).ok_or(ModelError::TooLarge)?;
    let sides = operator.options.and_then(|options| options.ints(0)).ok_or(ModelError::Damaged)?;
    let named = sides.iter().filter(|side| **side != -1);
    let named: Vec<usize> = named
        .map(|side| usize::try_from(*side).map_err(|_| ModelError::Damaged))
        .collect::<Result<_, _>>()?;
    let known = element_count(&named).filter(|known| *known > 0).ok_or(ModelError::Damaged)?;
    // At most one side is left open. It takes the remaining elements.
    let shape: Vec<usize> =
        sides.iter().map(|side| usize::try_from(*side).unwrap_or(length / known)).collect();
    if element_count(&shape) != Some(length) {
        return Err(ModelError::Damaged);
    }
    Ok(PlannedOperator { computation: Computation::Reshape, shape, multiplications: Some(0) })
}

fn plan_concatenation(
    tensors: &TensorTable,
    operator: &Operator<'_>,
) -> Result<PlannedOperator, ModelError> {
    let options = operator.options.ok_or(ModelError::Damaged)?;
    let axis = options.index(0, 0).ok_or(ModelError::UnknownSetting)?;
    if options.byte(1) != 0 {
        return Err(ModelError::UnknownSetting);
    }
    let mut shape = tensors.computed_shape(operator, 0)?.to_vec();
    // Whole tensors follow one another only where all sides before the axis are one.
    if axis >= shape.len() || shape[..axis].iter().any(|side| *side != 1) {
        return Err(ModelError::UnknownSetting);
    }
    for index in 1..operator.inputs.len() {
        let next = tensors.computed_shape(operator, index)?;
        if next.len() != shape.len()
            || next[..axis] != shape[..axis]
            || next[axis + 1..] != shape[axis + 1..]
        {
            return Err(ModelError::Damaged);
        }
        shape[axis] = shape[axis].checked_add(next[axis]).ok_or(ModelError::TooLarge)?;
    }
    let multiplications = element_count(&shape);
    Ok(PlannedOperator { computation: Computation::Concatenate, shape, multiplications })
}

/// An operation of two operands without an activation.
const fn combine(operation: BinaryOperation) -> Computation {
    Computation::Combine { operation, activation: Activation::None }
}
