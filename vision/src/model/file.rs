//! The content of a `.tflite` file: tensors and operators, parsed but not yet validated.

use super::ModelError;
use super::flatbuffer::{FlatTable, Flatbuffer};
use super::half::widen_half;

/// The identifier of the file format, third version.
const IDENTIFIER: [u8; 4] = *b"TFL3";
/// The most constant numbers of a model. The two models in use have 0.13 million together.
const MAX_CONSTANTS: usize = 4 << 20;

/// The only subgraph of a model.
pub(super) struct ModelFile<'a> {
    pub(super) tensors: Vec<Tensor>,
    pub(super) operators: Vec<Operator<'a>>,
    pub(super) inputs: Vec<usize>,
    pub(super) outputs: Vec<usize>,
}

pub(super) struct Tensor {
    /// The sides, outermost first.
    pub(super) shape: Vec<usize>,
    pub(super) constant: Constant,
}

/// The constant numbers of a tensor.
pub(super) enum Constant {
    /// The tensor is computed.
    None,
    Floats(Vec<f32>),
    Ints(Vec<i32>),
}

pub(super) struct Operator<'a> {
    pub(super) kind: OperatorKind,
    /// The numbers of the input tensors. Omitted optional inputs are at the end.
    pub(super) inputs: Vec<usize>,
    pub(super) output: usize,
    /// The settings, in a table of the operator's own.
    pub(super) options: Option<FlatTable<'a>>,
    /// The settings of a custom operator.
    pub(super) custom: &'a [u8],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OperatorKind {
    Add,
    AveragePool,
    Concatenate,
    Convolve,
    DepthwiseConvolve,
    Dequantize,
    HardSwish,
    Logistic,
    MaxPool,
    Multiply,
    Pad,
    Relu,
    Reshape,
    ResizeBilinear,
    /// `MediaPipe`'s own: a transposed convolution with a bias.
    TransposeConvolve,
}

/// Parses a model of one subgraph.
pub(super) fn parse(bytes: &[u8]) -> Result<ModelFile<'_>, ModelError> {
    let root = Flatbuffer::new(bytes).root(IDENTIFIER).ok_or(ModelError::NotTflite)?;
    let kinds = read_kinds(&root)?;
    let graph = root.tables(2).and_then(|graphs| graphs.get(0)).ok_or(ModelError::Damaged)?;
    let tensors = read_tensors(&root, &graph)?;
    let indices = |field| {
        graph
            .ints(field)
            .and_then(|list| existing_tensors(&list, tensors.len()))
            .ok_or(ModelError::Damaged)
    };
    let (inputs, outputs) = (indices(1)?, indices(2)?);
    let listed = graph.tables(3).ok_or(ModelError::Damaged)?;
    let mut operators = Vec::with_capacity(listed.len());
    for index in 0..listed.len() {
        let operator = listed.get(index).ok_or(ModelError::Damaged)?;
        operators.push(read_operator(&operator, &kinds, tensors.len())?);
    }
    Ok(ModelFile { tensors, operators, inputs, outputs })
}

/// The operator kinds that the file lists: each a supported one, or the error of its use.
fn read_kinds(root: &FlatTable<'_>) -> Result<Vec<Result<OperatorKind, ModelError>>, ModelError> {
    let codes = root.tables(1).ok_or(ModelError::Damaged)?;
    (0..codes.len())
        .map(|index| {
            let code = codes.get(index).ok_or(ModelError::Damaged)?;
            // Old files store the number in a byte, newer ones in 32 bits. The larger counts.
            let number = code.int(3, 0).max(i32::from(code.byte(0)));
            Ok(match number {
                0 => Ok(OperatorKind::Add),
                1 => Ok(OperatorKind::AveragePool),
                2 => Ok(OperatorKind::Concatenate),
                3 => Ok(OperatorKind::Convolve),
                4 => Ok(OperatorKind::DepthwiseConvolve),
                6 => Ok(OperatorKind::Dequantize),
                14 => Ok(OperatorKind::Logistic),
                17 => Ok(OperatorKind::MaxPool),
                18 => Ok(OperatorKind::Multiply),
                19 => Ok(OperatorKind::Relu),
                22 => Ok(OperatorKind::Reshape),
                23 => Ok(OperatorKind::ResizeBilinear),
                32 if code.bytes(1) == Some(b"Convolution2DTransposeBias") => {
                    Ok(OperatorKind::TransposeConvolve)
                }
                34 => Ok(OperatorKind::Pad),
                117 => Ok(OperatorKind::HardSwish),
                _ => Err(ModelError::UnknownOperator(number)),
            })
        })
        .collect()
}

