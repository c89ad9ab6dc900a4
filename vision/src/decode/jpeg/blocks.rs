//! The coefficients of one 8 × 8 block of a JPEG, as its scan codes them (ITU-T T.81, annexes F and G).

use super::bits::BitReader;
use super::huffman::{CorruptData, HuffmanTable};

/// Row and column of each coefficient in coding order.
const ZIGZAG: [u8; 64] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
    52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
];

/// The position of coefficients that a reduced block drops.
const DROPPED: u8 = 64;

/// The coefficients that are kept of a block: the lowest `side` × `side`, row by row. A block of a picture that is
/// reduced to `side` eighths needs no others.
#[derive(Clone, Copy)]
pub(crate) struct KeptCoefficients {
    positions: [u8; 64],
    side: usize,
}

impl KeptCoefficients {
    /// `side` is at most 8. With 0 no coefficient is kept: the data are only checked.
    pub(crate) fn new(side: usize) -> Self {
        let positions = ZIGZAG.map(|position| {
            let (row, column) = (usize::from(position / 8), usize::from(position % 8));
            if row < side && column < side {
                u8::try_from(row * side + column).unwrap_or(DROPPED)
            } else {
                DROPPED
            }
        });
        Self { positions, side }
    }

    /// The number of kept coefficients.
    pub(crate) fn count(&self) -> usize {
        self.side * self.side
    }

    /// The quantisation table, given in coding order, in the order of the kept coefficients.
    pub(crate) fn quantisation(&self, table: &[u16; 64]) -> [i32; 64] {
        let mut kept = [0; 65];
        for (position, value) in self.positions.iter().zip(table) {
            kept[usize::from(*position)] = i32::from(*value);
        }
        let [kept @ .., _] = kept;
        kept
    }
}

/// Reads all coefficients of a block of a sequential scan. `block` must be all zero. Its last element receives the
/// dropped coefficients.
pub(crate) fn read_sequential_block(
    bits: &mut BitReader<'_>,
    dc: &HuffmanTable,
    ac: &HuffmanTable,
    predicted_mean: &mut i32,
    kept: &KeptCoefficients,
    block: &mut [i16; 65],
) -> Result<(), CorruptData> {
    *predicted_mean = predicted_mean.wrapping_add(read_mean_difference(bits, dc)?);
    block[usize::from(kept.positions[0])] = wrap_to_i16(*predicted_mean);
    let mut index = 1;
    while index < 64 {
        if let Some((value, run)) = bits.read_run_and_value(ac) {
            index += run;
            let position = kept.positions.get(index).ok_or(CorruptData)?;
            block[usize::from(*position)] = value;
            index += 1;
            continue;
        }
        let symbol = bits.read_symbol(ac)?;
        let (run, size) = (usize::from(symbol >> 4), u32::from(symbol & 15));
        if size == 0 {
            if run != 15 {
                break;
            }
            index += 16;
            continue;
        }
        index += run;
        let position = kept.positions.get(index).ok_or(CorruptData)?;
        block[usize::from(*position)] = wrap_to_i16(bits.read_signed(size));
        index += 1;
    }
    Ok(())
}

/// Reads the difference between a block's mean and that of the block before.
fn read_mean_difference(bits: &mut BitReader<'_>, dc: &HuffmanTable) -> Result<i32, CorruptData> {
    match bits.read_symbol(dc)? {
        size @ 0..=15 => Ok(bits.read_signed(size.into())),
        _ => Err(CorruptData),
    }
}

/// Cuts to 16 bits, as every decoder does: a hostile file can add up to impossible coefficients.
#[expect(clippy::cast_possible_truncation, reason = "cutting is the purpose")]
fn wrap_to_i16(value: i32) -> i16 {
    value as i16
}

/// The band of coefficients, and their bits, that a scan of a progressive file codes.
#[derive(Clone, Copy)]
pub(crate) struct CoefficientBand {
    pub(crate) first: usize,
    pub(crate) last: usize,
    /// Whether an earlier scan has sent the higher bits.
    pub(crate) is_refinement: bool,
    /// The lowest bit that this scan sends.
    pub(crate) low_bit: u32,
}

/// The stored state of a block between scans.
pub(crate) struct StoredBlock<'a> {
    /// The coefficients that [`KeptCoefficients`] selects.
    pub(crate) values: &'a mut [i16],
    /// One bit for each coefficient that is not zero so far, in coding order. The codes of a refinement depend on it.
    pub(crate) nonzero: &'a mut u64,
}

