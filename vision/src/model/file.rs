//! The content of a `.tflite` file: tensors and operators, parsed but not yet validated.

use super::ModelError;
use super::flatbuffer::{Flat, Table};
use super::half::widen;

/// The identifier of the file format, third version.
const IDENTIFIER: [u8; 4] = *b"TFL3";
/// The most constant numbers of a model. The two models in use have 0.13 million together.
const MOST_CONSTANTS: usize = 4 << 20;

/// The only subgraph of a model.
pub(super) struct Model<'a> {
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
    pub(super) kind: Kind,
    /// The numbers of the input tensors. Omitted optional inputs are at the end.
    pub(super) inputs: Vec<usize>,
    pub(super) output: usize,
    /// The settings, in a table of the operator's own.
    pub(super) options: Option<Table<'a>>,
    /// The settings of a custom operator.
    pub(super) custom: &'a [u8],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
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
pub(super) fn read(bytes: &[u8]) -> Result<Model<'_>, ModelError> {
    let root = Flat::new(bytes).root(IDENTIFIER).ok_or(ModelError::NotAModel)?;
    let kinds = kinds(&root)?;
    let graph = root.tables(2).and_then(|graphs| graphs.get(0)).ok_or(ModelError::Damaged)?;
    let tensors = tensors(&root, &graph)?;
    let indices = |field| {
        graph.ints(field).and_then(|list| existing(&list, tensors.len())).ok_or(ModelError::Damaged)
    };
    let (inputs, outputs) = (indices(1)?, indices(2)?);
    let listed = graph.tables(3).ok_or(ModelError::Damaged)?;
    let mut operators = Vec::with_capacity(listed.len());
    for index in 0..listed.len() {
        let operator = listed.get(index).ok_or(ModelError::Damaged)?;
        operators.push(operator_of(&operator, &kinds, tensors.len())?);
    }
    Ok(Model { tensors, operators, inputs, outputs })
}

/// The operator kinds that the file lists: each a supported one, or the error of its use.
fn kinds(root: &Table<'_>) -> Result<Vec<Result<Kind, ModelError>>, ModelError> {
    let codes = root.tables(1).ok_or(ModelError::Damaged)?;
    (0..codes.len())
        .map(|index| {
            let code = codes.get(index).ok_or(ModelError::Damaged)?;
            // Old files store the number in a byte, newer ones in 32 bits. The larger counts.
            let number = code.int(3, 0).max(i32::from(code.byte(0)));
            Ok(match number {
                0 => Ok(Kind::Add),
                1 => Ok(Kind::AveragePool),
                2 => Ok(Kind::Concatenate),
                3 => Ok(Kind::Convolve),
                4 => Ok(Kind::DepthwiseConvolve),
                6 => Ok(Kind::Dequantize),
                14 => Ok(Kind::Logistic),
                17 => Ok(Kind::MaxPool),
                18 => Ok(Kind::Multiply),
                19 => Ok(Kind::Relu),
                22 => Ok(Kind::Reshape),
                23 => Ok(Kind::ResizeBilinear),
                32 if code.bytes(1) == Some(b"Convolution2DTransposeBias") => {
                    Ok(Kind::TransposeConvolve)
                }
                34 => Ok(Kind::Pad),
                117 => Ok(Kind::HardSwish),
                _ => Err(ModelError::UnknownOperator(number)),
            })
        })
        .collect()
}

fn tensors(root: &Table<'_>, graph: &Table<'_>) -> Result<Vec<Tensor>, ModelError> {
    let buffers = root.tables(4).ok_or(ModelError::Damaged)?;
    let listed = graph.tables(0).ok_or(ModelError::Damaged)?;
    let mut left = MOST_CONSTANTS;
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
                let numbers = halves.iter().map(|bytes| widen(u16::from_le_bytes(*bytes)));
                Constant::Floats(numbers.collect())
            }
            (data, 2) => {
                let (ints, _) = data.as_chunks::<4>();
                Constant::Ints(ints.iter().map(|bytes| i32::from_le_bytes(*bytes)).collect())
            }
            _ => return Err(ModelError::UnknownNumbers),
        };
        if let Some(count) = constant.len() {
            // Many tensors may refer to one buffer: a small file must not become large in memory.
            left = left.checked_sub(count).ok_or(ModelError::TooLarge)?;
            if product(&shape) != Some(count) {
                return Err(ModelError::Damaged);
            }
        }
        tensors.push(Tensor { shape, constant });
    }
    Ok(tensors)
}

fn operator_of<'a>(
    table: &Table<'a>,
    kinds: &[Result<Kind, ModelError>],
    tensors: usize,
) -> Result<Operator<'a>, ModelError> {
    let kind = table.index(0, 0).and_then(|code| kinds.get(code)).ok_or(ModelError::Damaged)?;
    let list = |field| {
        table.ints(field).and_then(|list| existing(&list, tensors)).ok_or(ModelError::Damaged)
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
fn existing(numbers: &[i32], tensors: usize) -> Option<Vec<usize>> {
    numbers
        .iter()
        .map(|number| usize::try_from(*number).ok().filter(|number| *number < tensors))
        .collect()
}

/// The number of elements of a tensor of this shape. `None` on overflow.
pub(super) fn product(shape: &[usize]) -> Option<usize> {
    shape.iter().try_fold(1_usize, |product, side| product.checked_mul(*side))
}
