//! The coefficients of one 8 × 8 block of a JPEG, as its scan codes them (ITU-T T.81, annexes F and G).

use super::bits::Bits;
use super::huffman::{Broken, Table};

/// Row and column of each coefficient in coding order.
const ZIGZAG: [u8; 64] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
    52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
];

/// The position of coefficients that a reduced block drops.
const NOWHERE: u8 = 64;

/// The coefficients that are kept of a block: the lowest `side` × `side`, row by row. A block of a picture that is
/// reduced to `side` eighths needs no others.
#[derive(Clone, Copy)]
pub(crate) struct Kept {
    places: [u8; 64],
    side: usize,
}

impl Kept {
    /// `side` is at most 8. With 0 no coefficient is kept: the data are only checked.
    pub(crate) fn new(side: usize) -> Self {
        let places = ZIGZAG.map(|place| {
            let (row, column) = (usize::from(place / 8), usize::from(place % 8));
            if row < side && column < side {
                u8::try_from(row * side + column).unwrap_or(NOWHERE)
            } else {
                NOWHERE
            }
        });
        Self { places, side }
    }

    /// The number of kept coefficients.
    pub(crate) fn count(&self) -> usize {
        self.side * self.side
    }

    /// The quantisation table, given in coding order, in the order of the kept coefficients.
    pub(crate) fn quantisation(&self, table: &[u16; 64]) -> [i32; 64] {
        let mut kept = [0; 65];
        for (place, value) in self.places.iter().zip(table) {
            kept[usize::from(*place)] = i32::from(*value);
        }
        let [kept @ .., _] = kept;
        kept
    }
}

/// Reads all coefficients of a block of a sequential scan. `block` must be all zero. Its last element receives the
/// dropped coefficients.
pub(crate) fn sequential(
    bits: &mut Bits<'_>,
    (dc, ac): (&Table, &Table),
    predicted: &mut i32,
    kept: &Kept,
    block: &mut [i16; 65],
) -> Result<(), Broken> {
    *predicted = predicted.wrapping_add(difference(bits, dc)?);
    block[usize::from(kept.places[0])] = short(*predicted);
    let mut index = 1;
    while index < 64 {
        if let Some((value, run)) = bits.run_and_value(ac) {
            index += run;
            let place = kept.places.get(index).ok_or(Broken)?;
            block[usize::from(*place)] = value;
            index += 1;
            continue;
        }
        let symbol = bits.symbol(ac)?;
        let (run, size) = (usize::from(symbol >> 4), u32::from(symbol & 15));
        if size == 0 {
            if run != 15 {
                break;
            }
            index += 16;
            continue;
        }
        index += run;
        let place = kept.places.get(index).ok_or(Broken)?;
        block[usize::from(*place)] = short(bits.signed(size));
        index += 1;
    }
    Ok(())
}

/// Reads the difference between a block's mean and that of the block before.
fn difference(bits: &mut Bits<'_>, dc: &Table) -> Result<i32, Broken> {
    match bits.symbol(dc)? {
        size @ 0..=15 => Ok(bits.signed(size.into())),
        _ => Err(Broken),
    }
}

/// Cuts to 16 bits, as every decoder does: a hostile file can add up to impossible coefficients.
#[expect(clippy::cast_possible_truncation, reason = "cutting is what is meant")]
fn short(value: i32) -> i16 {
    value as i16
}

/// The band of coefficients, and their bits, that a scan of a progressive file codes.
#[derive(Clone, Copy)]
pub(crate) struct Band {
    pub(crate) first: usize,
    pub(crate) last: usize,
    /// Whether an earlier scan has sent the higher bits.
    pub(crate) refines: bool,
    /// The lowest bit that this scan sends.
    pub(crate) low: u32,
}

/// The stored state of a block between scans.
pub(crate) struct Stored<'a> {
    /// The coefficients that [`Kept`] selects.
    pub(crate) values: &'a mut [i16],
    /// One bit for each coefficient that is not zero so far, in coding order. The codes of a refinement depend on it.
    pub(crate) known: &'a mut u64,
}