fn read_tensors(root: &FlatTable<'_>, graph: &FlatTable<'_>) -> Result<Vec<Tensor>, ModelError> {
    let buffers = root.tables(4).ok_or(ModelError::Damaged)?;
    let listed = graph.tables(0).ok_or(ModelError::Damaged)?;
    let mut constants_left = MAX_CONSTANTS;
    let mut tensors = Vec::with_capacity(listed.len());
    for index in 0..listed.len() {
        let table = listed.get(index).ok_or(ModelError::Damaged)?;
        let shape = table.ints(0).ok_or(ModelError::Damaged)?;
        let shape: Vec<usize> = shape
            .into_iter()
            .map(|side| usize::try_from(side).map_err(|_| ModelError::Damaged))
            .collect::<Result<_, _>>()?;
        let number = table.index(2, 0).ok_or(ModelError::Damaged)?;
        let data = buffers.get(number).ok_or(ModelError::Damaged)?.bytes(0).unwrap_or_default();
        let constant = match (data, table.byte(1)) {
            ([], _) => Constant::None,
            (data, 0) => {
                let (floats, _) = data.as_chunks::<4>();
                Constant::Floats(floats.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect())
            }
            (data, 1) => {
                let (halves, _) = data.as_chunks::<2>();
                let numbers = halves.iter().map(|bytes| widen_half(u16::from_le_bytes(*bytes)));
                Constant::Floats(numbers.collect())
            }
            (data, 2) => {
                let (ints, _) = data.as_chunks::<4>();
                Constant::Ints(ints.iter().map(|bytes| i32::from_le_bytes(*bytes)).collect())
            }
            _ => return Err(ModelError::UnknownNumberType),
        };
        if let Some(count) = constant.len() {
            // Many tensors may refer to one buffer: a small file must not become large in memory.
            constants_left = constants_left.checked_sub(count).ok_or(ModelError::TooLarge)?;
            if element_count(&shape) != Some(count) {
                return Err(ModelError::Damaged);
            }
        }
        tensors.push(Tensor { shape, constant });
    }
    Ok(tensors)
}

fn read_operator<'a>(
    table: &FlatTable<'a>,
    kinds: &[Result<OperatorKind, ModelError>],
    tensors: usize,
) -> Result<Operator<'a>, ModelError> {
    let kind = table.index(0, 0).and_then(|code| kinds.get(code)).ok_or(ModelError::Damaged)?;
    let list = |field| {
        table
            .ints(field)
            .and_then(|list| existing_tensors(&list, tensors))
            .ok_or(ModelError::Damaged)
    };
    let outputs = list(2)?;
    let [output] = outputs[..] else { return Err(ModelError::Damaged) };
    Ok(Operator {
        kind: kind.clone()?,
        inputs: list(1)?,
        output,
        options: table.table(4),
        custom: table.bytes(5).unwrap_or_default(),
    })
}

impl Constant {
    fn len(&self) -> Option<usize> {
        match self {
            Self::None => None,
            Self::Floats(floats) => Some(floats.len()),
            Self::Ints(ints) => Some(ints.len()),
        }
    }
}

/// Converts these tensor numbers. `None` where one of the tensors does not exist.
fn existing_tensors(numbers: &[i32], tensors: usize) -> Option<Vec<usize>> {
    numbers
        .iter()
        .map(|number| usize::try_from(*number).ok().filter(|number| *number < tensors))
        .collect()
}

/// The number of elements of a tensor of this shape. `None` on overflow.
pub(super) fn element_count(shape: &[usize]) -> Option<usize> {
    shape.iter().try_fold(1_usize, |element_count, side| element_count.checked_mul(*side))
}
