//! The state of one colour component of a JPEG while its scans are read.

use super::bits::Bits;
use super::blocks::{Band, Kept, Stored};
use super::huffman::{Broken, Table};

/// Marks a coefficient of which no bit has been sent.
pub(crate) const NOTHING: u8 = u8::MAX;

/// The state of one component besides its entry in the frame.
pub(crate) struct Plane {
    pub(crate) kept: Kept,
    pub(crate) quantisation: [i32; 64],
    /// The kept coefficients, where they come in more than one scan.
    pub(crate) values: Vec<i16>,
    pub(crate) known: Vec<u64>,
    /// The lowest bit that has been sent of each coefficient.
    pub(crate) sent: [u8; 64],
    pub(crate) predicted: i32,
}

impl Plane {
    /// The initial state, in which nothing has been sent.
    pub(crate) fn new(kept: Kept) -> Self {
        Self {
            kept,
            quantisation: [0; 64],
            values: Vec::new(),
            known: Vec::new(),
            sent: [NOTHING; 64],
            predicted: 0,
        }
    }

    /// Reads the band of one block.
    pub(crate) fn banded(
        &mut self,
        band: Band,
        bits: &mut Bits<'_>,
        (dc, ac): (Option<&Table>, Option<&Table>),
        skip: &mut u32,
        at: usize,
    ) -> Result<(), Broken> {
        let count = self.kept.count();
        let values = self.values.get_mut(at * count..(at + 1) * count).ok_or(Broken)?;
        let known = self.known.get_mut(at).ok_or(Broken)?;
        let mut block = Stored { values, known };
        if band.first == 0 {
            return band.mean(bits, dc, &mut self.predicted, &mut block);
        }
        let ac = ac.ok_or(Broken)?;
        if band.refines {
            band.refine(bits, ac, skip, &self.kept, &mut block)
        } else {
            band.begin(bits, ac, skip, &self.kept, &mut block)
        }
    }
}