impl StoredBlock<'_> {
    fn set(&mut self, kept: &KeptCoefficients, index: usize, value: i16) {
        *self.nonzero |= 1 << index;
        if let Some(kept) = self.values.get_mut(usize::from(kept.positions[index])) {
            *kept = value;
        }
    }

    /// Reads the correction of a coefficient that is already known.
    fn read_correction(
        &mut self,
        bits: &mut BitReader<'_>,
        kept: &KeptCoefficients,
        index: usize,
        bit: i16,
    ) {
        if bits.read_bits(1) == 1
            && let Some(value) = self.values.get_mut(usize::from(kept.positions[index]))
            && *value & bit == 0
        {
            *value = if *value < 0 { value.wrapping_sub(bit) } else { value.wrapping_add(bit) };
        }
    }
}

impl CoefficientBand {
    /// Reads the mean of a block, or one more bit of it.
    pub(crate) fn read_mean(
        &self,
        bits: &mut BitReader<'_>,
        dc: Option<&HuffmanTable>,
        predicted_mean: &mut i32,
        block: &mut StoredBlock<'_>,
    ) -> Result<(), CorruptData> {
        if self.is_refinement {
            let bit = bits.read_bits(1) << self.low_bit;
            if let Some(mean) = block.values.first_mut() {
                *mean |= wrap_to_i16(bit.cast_signed());
            }
            return Ok(());
        }
        *predicted_mean =
            predicted_mean.wrapping_add(read_mean_difference(bits, dc.ok_or(CorruptData)?)?);
        if let Some(mean) = block.values.first_mut() {
            *mean = wrap_to_i16(predicted_mean.wrapping_shl(self.low_bit));
        }
        Ok(())
    }

    /// Reads a band of coefficients for the first time. `skip` counts the following blocks without any.
    pub(crate) fn read_first(
        &self,
        bits: &mut BitReader<'_>,
        ac: &HuffmanTable,
        skip: &mut u32,
        kept: &KeptCoefficients,
        block: &mut StoredBlock<'_>,
    ) -> Result<(), CorruptData> {
        if *skip > 0 {
            *skip -= 1;
            return Ok(());
        }
        let mut index = self.first;
        while index <= self.last {
            let symbol = bits.read_symbol(ac)?;
            let (run, size) = (usize::from(symbol >> 4), u32::from(symbol & 15));
            if size == 0 {
                if run != 15 {
                    *skip = read_empty_block_count(bits, run) - 1;
                    break;
                }
                index += 16;
                continue;
            }
            index += run;
            let value = wrap_to_i16(bits.read_signed(size).wrapping_shl(self.low_bit));
            if index > self.last {
                return Err(CorruptData);
            }
            block.set(kept, index, value);
            index += 1;
        }
        Ok(())
    }

    /// Reads one more bit of a band of coefficients.
    pub(crate) fn read_refinement(
        &self,
        bits: &mut BitReader<'_>,
        ac: &HuffmanTable,
        skip: &mut u32,
        kept: &KeptCoefficients,
        block: &mut StoredBlock<'_>,
    ) -> Result<(), CorruptData> {
        let bit = wrap_to_i16(1_i32.wrapping_shl(self.low_bit));
        let mut index = self.first;
        while *skip == 0 && index <= self.last {
            let symbol = bits.read_symbol(ac)?;
            let mut run = symbol >> 4;
            let value = match symbol & 15 {
                0 if run == 15 => None,
                0 => {
                    *skip = read_empty_block_count(bits, run.into());
                    break;
                }
                1 => Some(if bits.read_bits(1) == 1 { bit } else { bit.wrapping_neg() }),
                _ => return Err(CorruptData),
            };
            while index <= self.last {
                if *block.nonzero >> index & 1 == 1 {
                    block.read_correction(bits, kept, index, bit);
                } else if run == 0 {
                    break;
                } else {
                    run -= 1;
                }
                index += 1;
            }
            if let Some(value) = value {
                if index > self.last {
                    return Err(CorruptData);
                }
                block.set(kept, index, value);
            }
            index += 1;
        }
        if *skip > 0 {
            *skip -= 1;
            for index in index..=self.last {
                if *block.nonzero >> index & 1 == 1 {
                    block.read_correction(bits, kept, index, bit);
                }
            }
        }
        Ok(())
    }
}

/// The number of blocks, including this one, that have no more coefficients in the band.
fn read_empty_block_count(bits: &mut BitReader<'_>, size: usize) -> u32 {
    let size = u32::try_from(size).unwrap_or(0);
    (1 << size) + bits.read_bits(size)
}