impl Stored<'_> {
    fn set(&mut self, kept: &Kept, index: usize, value: i16) {
        *self.known |= 1 << index;
        if let Some(kept) = self.values.get_mut(usize::from(kept.places[index])) {
            *kept = value;
        }
    }

    /// Reads the correction of a coefficient that is already known.
    fn correct(&mut self, bits: &mut Bits<'_>, kept: &Kept, index: usize, bit: i16) {
        if bits.take(1) == 1
            && let Some(value) = self.values.get_mut(usize::from(kept.places[index]))
            && *value & bit == 0
        {
            *value = if *value < 0 { value.wrapping_sub(bit) } else { value.wrapping_add(bit) };
        }
    }
}

impl Band {
    /// Reads the mean of a block, or one more bit of it.
    pub(crate) fn mean(
        &self,
        bits: &mut Bits<'_>,
        dc: Option<&Table>,
        predicted: &mut i32,
        block: &mut Stored<'_>,
    ) -> Result<(), Broken> {
        if self.refines {
            let bit = bits.take(1) << self.low;
            if let Some(mean) = block.values.first_mut() {
                *mean |= short(bit.cast_signed());
            }
            return Ok(());
        }
        *predicted = predicted.wrapping_add(difference(bits, dc.ok_or(Broken)?)?);
        if let Some(mean) = block.values.first_mut() {
            *mean = short(predicted.wrapping_shl(self.low));
        }
        Ok(())
    }

    /// Reads a band of coefficients for the first time. `skip` counts the following blocks without any.
    pub(crate) fn begin(
        &self,
        bits: &mut Bits<'_>,
        ac: &Table,
        skip: &mut u32,
        kept: &Kept,
        block: &mut Stored<'_>,
    ) -> Result<(), Broken> {
        if *skip > 0 {
            *skip -= 1;
            return Ok(());
        }
        let mut index = self.first;
        while index <= self.last {
            let symbol = bits.symbol(ac)?;
            let (run, size) = (usize::from(symbol >> 4), u32::from(symbol & 15));
            if size == 0 {
                if run != 15 {
                    *skip = blocks_without(bits, run) - 1;
                    break;
                }
                index += 16;
                continue;
            }
            index += run;
            let value = short(bits.signed(size).wrapping_shl(self.low));
            if index > self.last {
                return Err(Broken);
            }
            block.set(kept, index, value);
            index += 1;
        }
        Ok(())
    }

    /// Reads one more bit of a band of coefficients.
    pub(crate) fn refine(
        &self,
        bits: &mut Bits<'_>,
        ac: &Table,
        skip: &mut u32,
        kept: &Kept,
        block: &mut Stored<'_>,
    ) -> Result<(), Broken> {
        let bit = short(1_i32.wrapping_shl(self.low));
        let mut index = self.first;
        while *skip == 0 && index <= self.last {
            let symbol = bits.symbol(ac)?;
            let mut run = symbol >> 4;
            let value = match symbol & 15 {
                0 if run == 15 => None,
                0 => {
                    *skip = blocks_without(bits, run.into());
                    break;
                }
                1 => Some(if bits.take(1) == 1 { bit } else { bit.wrapping_neg() }),
                _ => return Err(Broken),
            };
            while index <= self.last {
                if *block.known >> index & 1 == 1 {
                    block.correct(bits, kept, index, bit);
                } else if run == 0 {
                    break;
                } else {
                    run -= 1;
                }
                index += 1;
            }
            if let Some(value) = value {
                if index > self.last {
                    return Err(Broken);
                }
                block.set(kept, index, value);
            }
            index += 1;
        }
        if *skip > 0 {
            *skip -= 1;
            for index in index..=self.last {
                if *block.known >> index & 1 == 1 {
                    block.correct(bits, kept, index, bit);
                }
            }
        }
        Ok(())
    }
}

/// The number of blocks, including this one, that have no more coefficients in the band.
fn blocks_without(bits: &mut Bits<'_>, size: usize) -> u32 {
    let size = u32::try_from(size).unwrap_or(0);
    (1 << size) + bits.take(size)
}
