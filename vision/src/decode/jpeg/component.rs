//! The state of one colour component of a JPEG while its scans are read.

use super::bits::BitReader;
use super::blocks::{CoefficientBand, KeptCoefficients, StoredBlock};
use super::huffman::CorruptData;
use super::tables::TablePair;

/// Marks a coefficient of which no bit has been sent.
pub(crate) const NOT_SENT: u8 = u8::MAX;

/// The state of one component besides its entry in the frame.
pub(crate) struct ComponentPlane {
    pub(crate) kept: KeptCoefficients,
    pub(crate) quantisation: [i32; 64],
    /// The kept coefficients, where they come in more than one scan.
    pub(crate) values: Vec<i16>,
    pub(crate) nonzero: Vec<u64>,
    /// The lowest bit that has been sent of each coefficient.
    pub(crate) lowest_sent_bits: [u8; 64],
    pub(crate) predicted_mean: i32,
}

impl ComponentPlane {
    /// The initial state, in which nothing has been sent.
    pub(crate) fn new(kept: KeptCoefficients) -> Self {
        Self {
            kept,
            quantisation: [0; 64],
            values: Vec::new(),
            nonzero: Vec::new(),
            lowest_sent_bits: [NOT_SENT; 64],
            predicted_mean: 0,
        }
    }

    /// Reads the band of one block.
    pub(crate) fn read_band(
        &mut self,
        band: CoefficientBand,
        bits: &mut BitReader<'_>,
        tables: &TablePair,
        skip: &mut u32,
        block_index: usize,
    ) -> Result<(), CorruptData> {
        let count = self.kept.count();
        let values = self
            .values
            .get_mut(block_index * count..(block_index + 1) * count)
            .ok_or(CorruptData)?;
        let nonzero = self.nonzero.get_mut(block_index).ok_or(CorruptData)?;
        let mut block = StoredBlock { values, nonzero };
        if band.first == 0 {
            return band.read_mean(bits, tables.dc.as_ref(), &mut self.predicted_mean, &mut block);
        }
        let ac = tables.ac.as_ref().ok_or(CorruptData)?;
        if band.is_refinement {
            band.read_refinement(bits, ac, skip, &self.kept, &mut block)
        } else {
            band.read_first(bits, ac, skip, &self.kept, &mut block)
        }
    }
}
